/** A number that goes up: one document of the collection `counters`. */
import type { Database } from './database.ts'

export interface Counter {
  /** 0 while nothing has been counted. */
  read(): Promise<number>
  count(): Promise<void>
}

export function createCounter(database: Database, _id: string): Counter {
  const counters = database.collection('counters')
  return {
    read: async () => (await database.ask(() => counters.findOne({ _id })))?.value ?? 0,
    async count() {
      const counted = await database.ask(() => counters.updateOne({ _id }, { $inc: { value: 1 } }))
      if (counted.matchedCount === 1 || (await database.insert('counters', { _id, value: 1 })) === undefined)
        return
      await database.ask(() => counters.updateOne({ _id }, { $inc: { value: 1 } }))
    },
  }
}
