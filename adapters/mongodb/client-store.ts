/** ClientStore in MongoDB: collection `clients`. */
import type { ClientStore } from '../../src/domain/clients/client-store.ts'
import { asClientStore, CLIENTS } from '../aged-records.ts'
import { createAgedRecords } from './aged-records.ts'
import type { Database } from './database.ts'

export function createClientStore(database: Database): ClientStore {
  return asClientStore(createAgedRecords(database, 'clients', CLIENTS))
}
