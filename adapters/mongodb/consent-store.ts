/** ConsentStore in MongoDB: collection `consents`. */
import type { Consent, ConsentStore } from '../../src/domain/consents/consent-store.ts'
import type { Database } from './database.ts'
import { recordKey } from './record-key.ts'
import { createRecords, parse } from './records.ts'

export function createConsentStore(database: Database): ConsentStore {
  const records = createRecords<Consent>(database, 'consents', ({ accountId, clientId }) => ({
    accountId,
    clientId,
  }))

  const consents = database.collection('consents')

  return {
    find: (accountId, clientId) => records.find(recordKey(accountId, clientId)),

    async list(accountId) {
      const found = await database.ask(() =>
        consents.find({ accountId, isRemoved: { $exists: false } }).toArray(),
      )
      return found.map(parse<Consent>)
    },

    change: (accountId, clientId, change, events) =>
      records.change(recordKey(accountId, clientId), change, events),

    remove: (accountId, clientId, events = []) => records.remove(recordKey(accountId, clientId), events),
  }
}
