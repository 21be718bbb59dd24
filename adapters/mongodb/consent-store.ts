/** ConsentStore in MongoDB: collection `consents`. */
import type { Consent, ConsentStore } from '../../src/domain/consents/consent-store.ts'
import type { Database } from './database.ts'
import { recordKey } from './record-key.ts'
import { createRecords } from './records.ts'

export function createConsentStore(database: Database): ConsentStore {
  const records = createRecords<Consent>(database, 'consents', ({ accountId, clientId }) => ({
    accountId,
    clientId,
  }))

  return {
    find: (accountId, clientId) => records.find(recordKey(accountId, clientId)),

    change: (accountId, clientId, change) => records.change(recordKey(accountId, clientId), change),
  }
}
