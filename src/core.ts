/**
 * The product without a way in: stores → domain. What the server answers from and the command line works with, so that
 * a command loads neither the engine nor the pages.
 */
import { type OpenStores, openStores } from '#adapters'
import { type Config, loadMasterKey } from '#config'
import { type Accounts, createAccounts } from '#domain/accounts'
import { builtInClients, type Clients, createClients } from '#domain/clients'
import { type Consents, createConsents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import { createEventLog, type EventLog } from '#domain/events'
import { accountApi, createResourceServers, type ResourceServers } from '#domain/resource-servers'
import type { SessionStore } from '#domain/sessions'
import { createSignIn, type SignIn } from '#domain/sign-in'
import { createSigningKeys, type SigningKeys } from '#domain/signing-keys'
import { createTenants, type Tenants } from '#domain/tenants'
import { createPasswordHasher } from '#lib/password-hash'
import { createSecrets, type Secrets } from '#lib/secrets'
import { createAccountSessions } from './oidc/account-sessions.ts'
import { createTokenEnding } from './oidc/token-ending.ts'

/** What the product does, without a way in: what the command line works with. */
export interface Core {
  accounts: Accounts
  clients: Clients
  resourceServers: ResourceServers
  signIn: SignIn
  signingKeys: SigningKeys
  consents: Consents
  events: EventLog
  sessions: SessionStore
  tenants: Tenants
  secrets: Secrets
  stores: OpenStores
  close(): Promise<void>
}

/** @throws ConfigError, StoreOpenError */
export async function createCore(config: Config): Promise<Core> {
  const secrets = createSecrets(loadMasterKey(config.keys))
  const stores = await openStores(config.storage)
  const hasher = createPasswordHasher(
    () => new DomainError('unavailable', 'busy', 'The server is busy. Try again in a moment.'),
  )
  const { issuer } = config.server
  const api = accountApi(issuer)
  const accounts = createAccounts({ store: stores.accounts, hasher })
  const clients = createClients({ store: stores.clients, secrets, builtIn: builtInClients(issuer, api.uri) })
  return {
    accounts,
    clients,
    consents: createConsents(stores.consents),
    events: createEventLog({ log: stores.events, sink: stores.eventSink, outboxes: stores.outboxes }),
    sessions: createAccountSessions(stores.artifacts),
    resourceServers: createResourceServers(stores.resourceServers, [api]),
    signIn: createSignIn({ accounts, hasher }),
    signingKeys: createSigningKeys({
      store: stores.keys,
      secrets,
      usualLeadSeconds: config.keys.leadSeconds,
    }),
    tenants: createTenants({
      issuer,
      store: stores.tenants,
      data: stores.tenantData,
      clients,
      accounts,
      tokens: createTokenEnding(stores.artifacts),
    }),
    secrets,
    stores,
    close: () => stores.close(),
  }
}
