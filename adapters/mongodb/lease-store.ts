/** LeaseStore in MongoDB: collection `leases`. */
import type { LeaseStore } from '../../src/domain/events/lease-store.ts'
import type { Database } from './database.ts'

export function createLeaseStore(database: Database): LeaseStore {
  const leases = database.collection('leases')

  return {
    async acquire(names, holder, ttlMs) {
      if (names.length === 0) return []
      const now = Date.now()
      const expiresAt = now + ttlMs
      const free = { _id: { $in: names }, $or: [{ holder }, { expiresAt: { $lte: now } }] }
      await database.ask(() => leases.updateMany(free, { $set: { holder, expiresAt } }))
      const found = await database.ask(() => leases.find({ _id: { $in: names } }).toArray())
      const held = new Set(found.filter((lease) => lease.holder === holder).map(({ _id }) => _id))
      const known = new Set(found.map(({ _id }) => _id))
      for (const _id of names.filter((name) => !known.has(name))) {
        if ((await database.insert('leases', { _id, holder, expiresAt })) === undefined) held.add(_id)
      }
      return names.filter((name) => held.has(name))
    },

    async release(names, holder) {
      await database.ask(() => leases.deleteMany({ _id: { $in: names }, holder }))
    },
  }
}
