/** LeaseStore in SQLite: table `leases`. */
import type { LeaseStore } from '../../src/domain/events/lease-store.ts'
import type { Database } from './database.ts'

export function createLeaseStore(database: Database): LeaseStore {
  const take = database.statement(
    `INSERT INTO leases (name, holder, expires_at) VALUES (:name, :holder, :expiresAt)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
     WHERE leases.holder = excluded.holder OR leases.expires_at <= :now`,
  )
  const giveBack = database.statement('DELETE FROM leases WHERE name = :name AND holder = :holder')

  return {
    async acquire(names, holder, ttlMs) {
      const now = Date.now()
      return database.transaction(() =>
        names.filter((name) => take.run({ name, holder, expiresAt: now + ttlMs, now }) === 1),
      )
    },

    async release(names, holder) {
      database.transaction(() => {
        for (const name of names) giveBack.run({ name, holder })
      })
    },
  }
}
