/**
 * Every port in one MongoDB database, and one more for each tenant's own data, for any number of nodes. Each write is one command on one document, safe by
 * itself and confirmed by a majority's journal; nothing needs transactions, change streams or validators, so that a
 * stand-alone server, a replica set, a sharded cluster and DocumentDB all do.
 */
import { randomUUID } from 'node:crypto'
import { createOneTimeTokenStore } from '../one-time-token-store.ts'
import type { Stores } from '../stores.ts'
import { createAccountStore } from './account-store.ts'
import { createArtifactStore } from './artifact-store.ts'
import { createClientStore } from './client-store.ts'
import { createConsentStore } from './consent-store.ts'
import { type Counter, createCounter } from './counter.ts'
import type { Database } from './database.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { createDocumentOutbox } from './document-outbox.ts'
import { createEventStore } from './event-store.ts'
import { createFactorStore } from './factor-store.ts'
import { createKeyStore } from './key-store.ts'
import { createLeaseStore } from './lease-store.ts'
import { createLimitStore } from './limit-store.ts'
import { openDatabase } from './open-database.ts'
import { createOutbox } from './outbox-store.ts'
import { createResourceServerStore } from './resource-server-store.ts'
import { createTenantDataStore } from './tenant-data-store.ts'
import { createTenantStore } from './tenant-store.ts'
import { createWebhookStore } from './webhook-store.ts'

export type MongoStores = Stores & {
  /** How often clients, resource servers, tenants and projects have been changed, by whoever counts it. */
  registrationChanges: Counter
}

/**
 * @param uri a MongoDB connection string, whose path names the database; `gatehouse` where it has none
 * @throws StoreOpenError
 */
export async function openMongoStores(uri: string): Promise<MongoStores> {
  return createMongoStores(await openDatabase(uri))
}

export function createMongoStores(database: Database): MongoStores {
  const pings = database.collection('pings')
  const outbox = createOutbox(database)
  const artifacts = createArtifactStore(database)

  return {
    accounts: createAccountStore(database),
    clients: createClientStore(database),
    resourceServers: createResourceServerStore(database),
    consents: createConsentStore(database),
    factors: createFactorStore(database),
    keys: createKeyStore(database),
    tenants: createTenantStore(database),
    tenantData: createTenantDataStore(database),
    artifacts,
    limits: createLimitStore(database),
    oneTimeTokens: createOneTimeTokenStore(artifacts),
    events: createEventStore(database),
    eventSink: outbox,
    outboxes: [
      createDocumentOutbox(database, 'accounts'),
      createDocumentOutbox(database, 'consents'),
      createDocumentOutbox(database, 'factors'),
      outbox,
    ],
    leases: createLeaseStore(database),
    deliveries: createDeliveryStore(database),
    webhooks: createWebhookStore(database),

    registrationChanges: createCounter(database, 'registrations'),

    async ping() {
      const _id = randomUUID()
      await database.insert('pings', { _id, writtenAt: new Date() })
      await database.ask(() => pings.deleteOne({ _id }))
    },

    close: () => database.close(),
  }
}
