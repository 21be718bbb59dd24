/**
 * The end of the log as this process has written it. Whoever moves events into the log is mostly also the one who tells
 * subscribers of them right after, and need not ask the server for what it has just sent there: what is in the log, and
 * that a majority has it, changes no more.
 */
import type { KeptEvent, NewEvent } from '../../src/domain/events/event-store.ts'

/** Twice what is moved at once, and up to twice as many. Who is further behind asks the server. */
const MOST = 2000

export interface LogEnd {
  /** Events that are in the log now, at consecutive positions from this one. */
  appended(events: readonly NewEvent[], position: number): void
  /** What lies above a position, lowest first; undefined where only the server knows. */
  above(position: number, limit: number): KeptEvent[] | undefined
  /** Some were removed. */
  forget(): void
}

export function createLogEnd(): LogEnd {
  /** At consecutive positions. */
  let known: KeptEvent[] = []

  return {
    appended(events, position) {
      if (known.at(-1)?.position !== position - 1) known = []
      for (const [n, event] of events.entries()) known.push({ ...event, position: position + n })
      // Once in a while, not each time.
      if (known.length > 2 * MOST) known = known.slice(-MOST)
    },
    above(position, limit) {
      const [first] = known
      if (first === undefined || position < first.position - 1) return undefined
      const begin = position + 1 - first.position
      // At its end, or beyond, others may have gone on.
      return begin < known.length ? known.slice(begin, begin + limit) : undefined
    },
    forget() {
      known = []
    },
  }
}
