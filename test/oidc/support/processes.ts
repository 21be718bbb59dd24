/** Server processes of their own that share one database, as two nodes would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadConfig } from '#config'
import { createCore } from '../../../src/core.ts'
import type { RunningApp } from '../../support/start-app.ts'

const MAIN = resolve(import.meta.dirname, '../../../src/main.ts')
/** Generous, for machines that have other things to do. */
const START_MS = 50_000

export interface Nodes extends RunningApp {
  /** Base URL of each node; the first one's is also the issuer. */
  urls: string[]
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** @param settings further settings of all nodes by their environment names */
export async function startNodes(count: number, settings: Record<string, string> = {}): Promise<Nodes> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-nodes-'))
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const [first = 0] = ports
  const issuer = `http://localhost:${first}`
  const environment = {
    ISSUER: issuer,
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    LOG_LEVEL: 'error',
    ...settings,
  }
  const nodes = ports.map((port) => start({ ...environment, PORT: String(port) }, folder))
  await Promise.all(nodes.map((node, index) => untilReady(node, `http://127.0.0.1:${ports[index]}`)))
  const config = loadConfig(environment, join(folder, 'no.env'))
  const core = await createCore(config)
  return {
    issuer,
    port: first,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    core,
    dataDir: config.storage.dataDir,
    async stop() {
      await Promise.all(nodes.map(end))
      await core.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Node {
  child: ChildProcess
  /** What it has printed for people. */
  said(): string
}

function start(environment: Record<string, string>, cwd: string): Node {
  const { PATH = '' } = process.env
  const env = { PATH, ...environment }
  const child = spawn(process.execPath, [MAIN], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  process.once('exit', () => child.kill('SIGKILL'))
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  return { child, said: () => text }
}

async function untilReady({ child, said }: Node, url: string): Promise<void> {
  const deadline = Date.now() + START_MS
  for (;;) {
    const ready = await fetch(`${url}/ready`).catch(() => undefined)
    if (ready?.status === 200) return
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${url} is not ready: ${said()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function end({ child }: Node): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}
