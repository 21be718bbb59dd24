/** Removes what has expired, in small bites, so that the store does not grow with what nobody can use any more. */
import type { EventStore } from '#domain/events'
import type { Logger } from '#lib/logger'
import { every } from './every.ts'

const EVERY_MS = 60_000
const BITE = 500

/** Milliseconds for which the log of events is kept: 400 days, a year and what one takes to look at it. */
const LOG_MS = 400 * 86_400_000

interface Expiring {
  removeExpired(limit: number): Promise<number>
}

/** @returns stops the job */
export function startRemovingExpired(
  stores: Expiring[],
  events: Pick<EventStore, 'removeBefore'>,
  log: Logger,
): () => void {
  async function inBites(remove: () => Promise<number>): Promise<void> {
    while ((await remove()) >= BITE) {
      // Between two bites other work gets its turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  return every(EVERY_MS, async () => {
    try {
      for (const store of stores) await inBites(() => store.removeExpired(BITE))
      await inBites(() => events.removeBefore(Date.now() - LOG_MS, BITE))
    } catch (error) {
      log.warn({ err: error }, 'expired records could not be removed')
    }
  })
}
