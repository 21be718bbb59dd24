/** The life of the server process: start, tell where to look, and on a signal answer what is in flight, then stop. */
import { createServer, type Server } from 'node:http'
import { StoreOpenError } from '#adapters'
import { type Config, ConfigError, loadConfig } from '#config'
import { KeysUnreadableError } from '#domain/signing-keys'
import { createLogger, type Logger } from '#lib/logger'
import { type App, createApp } from './app.ts'

/** Requests in flight get this long to end, well within what supervisors wait for. */
const STOP_MS = 8000

export async function serve(): Promise<void> {
  try {
    const config = loadConfig()
    const log = createLogger(config.log.level)
    const app = await createApp(config, log)
    const server = createServer(app.handler)
    await listen(server, config, app)
    stopOnSignal(server, app, log)
    log.info({ issuer: config.server.issuer, host: config.server.host, port: config.server.port }, 'listening')
    tellWhereToLook(config)
  } catch (error) {
    process.stderr.write(`${startProblem(error)}\n`)
    process.exitCode = 1
  }
}

async function listen(server: Server, { server: { host, port } }: Config, app: App): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (error) {
    await app.close()
    const { code, message } = error as NodeJS.ErrnoException
    throw new ConfigError([
      code === 'EADDRINUSE'
        ? `PORT ${port} on ${host} is in use by another process. Stop that one, or choose another PORT.`
        : `HOST ${host} and PORT ${port} cannot be listened on: ${message}`,
    ])
  }
}

function stopOnSignal(server: Server, app: App, log: Logger): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    const impatience = setTimeout(() => server.closeAllConnections(), STOP_MS)
    server.close(async () => {
      clearTimeout(impatience)
      await app.close()
      log.info('stopped')
      process.exit(0)
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function tellWhereToLook({ server: { issuer, production } }: Config): void {
  const lines = [
    `Gatehouse is ready at ${issuer}`,
    ...(production ? [] : [`  see a sign-in, from both sides:  ${issuer}/demo`]),
    `  for apps:                        ${issuer}/.well-known/openid-configuration`,
  ]
  process.stderr.write(`\n${lines.join('\n')}\n\n`)
}

/** Everything an operator can mend is told in words; only what is our own fault shows a stack. */
function startProblem(error: unknown): string {
  if (error instanceof ConfigError) {
    return ['Gatehouse cannot start:', ...error.problems.map((problem) => `  - ${problem}`)].join('\n')
  }
  if (error instanceof StoreOpenError) return `Gatehouse cannot start:\n  - ${error.message}`
  if (error instanceof KeysUnreadableError) {
    return (
      `Gatehouse cannot start:\n  - ${error.message}. Give the SECRETS_KEY, or the KEYS_DIR, ` +
      'that this database was made with.'
    )
  }
  return `Gatehouse cannot start: ${error instanceof Error ? error.stack : String(error)}`
}
