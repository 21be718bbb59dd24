/** ConsentStore in SQLite: table `consents`. */
import type { Consent, ConsentStore } from '../../src/domain/consents/consent-store.ts'
import type { Database } from './database.ts'
import { appendEvents } from './event-store.ts'

export function createConsentStore(database: Database): ConsentStore {
  const byKey = database.statement<{ body: string }>(
    'SELECT body FROM consents WHERE account_id = :accountId AND client_id = :clientId',
  )
  const byAccount = database.statement<{ body: string }>(
    'SELECT body FROM consents WHERE account_id = :accountId',
  )
  const remove = database.statement(
    'DELETE FROM consents WHERE account_id = :accountId AND client_id = :clientId',
  )
  const upsert = database.statement(
    `INSERT INTO consents (account_id, client_id, body) VALUES (:accountId, :clientId, :body)
     ON CONFLICT (account_id, client_id) DO UPDATE SET body = excluded.body`,
  )

  function find(accountId: string, clientId: string): Consent | undefined {
    const row = byKey.get({ accountId, clientId })
    return row && (JSON.parse(row.body) as Consent)
  }

  return {
    async find(accountId, clientId) {
      return find(accountId, clientId)
    },

    async list(accountId) {
      return byAccount.all({ accountId }).map(({ body }) => JSON.parse(body) as Consent)
    },

    async change(accountId, clientId, change, events = []) {
      return database.transaction(() => {
        const body = JSON.stringify(change(find(accountId, clientId)))
        upsert.run({ accountId, clientId, body })
        appendEvents(database, events)
        return JSON.parse(body) as Consent
      })
    },

    async remove(accountId, clientId, events = []) {
      return database.transaction(() => {
        const isRemoved = remove.run({ accountId, clientId }) === 1
        if (isRemoved) appendEvents(database, events)
        return isRemoved
      })
    },
  }
}
