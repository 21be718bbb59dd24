/** Processes that race on one MongoDB database; see mongo-race-worker.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { MongoTask, MongoTaskAnswer, MongoTaskMessage } from './mongo-race-worker.ts'

const WORKER = fileURLToPath(new URL('mongo-race-worker.ts', import.meta.url))

export interface MongoWorkers {
  /**
   * Gives every worker the same task, lets all begin when all are ready, and answers with their results. `input` is
   * asked for each worker's own.
   * @throws Error when one of them failed
   */
  race<Result>(uri: string, task: MongoTask, input: (worker: number) => unknown): Promise<Result[]>
  stop(): void
}

export function startMongoWorkers(count: number): MongoWorkers {
  const start = () => Array.from({ length: count }, () => startWorker())
  let workers = start()

  function stop(): void {
    for (const worker of workers) worker.kill()
  }

  return {
    stop,

    async race<Result>(uri: string, task: MongoTask, input: (worker: number) => unknown) {
      try {
        await Promise.all(workers.map((worker, n) => ask(worker, { uri, task, input: input(n) })))
        const answers = await Promise.all(workers.map((worker) => ask(worker, { go: true })))
        return answers.map((answer) => 'result' in answer && answer.result) as Result[]
      } catch (error) {
        // What the others still have to say is no answer to the next race.
        stop()
        workers = start()
        throw error
      }
    },
  }
}

/**
 * Gives a task to a worker of its own, which is killed in the middle: by itself, when the message says after how many
 * commands, or `afterMs` milliseconds after it began. Answers what it had said on stdout.
 */
export async function runAndKill(message: MongoTaskMessage, afterMs?: number): Promise<string> {
  const worker = startWorker()
  const output = worker.stdout === null ? Promise.resolve('') : text(worker.stdout)
  const ended = once(worker, 'exit')
  await ask(worker, message)
  worker.send({ go: true })
  if (afterMs !== undefined) setTimeout(() => worker.kill('SIGKILL'), afterMs)
  await Promise.race([ended, once(worker, 'message')])
  worker.kill('SIGKILL')
  await ended
  return output
}

function startWorker(): ChildProcess {
  return fork(WORKER, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
}

async function ask(worker: ChildProcess, message: MongoTaskMessage | { go: true }): Promise<MongoTaskAnswer> {
  const answered = once(worker, 'message')
  worker.send(message)
  const [answer] = (await answered) as [MongoTaskAnswer]
  if ('error' in answer) throw new Error(answer.error)
  return answer
}
