/** What the caches have in common: a bounded memory that is never older than a second. */
import { LRUCache } from 'lru-cache'

const MAX_AGE_MS = 900
const MAX_RECORDS = 5000

export interface Remembering<Value extends object> {
  /** A copy of what is remembered, else what `find` finds. */
  find(id: string, find: () => Promise<Value | undefined>): Promise<Value | undefined>
  /** Forgets the record once the change is made. */
  changing<Result>(id: string, change: () => Promise<Result>): Promise<Result>
}

/** What another node changes is seen within MAX_AGE_MS, what this one changes at once. */
export function createRemembering<Value extends object>(): Remembering<Value> {
  const known = new LRUCache<string, Value>({ max: MAX_RECORDS, ttl: MAX_AGE_MS })
  /** Counts changes: what was looked up while one went on is not remembered. */
  let generation = 0

  return {
    async find(id, find) {
      const remembered = known.get(id)
      if (remembered !== undefined) return structuredClone(remembered)
      const before = generation
      const found = await find()
      if (found !== undefined && generation === before) known.set(id, structuredClone(found))
      return found
    },
    async changing(id, change) {
      try {
        return await change()
      } finally {
        generation += 1
        known.delete(id)
      }
    },
  }
}
