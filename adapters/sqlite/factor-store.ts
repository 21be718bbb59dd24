/** FactorStore in SQLite: table `factors`. */
import type { FactorStore, Factors } from '../../src/domain/factors/factor-store.ts'
import type { Database } from './database.ts'
import { appendEvents } from './event-store.ts'

export function createFactorStore(database: Database): FactorStore {
  const byAccount = database.statement<{ version: number; body: string }>(
    'SELECT version, body FROM factors WHERE account_id = :accountId',
  )
  const insert = database.statement(
    `INSERT INTO factors (account_id, version, body) VALUES (:accountId, 1, :body)
     ON CONFLICT (account_id) DO NOTHING`,
  )
  const overwrite = database.statement(
    `UPDATE factors SET version = version + 1, body = :body
     WHERE account_id = :accountId AND version = :version`,
  )
  const remove = database.statement('DELETE FROM factors WHERE account_id = :accountId')

  return {
    async find(accountId) {
      const row = byAccount.get({ accountId })
      return row && { factors: JSON.parse(row.body) as Factors, version: row.version }
    },

    async replace(factors, version, events = []) {
      const { accountId } = factors
      const body = JSON.stringify(factors)
      return database.transaction(() => {
        const written =
          version === 0 ? insert.run({ accountId, body }) : overwrite.run({ accountId, version, body })
        if (written === 1) appendEvents(database, events)
        return written === 1
      })
    },

    async remove(accountId) {
      remove.run({ accountId })
    },
  }
}
