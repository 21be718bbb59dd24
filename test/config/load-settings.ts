/** Loading settings from an environment alone. */
import { type Config, ConfigError, loadConfig } from '#config'

const NO_FILE = '/nowhere/.env'

export const KEY: Buffer = Buffer.alloc(32, 7)
export const A_KEY = { SECRETS_KEY: KEY.toString('base64') }

export function load(environment: Record<string, string> = {}): Config {
  return loadConfig(environment, NO_FILE)
}

/** What the settings are refused for; nothing when they are taken. */
export function problems(environment: Record<string, string>): string[] {
  try {
    load(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
