/**
 * The ports in memory: the reference implementation, for tests alone. Records are copied on the way in and out, as a
 * database does by nature, so that no caller can change what is stored by changing what it holds.
 */
import { createOneTimeTokenStore } from '../one-time-token-store.ts'
import type { Stores } from '../stores.ts'
import { createAccountStore } from './account-store.ts'
import { createArtifactStore } from './artifact-store.ts'
import { createClientStore } from './client-store.ts'
import { createConsentStore } from './consent-store.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { createEventStore } from './event-store.ts'
import { createFactorStore } from './factor-store.ts'
import { createKeyStore } from './key-store.ts'
import { createLeaseStore } from './lease-store.ts'
import { createLimitStore } from './limit-store.ts'
import { createOutbox } from './outbox-store.ts'
import { createResourceServerStore } from './resource-server-store.ts'
import { createTenantDataStore } from './tenant-data-store.ts'
import { createTenantStore } from './tenant-store.ts'
import { createWebhookStore } from './webhook-store.ts'

export function openMemoryStores(): Stores {
  const outbox = createOutbox()
  const artifacts = createArtifactStore()
  return {
    accounts: createAccountStore(outbox),
    clients: createClientStore(),
    resourceServers: createResourceServerStore(),
    consents: createConsentStore(outbox),
    factors: createFactorStore(outbox),
    keys: createKeyStore(),
    tenants: createTenantStore(),
    tenantData: createTenantDataStore(),
    artifacts,
    limits: createLimitStore(),
    oneTimeTokens: createOneTimeTokenStore(artifacts),
    events: createEventStore(),
    eventSink: outbox,
    outboxes: [outbox],
    leases: createLeaseStore(),
    deliveries: createDeliveryStore(),
    webhooks: createWebhookStore(),
    async ping() {},
    async close() {},
  }
}
