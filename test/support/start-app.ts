/** The whole server on a socket of its own, over an embedded database in a fresh folder or what the project names. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '#config'
import { createLogger } from '#lib/logger'
import { createApp } from '../../src/app.ts'
import { type Core, createCore } from '../../src/core.ts'
import { openProjectStores } from './project-stores.ts'

export interface RunningApp {
  /** Also the base URL, unless the settings name another issuer. */
  issuer: string
  /** The port on 127.0.0.1 where it listens. */
  port: number
  /** The same stores as the server's, through a connection of its own, as the command line has it. */
  core: Core
  dataDir: string
  stop(): Promise<void>
}

/**
 * @param settings further settings by their environment names
 * @param jobs whether it does what no request waits for, such as mails; a test that counts what is done would count that
 */
export async function startApp(
  settings: Record<string, string> = {},
  { jobs = true }: { jobs?: boolean } = {},
): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-'))
  const stores = await openProjectStores()
  let handler: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => handler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const environment = {
    ISSUER: issuer,
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    LOG_LEVEL: 'silent',
    ...stores.settings,
    // A test is one address, and sends more than a person does.
    RATE_LIMIT: 'off',
    ...settings,
  }
  const config = loadConfig(environment, join(folder, 'no.env'))
  const app = await createApp(config, createLogger(config.log.level))
  if (jobs) app.startJobs()
  const core = await createCore(config)
  handler = app.handler
  return {
    issuer: config.server.issuer,
    port,
    core: stores.seen(core),
    dataDir: config.storage.dataDir,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await app.close()
      await core.close()
      await stores.stop()
      // A mail that had been begun may still come to lie in it.
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
