/** How long what is remembered may be believed, by what the store behind it can tell. */
import type { Freshness } from './remember.ts'

const MAX_AGE_MS = 900

/** For a store across the network, which does not tell: nothing remembered is older than a second. */
export function freshByAge(): Freshness {
  return {
    stamp: () => performance.now(),
    isFresh: (stamp) => performance.now() - stamp < MAX_AGE_MS,
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
  return { stamp: current, isFresh: (stamp) => stamp === current() }
}
