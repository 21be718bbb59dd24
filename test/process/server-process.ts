/** The real server in a process of its own, on folders and a port of its own, with no setting but those given here. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect } from 'vitest'
import { loadConfig } from '#config'
import { createCore } from '../../src/core.ts'
import { freePort } from '../support/free-port.ts'
import type { RunningApp } from '../support/start-app.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Generous, for machines that have other things to do. */
const READY_MS = 60_000
const END_MS = 30_000

/** Where a server lives: what stays when its process ends. */
export interface Home {
  folder: string
  dataDir: string
  keysDir: string
  port: number
  issuer: string
  /** Everything the server is told, by environment names. */
  settings: Record<string, string>
}

export interface ServerProcess {
  child: ChildProcess
  /** What it has printed so far. */
  stdout(): string
  stderr(): string
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>
  /** Resolves when it says that it is ready. @throws with what it printed, when it ends before that */
  ready(): Promise<void>
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>
}

const running = new Set<ChildProcess>()
const folders = new Set<string>()

/** Nothing that a test file started outlives it. */
export function endAllAfterwards(): void {
  afterAll(async () => {
    for (const child of running) endNow(child)
    await Promise.all([...running].map((child) => once(child, 'close')))
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
}

process.on('exit', () => {
  for (const child of running) endNow(child)
})

/** With its process group, of which it is the first. */
function endNow({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

export async function makeHome(settings: Record<string, string> = {}): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  folders.add(folder)
  const port = await freePort()
  const [dataDir, keysDir] = [join(folder, 'data'), join(folder, 'keys')]
  const own = { PORT: String(port), DATA_DIR: dataDir, KEYS_DIR: keysDir, LOG_LEVEL: 'warn' }
  return {
    folder,
    dataDir,
    keysDir,
    port,
    issuer: `http://localhost:${port}`,
    settings: { ...own, ...settings },
  }
}

/** `node src/main.ts`, or another command that ends in it. */
export function startProcess(home: Home, command?: { run: string[]; cwd: string }): ServerProcess {
  const { run, cwd } = command ?? { run: [process.execPath, join(ROOT, 'src/main.ts')], cwd: home.folder }
  const [file = '', ...args] = run
  const env = { PATH: process.env.PATH, HOME: home.folder, ...home.settings }
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    })
  })
  const server: ServerProcess = {
    child,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    ended,
    ready: () =>
      within(
        READY_MS,
        becomesReady(child, () => printed.stderr),
        'the server was not ready in time',
      ),
    async stop() {
      child.kill('SIGTERM')
      return within(END_MS, ended, 'the server did not stop')
    },
  }
  return server
}

/** A server that is ready. */
export async function startServer(home: Home): Promise<ServerProcess> {
  const server = startProcess(home)
  await server.ready()
  return server
}

function becomesReady(child: ChildProcess, stderr: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (stderr().includes('Gatehouse is ready at')) resolve()
    }
    child.stderr?.on('data', look)
    child.once('close', (code) => reject(new Error(`the server ended with ${code}:\n${stderr()}`)))
    look()
  })
}

export async function within<Value>(ms: number, work: Promise<Value>, problem: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${problem} within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The stores of the server, through a connection of our own, as the command line has it. `stop` closes that alone. */
export async function openBeside(home: Home): Promise<RunningApp> {
  const core = await createCore(loadConfig(home.settings, join(home.folder, 'no.env')))
  return { issuer: home.issuer, port: home.port, core, dataDir: home.dataDir, stop: () => core.close() }
}

/** They ended because their server was killed, and not because it told them anything wrong. */
export function expectCutOff(ends: PromiseSettledResult<unknown>[]): void {
  for (const end of ends) {
    const words = end.status === 'rejected' ? messagesOf(end.reason) : ['it ended well']
    // A request is refused, or its answer is not whole.
    expect(words).toContainEqual(expect.stringMatching(/^(fetch failed|terminated)$/))
  }
}

function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : []
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
