/** How long what is remembered may be believed, by what the store behind it can tell. */
import { DomainError } from '../../src/domain/errors.ts'
import type { Freshness } from './remember.ts'

/** Nothing remembered is older than what the store told this long ago. */
const ASKED_EVERY_MS = 900
/** A process that ends between a change and its count leaves others with what they remember, for this long. */
const MAX_AGE_MS = 30_000

/** What a store across the network tells of changes. */
export interface ChangeCounter {
  read(): Promise<number>
  count(): Promise<void>
}

/** Asks for one number and not for each record, so that a thousand that are all in use cost no more than one. */
export function freshByCounter(counter: ChangeCounter): Freshness {
  let known: { count: number; stamp: number; askedAt: number; since: number } | undefined
  let asking: Promise<number> | undefined

  async function ask(): Promise<number> {
    const askedAt = performance.now()
    const count = await counter.read()
    const isSame = known?.count === count && askedAt - known.since < MAX_AGE_MS
    known =
      known !== undefined && isSame
        ? { ...known, askedAt }
        : { count, stamp: (known?.stamp ?? 0) + 1, askedAt, since: askedAt }
    return known.stamp
  }

  return {
    stamp() {
      if (known !== undefined && performance.now() - known.askedAt < ASKED_EVERY_MS) return known.stamp
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    async changed() {
      try {
        await counter.count()
      } catch (error) {
        // The change is made; a failure of ours would only hide what it answered.
        if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error
      }
    },
  }
}

/** @param changes changes whenever another process has changed the store; asked once in a turn of the event loop */
export function freshByChanges(changes: () => number): Freshness {
  let seen: number | undefined
  const current = (): number => {
    if (seen !== undefined) return seen
    seen = changes()
    setImmediate(() => {
      seen = undefined
    })
    return seen
  }
  return { stamp: current, changed: async () => {} }
}
