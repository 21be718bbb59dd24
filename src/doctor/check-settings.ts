/** Whether the settings can be read, and mean what somebody who wrote them expects. */
import { type Config, ConfigError, loadConfig } from '#config'
import { type Check, failed, passed, warned } from './check.ts'

/** @returns no settings where they cannot be used */
export function checkSettings(): { config?: Config; checks: Check[] } {
  try {
    const config = loadConfig()
    return { config, checks: [passed('settings'), issuer(config)] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const cure = 'Correct it in the environment, or in the file .env.'
    return { checks: error.problems.map((problem) => failed('settings', `${problem}.`, cure)) }
  }
}

function issuer({ server }: Config): Check {
  const isPublic = server.issuer.startsWith('https:')
  if (server.production && !isPublic) {
    return failed(
      'issuer',
      `ISSUER is ${server.issuer}, which only this machine can reach.`,
      'Set ISSUER to the https URL by which browsers and apps reach this server.',
    )
  }
  if (!server.production && isPublic) {
    return warned(
      'issuer',
      `The demo app is open to everybody at ${server.issuer}.`,
      'Set NODE_ENV=production.',
    )
  }
  return passed('issuer')
}
