/** Server processes of their own on the same stores behind a round robin, as an operator runs several nodes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadConfig } from '#config'
import { createCore } from '../../src/core.ts'
import { freePort } from './free-port.ts'
import { startRoundRobin } from './round-robin.ts'
import type { RunningApp } from './start-app.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
/** Generous, for machines that have other things to do. */
const START_MS = 100_000

/** The issuer is the round robin before all of them. */
export interface Nodes extends RunningApp {
  /** Base URL of each node. */
  urls: string[]
  /** What every node is told, by environment names; the command line works on the same stores with it. */
  settings: Record<string, string>
  /** How many requests the round robin has given to each. */
  given: number[]
}

/** @param given settings of all nodes by their environment names; without stores, they share an embedded database */
export async function startNodes(count: number, given: Record<string, string> = {}): Promise<Nodes> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-nodes-'))
  const front = await startRoundRobin()
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()))
  front.lead(ports)
  const issuer = `http://localhost:${front.port}`
  const settings = {
    ISSUER: issuer,
    DATA_DIR: join(folder, 'data'),
    KEYS_DIR: join(folder, 'keys'),
    LOG_LEVEL: 'error',
    ...given,
  }
  const nodes = ports.map((port) => start({ ...settings, PORT: String(port) }, folder))
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  await Promise.all(nodes.map((node, index) => untilReady(node, urls[index] ?? '')))
  const config = loadConfig(settings, join(folder, 'no.env'))
  const core = await createCore(config)
  return {
    issuer,
    port: front.port,
    urls,
    settings,
    given: front.given,
    core,
    dataDir: config.storage.dataDir,
    async stop() {
      await front.stop()
      await Promise.all(nodes.map(end))
      await core.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The same server, asked at one node and not by way of the round robin. The workers of one node cannot be told apart
 * from outside: then it is the round robin all the same, each of whose connections goes to another worker.
 */
export function atNode(nodes: Nodes, index: number): RunningApp {
  return nodes.urls.length === 1 ? nodes : { ...nodes, issuer: nodes.urls[index] ?? '' }
}

interface Node {
  child: ChildProcess
  /** What it has printed. */
  said(): string
}

function start(environment: Record<string, string>, cwd: string): Node {
  const { PATH = '' } = process.env
  const env = { PATH, ...environment }
  const child = spawn(process.execPath, [MAIN], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk
    })
  }
  return { child, said: () => text }
}

async function untilReady({ child, said }: Node, url: string): Promise<void> {
  const deadline = Date.now() + START_MS
  for (;;) {
    const ready = await fetch(`${url}/ready`).catch(() => undefined)
    if (ready?.status === 200) return
    if (hasEnded(child) || Date.now() > deadline) throw new Error(`${url} is not ready: ${said()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function end({ child }: Node): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}
