/** The server as a process of its own, as an operator runs it, and all that it writes. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '#config'
import { createCore } from '../../src/core.ts'
import { freePort } from '../support/free-port.ts'
import type { RunningApp } from '../support/start-app.ts'

export interface SpawnedServer extends RunningApp {
  /** What it has written to standard output so far. */
  log(): string
  /** What it has written to standard error so far. */
  complaints(): string
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export async function spawnServer(settings: Record<string, string> = {}): Promise<SpawnedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-'))
  const port = await freePort()
  const issuer = `http://localhost:${port}`
  const environment = {
    ISSUER: issuer,
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    ...settings,
  }
  const server = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
  })
  const written = { stdout: '', stderr: '' }
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text
  })
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await untilUp(issuer, () => server.exitCode !== null, written)
  const config = loadConfig(environment, join(folder, 'no.env'))
  const core = await createCore(config)
  return {
    issuer,
    port,
    core,
    dataDir: config.storage.dataDir,
    log: () => written.stdout,
    complaints: () => written.stderr,
    async stop() {
      await core.close()
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilUp(issuer: string, hasEnded: () => boolean, written: { stderr: string }): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (hasEnded()) break
    const isUp = await fetch(`${issuer}/health`).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server did not start: ${written.stderr}`)
}
