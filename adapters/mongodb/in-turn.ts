/**
 * Callers of one process who would change the same record take turns, so that an optimistic change contends with other
 * nodes alone and not with 200 requests of its own.
 */
import { isUnavailable } from './errors.ts'

export interface Turns {
  /**
   * Runs `work` when those who came before with the same key are done.
   * @throws DomainError `unavailable` also when whoever came just before had that answer: the server that was away
   *   for them is not asked again by everybody who waits, one after the other
   */
  take<Result>(key: string, work: () => Promise<Result>): Promise<Result>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()

  return {
    async take<Result>(key: string, work: () => Promise<Result>) {
      const before = last.get(key)
      const mine = before === undefined ? work() : before.catch(rethrowUnavailable).then(work)
      last.set(key, mine)
      try {
        return await mine
      } finally {
        if (last.get(key) === mine) last.delete(key)
      }
    },
  }
}

function rethrowUnavailable(error: unknown): void {
  if (isUnavailable(error)) throw error
}
