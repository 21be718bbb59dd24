/** Processes that race on one database file; see store-race-worker.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { StoreTask, StoreTaskAnswer, StoreTaskMessage } from './store-race-worker.ts'

const WORKER = fileURLToPath(new URL('store-race-worker.ts', import.meta.url))

export interface StoreWorkers {
  /**
   * Gives every worker the same task, to begin at the same moment, and answers with their results. `input` is asked
   * for each worker's own.
   * @throws Error when one of them failed
   */
  race<Result>(file: string, task: StoreTask, input?: (worker: number) => unknown): Promise<Result[]>
  stop(): void
}

export function startStoreWorkers(count: number): StoreWorkers {
  const workers = Array.from({ length: count }, () => startStoreWorker())
  return {
    async race<Result>(file: string, task: StoreTask, input: (worker: number) => unknown = () => undefined) {
      const startAt = Date.now() + 30
      const answers = workers.map((worker, n) => ask(worker, { file, task, input: input(n), startAt }))
      return (await Promise.all(answers)) as Result[]
    },
    stop() {
      for (const worker of workers) worker.kill()
    },
  }
}

/** One worker with its stdout piped. */
export function startStoreWorker(): ChildProcess {
  return fork(WORKER, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
}

export async function ask(worker: ChildProcess, message: StoreTaskMessage): Promise<unknown> {
  const answered = once(worker, 'message')
  worker.send(message)
  const [answer] = (await answered) as [StoreTaskAnswer]
  if ('error' in answer) throw new Error(answer.error)
  return answer.result
}
