/** FactorStore in MongoDB: collection `factors`. */
import type { FactorStore, Factors } from '../../src/domain/factors/factor-store.ts'
import type { Database } from './database.ts'
import { newVersion } from './record-key.ts'
import { parse } from './records.ts'
import { newWithEvents, withEvents } from './with-events.ts'

export function createFactorStore(database: Database): FactorStore {
  const records = database.collection('factors')

  return {
    async find(accountId) {
      const found = await database.ask(() => records.findOne({ _id: accountId }))
      return found === null ? undefined : { factors: parse<Factors>(found), version: found.version }
    },

    async replace(factors, version, events = []) {
      const _id = factors.accountId
      const fields = { version: newVersion(), body: JSON.stringify(factors) }
      if (version === 0) {
        return (await database.insert('factors', newWithEvents({ _id, ...fields }, events))) === undefined
      }
      const update = withEvents({ $set: fields }, events)
      const done = await database.ask(() => records.updateOne({ _id, version }, update))
      return done.modifiedCount === 1
    },

    async remove(accountId) {
      await database.ask(() => records.deleteOne({ _id: accountId }))
    },
  }
}
