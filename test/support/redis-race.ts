/** Two processes that call the store at the same moment; see redis-race-worker.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { RaceMessage } from './redis-race-worker.ts'

const WORKER = fileURLToPath(new URL('redis-race-worker.ts', import.meta.url))
const PROCESSES = 2

export interface RedisRace {
  /**
   * Makes 200 calls at once, half of them from each process, and answers how many won.
   * @throws Error when one of them failed
   */
  run(race: Omit<RaceMessage, 'times' | 'startAt'>): Promise<number>
  stop(): void
}

export function startRedisRace(): RedisRace {
  const workers = Array.from({ length: PROCESSES }, () => fork(WORKER, { execArgv: [], stdio: 'inherit' }))
  return {
    async run(race) {
      const message = { ...race, times: 200 / PROCESSES, startAt: Date.now() + 100 }
      const wins = await Promise.all(workers.map((worker) => ask(worker, message)))
      return wins.reduce((sum, count) => sum + count, 0)
    },
    stop() {
      for (const worker of workers) worker.kill()
    },
  }
}

async function ask(worker: ChildProcess, message: RaceMessage): Promise<number> {
  const answered = once(worker, 'message')
  worker.send(message)
  const [answer] = (await answered) as [number | string]
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}
