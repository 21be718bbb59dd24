/** How long what is remembered may be believed, by what the store behind it can tell. */
import type { Freshness } from './remember.ts'

const MAX_AGE_MS = 900
/** How often a store that tells of changes is asked whether there were any: less than anybody takes to look. */
const LOOK_MS = 5

/** For a store across the network, which does not tell: nothing remembered is older than a second. */
export function freshByAge(): Freshness {
  return {
    stamp: () => performance.now(),
    isFresh: (stamp) => performance.now() - stamp < MAX_AGE_MS,
  }
}

/** @param changes changes whenever another process has changed the store */
export function freshByChanges(changes: () => number): Freshness {
  let lookedAt = Number.NEGATIVE_INFINITY
  let seen = 0
  const current = (): number => {
    const now = performance.now()
    if (now - lookedAt >= LOOK_MS) {
      seen = changes()
      lookedAt = now
    }
    return seen
  }
  return { stamp: current, isFresh: (stamp) => stamp === current() }
}
