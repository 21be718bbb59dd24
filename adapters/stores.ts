/** What the adapters hand to the composition root: every port, and the two things one does to a store as a whole. */
import type { AccountStore } from '../src/domain/accounts/account-store.ts'
import type { ClientStore } from '../src/domain/clients/client-store.ts'
import type { ConsentStore } from '../src/domain/consents/consent-store.ts'
import type { DeliveryStore } from '../src/domain/events/delivery-store.ts'
import type { EventSink, EventStore } from '../src/domain/events/event-store.ts'
import type { LeaseStore } from '../src/domain/events/lease-store.ts'
import type { OutboxStore } from '../src/domain/events/outbox-store.ts'
import type { FactorStore } from '../src/domain/factors/factor-store.ts'
import type { LimitStore } from '../src/domain/limits/limit-store.ts'
import type { OneTimeTokenStore } from '../src/domain/one-time-tokens/one-time-token-store.ts'
import type { ResourceServerStore } from '../src/domain/resource-servers/resource-server-store.ts'
import type { KeyStore } from '../src/domain/signing-keys/key-store.ts'
import type { TenantDataStore } from '../src/domain/tenants/tenant-data-store.ts'
import type { TenantStore } from '../src/domain/tenants/tenant-store.ts'
import type { WebhookStore } from '../src/domain/webhooks/webhook-store.ts'
import type { ArtifactStore } from '../src/oidc/artifact-store.ts'

/** What an operator should know of a store that works. */
export interface Advice {
  /** Completes "Redis …", and says what comes of it. */
  problem: string
  cure: string
}

export interface Stores {
  accounts: AccountStore
  clients: ClientStore
  resourceServers: ResourceServerStore
  consents: ConsentStore
  factors: FactorStore
  keys: KeyStore
  tenants: TenantStore
  tenantData: TenantDataStore
  artifacts: ArtifactStore
  limits: LimitStore
  oneTimeTokens: OneTimeTokenStore
  /** The log. */
  events: EventStore
  /** Where to put events that come without a change of a durable record: the log, or an outbox. */
  eventSink: EventSink
  /** Whose events are still to be moved into the log. */
  outboxes: OutboxStore[]
  /** Who does what only one node should do at a time. */
  leases: LeaseStore
  deliveries: DeliveryStore
  webhooks: WebhookStore
  /**
   * Writes something and deletes it again, since a store that can only be read is of no use here.
   * @throws DomainError `unavailable`
   */
  ping(): Promise<void>
  /** Idempotent. A store that can be down rejects every later call with DomainError `unavailable`. */
  close(): Promise<void>
}
