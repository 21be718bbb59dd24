/** A server program that tests start, kill, pause and start again, always by its own pid. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { holdProcess } from './hold-process.ts'

export interface Program {
  /** Answers when it is ready for work. */
  start(): Promise<void>
  /** With SIGKILL, as a crash would. Answers when it is gone, and its child processes with it. */
  kill(): Promise<void>
  /** Lets it stand still, connections and all. */
  pause(): Promise<void>
  resume(): void
}

export interface ProgramOptions {
  file: string
  args: string[]
  /** Takes its output; the folder of its pid file, whose name ends in .pid, is this one's too. */
  log: string
  env?: Record<string, string>
  /** Whom it runs as, where that is not the user of this process. */
  user?: { uid: number; gid: number }
  isReady(): Promise<boolean>
}

/** Generous, for machines that have other things to do. */
const START_MS = 50_000

export function createProgram(options: ProgramOptions): Program {
  const pidFile = options.log.replace(/\.log$/, '.pid')
  let child: ChildProcess | undefined

  function launch(): ChildProcess {
    const log = openSync(options.log, 'a')
    const launched = spawn(options.file, options.args, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', log, log],
      ...options.user,
    })
    closeSync(log)
    writeFileSync(pidFile, String(launched.pid))
    // A test run that ends without having stopped it does not wait for it.
    launched.unref()
    return launched
  }

  return {
    async start() {
      const deadline = performance.now() + START_MS
      child = launch()
      while (!(await options.isReady())) {
        if (performance.now() > deadline)
          throw new Error(
            `${options.file} does not start:\n${readFileSync(options.log, 'utf8').slice(-4000)}`,
          )
        // After a kill, what is left of the former one may be in the way of the next for a moment.
        if (hasEnded(child)) child = launch()
        await sleep(50)
      }
    },

    async kill() {
      if (child?.pid === undefined || hasEnded(child)) return
      child.ref()
      const ended = once(child, 'exit')
      // Standing still it makes no more children. Those of PostgreSQL may spin for ever once nobody answers them.
      await holdProcess(child.pid)
      const family = [child.pid, ...childrenOf(child.pid)]
      for (const pid of family) killIfThere(pid)
      await ended
      rmSync(pidFile, { force: true })
    },

    async pause() {
      if (child?.pid !== undefined) await holdProcess(child.pid)
    },

    resume() {
      child?.kill('SIGCONT')
    },
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean).map(Number)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself a moment ago.
  }
}
