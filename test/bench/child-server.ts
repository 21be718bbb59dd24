/** A server in a process of its own: started, asked what it has used, and ended whatever happens to this one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Question, Usage } from './report-usage.ts'

export type { Usage }

export interface ChildServer {
  pid: number
  usage(): Promise<Usage>
  startProfile(): Promise<void>
  endProfile(file: string): Promise<void>
  stop(): Promise<void>
}

const START_MS = 20_000
const ANSWER_MS = 20_000
const STOP_MS = 5000
const PRELOAD = new URL('report-usage.ts', import.meta.url).href

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Resolves when `url` answers. The environment is only what is given here, so that no setting of whoever runs the
 * bench leaks in; nor does a settings file, since the server runs in `folder`.
 */
export async function startServer(options: {
  script: URL
  arguments?: string[]
  environment: Record<string, string>
  folder: string
  url: string
}): Promise<ChildServer> {
  const { script, environment, folder, url } = options
  const node = ['--import', PRELOAD, fileURLToPath(script), ...(options.arguments ?? [])]
  const child = spawn(process.execPath, node, {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  await answering(child, url, () => said)
  return {
    pid: child.pid ?? 0,
    usage: () => ask(child, { ask: 'usage' }),
    startProfile: async () => void (await ask(child, { ask: 'profile' })),
    endProfile: async (file) => void (await ask(child, { ask: 'end-profile', file })),
    stop: () => stop(child),
  }
}

async function answering(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = performance.now() + START_MS
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
      throw new Error(`the server at ${url} did not start: ${said()}`)
    }
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1000) })
      await response.arrayBuffer()
      if (response.ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function ask(child: ChildProcess, question: Question): Promise<Usage> {
  const answered = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) })
  child.send(question)
  const [usage] = await answered
  return usage as Usage
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await gone
  clearTimeout(impatience)
}
