/** LimitStore in SQLite: table `limits`. */
import type { Count, LimitStore } from '../../src/domain/limits/limit-store.ts'
import type { Database } from './database.ts'

interface LimitRow {
  points: number
  resets_at: number
}

export function createLimitStore(database: Database): LimitStore {
  const add = database.statement<LimitRow>(
    `INSERT INTO limits (key, points, resets_at) VALUES (:key, :points, :resetsAt)
     ON CONFLICT (key) DO UPDATE SET
       points = iif(resets_at > :now, points + excluded.points, excluded.points),
       resets_at = iif(resets_at > :now, resets_at, excluded.resets_at)
     RETURNING points, resets_at`,
  )
  const byKey = database.statement<LimitRow>(
    'SELECT points, resets_at FROM limits WHERE key = :key AND resets_at > :now',
  )
  const setEnd = database.statement(
    'UPDATE limits SET resets_at = :resetsAt WHERE key = :key AND resets_at > :now',
  )
  const remove = database.statement('DELETE FROM limits WHERE key = :key')
  const removeExpired = database.statement(
    'DELETE FROM limits WHERE key IN (SELECT key FROM limits WHERE resets_at <= :now LIMIT :limit)',
  )

  return {
    async add(key, points, windowSeconds) {
      const now = Date.now()
      const row = add.get({ key, points, resetsAt: now + windowSeconds * 1000, now })
      if (!row) throw new Error('A counter was written and is not there')
      return toCount(row)
    },

    async find(key) {
      const row = byKey.get({ key, now: Date.now() })
      return row && toCount(row)
    },

    async setEnd(key, resetsAt) {
      setEnd.run({ key, resetsAt, now: Date.now() })
    },

    async remove(key) {
      remove.run({ key })
    },

    async removeExpired(limit) {
      return removeExpired.run({ now: Date.now(), limit })
    },
  }
}

function toCount({ points, resets_at: resetsAt }: LimitRow): Count {
  return { points, resetsAt }
}
