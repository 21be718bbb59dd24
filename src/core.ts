/**
 * The product without a way in: stores → domain. What the server answers from and the command line works with, so that
 * a command loads neither the engine nor the pages.
 */
import { type OpenStores, openStores, openVault } from '#adapters'
import { type Config, loadMasterKey } from '#config'
import { type Accounts, createAccounts } from '#domain/accounts'
import { builtInClients, type Clients, createClients } from '#domain/clients'
import { type Consents, createConsents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import { createEventLog, createStreamSubscriber, type EventLog, type Subscriber } from '#domain/events'
import { createFactors, type Factors } from '#domain/factors'
import { createLimits, type Limits } from '#domain/limits'
import { createLockout } from '#domain/lockout'
import { createOneTimeTokens, type OneTimeTokens } from '#domain/one-time-tokens'
import { createPersonalData, type PersonalData } from '#domain/personal-data'
import { accountApi, createResourceServers, type ResourceServers } from '#domain/resource-servers'
import { createSessions, type Sessions } from '#domain/sessions'
import { createSignIn, type SignIn } from '#domain/sign-in'
import { createSigningKeys, type SigningKeys } from '#domain/signing-keys'
import { createTenants, type SecretChecker, type Tenants } from '#domain/tenants'
import { createWebhooks, type Webhooks } from '#domain/webhooks'
import { createBreachedPasswords } from '#lib/breached-passwords'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { createPasswordHasher } from '#lib/password-hash'
import { createSecrets, type Secrets } from '#lib/secrets'
import { createAccountSessions } from './oidc/account-sessions.ts'
import { createTokenEnding } from './oidc/token-ending.ts'

/** What the product does, without a way in: what the command line works with. */
export interface Core {
  /** The public URL. */
  issuer: string
  accounts: Accounts
  clients: Clients
  resourceServers: ResourceServers
  signIn: SignIn
  factors: Factors
  signingKeys: SigningKeys
  consents: Consents
  events: EventLog
  sessions: Sessions
  tenants: Tenants
  secretChecker: SecretChecker
  webhooks: Webhooks
  /** Everybody who is told of events, as of now. */
  subscribers(): Promise<Subscriber[]>
  personalData: PersonalData
  oneTimeTokens: OneTimeTokens
  limits: Limits
  secrets: Secrets
  stores: OpenStores
  close(): Promise<void>
}

/** @throws ConfigError, StoreOpenError */
export async function createCore(config: Config): Promise<Core> {
  const vault = config.vault === null ? undefined : await openVault(config.vault)
  const { secretsKeyInVault, signingKeysInVault } = config.keys
  const keyInVault = secretsKeyInVault === null ? undefined : await vault?.read(secretsKeyInVault)
  const secrets = createSecrets(loadMasterKey(config.keys, keyInVault))
  const stores = await openStores(config.storage)
  const { issuer } = config.server
  const api = accountApi(issuer)
  const people = createPeople(config, secrets, stores)
  const clients = createClients({ store: stores.clients, secrets, builtIn: builtInClients(issuer, api.uri) })
  const webhooks = createWebhooks({
    store: stores.webhooks,
    deliveries: stores.deliveries,
    log: stores.events,
    secrets,
    issuer,
    fetch: createOutboundFetch(config.outbound.allow),
  })
  const { eventStream } = stores
  const streams = eventStream === undefined ? [] : [createStreamSubscriber(eventStream, issuer)]
  return {
    issuer,
    ...people,
    clients,
    resourceServers: createResourceServers(stores.resourceServers, [api]),
    signingKeys: createSigningKeys({
      ...(vault === undefined || signingKeysInVault === null
        ? { store: stores.keys }
        : { store: vault.keyStore(signingKeysInVault), before: stores.keys }),
      secrets,
      usualLeadSeconds: config.keys.leadSeconds,
    }),
    secretChecker: vault?.secretChecker ?? {
      isSecret: async (client, secret) => clients.isSecret(client, secret),
    },
    tenants: createTenants({
      issuer,
      store: stores.tenants,
      data: stores.tenantData,
      clients,
      accounts: people.accounts,
      tokens: createTokenEnding(stores.artifacts),
    }),
    webhooks,
    subscribers: async () => [...streams, ...(await webhooks.subscribers())],
    secrets,
    stores,
    async close() {
      await Promise.all([stores.close(), vault?.close()])
    },
  }
}

/** The rooms that are about people, each on those it needs. */
function createPeople(
  { accounts: settings, limits: limitSettings, outbound, server }: Config,
  secrets: Secrets,
  stores: OpenStores,
) {
  const hasher = createPasswordHasher(
    () => new DomainError('unavailable', 'busy', 'The server is busy. Try again in a moment.'),
  )
  const events = createEventLog({ log: stores.events, sink: stores.eventSink, outboxes: stores.outboxes })
  const oneTimeTokens = createOneTimeTokens({ store: stores.oneTimeTokens, secrets })
  const limits = createLimits({ store: stores.limits, secrets, settings: limitSettings })
  const lockout = createLockout({ store: stores.limits, secrets, events })
  const sessions = createSessions({ store: createAccountSessions(stores.artifacts), events })
  const breaches =
    settings.breachUrl === null
      ? undefined
      : createBreachedPasswords(settings.breachUrl, createOutboundFetch(outbound.allow))
  const shared = { hasher, events, tokens: oneTimeTokens, limits, lockout }
  const accounts = createAccounts({ ...shared, breaches, store: stores.accounts, sessions, settings })
  const consents = createConsents({ store: stores.consents, sessions })
  const factors = createFactors({
    store: stores.factors,
    tokens: oneTimeTokens,
    secrets,
    relyingParty: { issuer: server.issuer, name: 'Gatehouse' },
  })
  return {
    accounts,
    consents,
    events,
    factors,
    limits,
    oneTimeTokens,
    personalData: createPersonalData({ accounts, consents, factors, sessions, events }),
    sessions,
    signIn: createSignIn({ ...shared, accounts, factors, secrets }),
  }
}
