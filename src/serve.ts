/** The life of the server process: start, tell where to look, and on a signal answer what is in flight, then stop. */
import cluster from 'node:cluster'
import { createServer, type Server } from 'node:http'
import { type Config, ConfigError, loadConfig } from '#config'
import { createLogger, type Logger } from '#lib/logger'
import { type App, createApp } from './app.ts'
import { startProblem } from './start-problem.ts'
import { superviseWorkers } from './workers.ts'

/** Requests in flight get this long to end, well within what supervisors wait for. */
const STOP_MS = 8000
/** Whatever still goes on then, such as a mail that its server does not take, is left to the next start. */
const END_MS = 9000
/** How often connections whose requests have been answered are looked for, while stopping. */
const IDLE_MS = 50

/** In this process, or in as many workers as the settings say. */
export async function serve(): Promise<void> {
  try {
    const config = loadConfig()
    const log = createLogger(config.log.level)
    if (config.server.workers > 1 && cluster.isPrimary) {
      const endedWell = await superviseWorkers(config.server.workers, log, () => tellWhereToLook(config))
      process.exit(endedWell ? 0 : 1)
    }
    // Until it listens nothing has been promised to anybody, and the stores take an end at any time.
    let stop: Stop = () => process.exit(0)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal))
    const app = await createApp(config, log)
    const server = createServer(app.handler)
    await listen(server, config, app)
    app.startJobs()
    stop = createStop(server, app, log)
    log.info(
      { issuer: config.server.issuer, host: config.server.host, port: config.server.port },
      'listening',
    )
    if (cluster.isPrimary) tellWhereToLook(config)
  } catch (error) {
    process.stderr.write(`${tellProblem(error)}\n`)
    process.exitCode = 1
    // A worker would otherwise live on for the sake of its channel to the process that started it.
    if (cluster.isWorker) process.exit(1)
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

type Stop = (signal: NodeJS.Signals) => void

/** Answers what is in flight, then ends the process. */
function createStop(server: Server, app: App, log: Logger): Stop {
  let stopping = false
  return (signal) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), END_MS).unref()
    // Whoever keeps a connection open for further requests would otherwise hold the end up until it gives up waiting.
    server.prependListener('request', (_request, response) => {
      response.shouldKeepAlive = false
    })
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS)
    const impatience = setTimeout(() => server.closeAllConnections(), STOP_MS)
    server.close(async () => {
      clearInterval(idle)
      clearTimeout(impatience)
      await app.close()
      log.info('stopped')
      process.exit(0)
    })
  }
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
function tellProblem(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error)
  return startProblem(error) ?? `Gatehouse cannot start: ${stack}`
}
