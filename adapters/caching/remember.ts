/** What the caches have in common: a bounded memory that notices what others change. */
import { LRUCache } from 'lru-cache'

const MAX_RECORDS = 5000

/** How a memory knows that what it holds is what the store holds. */
export interface Freshness {
  /** Of now. What was read under it is good for as long as it is the same. @throws DomainError `unavailable` */
  stamp(): number | Promise<number>
  /** Told of each change that was made here, so that others notice it. */
  changed(): Promise<void>
}

export interface Remembering<Value extends object> {
  /**
   * What is remembered, else what `find` finds: frozen, and the same object for as long as the record is the same, so
   * that what was made of it can be remembered too.
   */
  find(id: string, find: () => Promise<Value | undefined>): Promise<Value | undefined>
  /** Forgets the record once the change is made. */
  changing<Result>(id: string, change: () => Promise<Result>): Promise<Result>
}

interface Memory<Value> {
  value: Value
  text: string
  stamp: number
}

/** What another node changes is seen as soon as `freshness` has it, what this one changes at once. */
export function createRemembering<Value extends object>(freshness: Freshness): Remembering<Value> {
  const known = new LRUCache<string, Memory<Value>>({ max: MAX_RECORDS })
  /** Counts changes: what was looked up while one went on is not remembered. */
  let generation = 0

  return {
    async find(id, find) {
      const stamp = await freshness.stamp()
      const remembered = known.get(id)
      if (remembered?.stamp === stamp) return remembered.value
      const before = generation
      const found = await find()
      if (found === undefined) {
        known.delete(id)
        return undefined
      }
      const text = JSON.stringify(found)
      const value = remembered?.text === text ? remembered.value : frozen(found)
      if (generation === before) known.set(id, { value, text, stamp })
      return value
    },
    async changing(id, change) {
      try {
        return await change()
      } finally {
        generation += 1
        known.delete(id)
        await freshness.changed()
      }
    },
  }
}

/** Down to the last member, since everybody who asks gets the same one. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) frozen(member)
    Object.freeze(value)
  }
  return value
}
