/**
 * Composition root: stores → domain → oidc → http. The only file that knows every room; it wires and decides nothing.
 */
import type { RequestListener } from 'node:http'
import { openStores, type Stores } from '#adapters'
import { type Config, loadMasterKey } from '#config'
import { type Accounts, createAccounts } from '#domain/accounts'
import { type Clients, createClients } from '#domain/clients'
import { createConsents } from '#domain/consents'
import { DomainError } from '#domain/errors'
import { createResourceServers, type ResourceServers } from '#domain/resource-servers'
import { createSignIn, type SignIn } from '#domain/sign-in'
import { createSigningKeys, type SigningKeys } from '#domain/signing-keys'
import { createDemo, registerDemo } from '#demo'
import { createHttp, createProtocolPages, loadAssets } from '#http'
import { startFollowingKeys, startRemovingExpired } from '#jobs'
import type { Logger } from '#lib/logger'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { createPasswordHasher } from '#lib/password-hash'
import { createSecrets, type Secrets } from '#lib/secrets'
import { createOidc } from '#oidc'

/** What the product does, without a way in: what the command line works with. */
export interface Core {
  accounts: Accounts
  clients: Clients
  resourceServers: ResourceServers
  signIn: SignIn
  signingKeys: SigningKeys
  consents: ReturnType<typeof createConsents>
  secrets: Secrets
  stores: Stores
  close(): Promise<void>
}

export interface App {
  handler: RequestListener
  close(): Promise<void>
}

/** @throws ConfigError, StoreOpenError */
export async function createCore(config: Config): Promise<Core> {
  const secrets = createSecrets(loadMasterKey(config.keys))
  const stores = await openStores(config.storage)
  const hasher = createPasswordHasher(
    () => new DomainError('unavailable', 'busy', 'The server is busy. Try again in a moment.'),
  )
  const accounts = createAccounts({ store: stores.accounts, hasher })
  return {
    accounts,
    clients: createClients({ store: stores.clients, secrets }),
    consents: createConsents(stores.consents),
    resourceServers: createResourceServers(stores.resourceServers),
    signIn: createSignIn({ accounts, hasher }),
    signingKeys: createSigningKeys({ store: stores.keys, secrets }),
    secrets,
    stores,
    close: () => stores.close(),
  }
}

/** @throws ConfigError, StoreOpenError, KeysUnreadableError */
export async function createApp(config: Config, log: Logger): Promise<App> {
  const core = await createCore(config)
  try {
    return await assemble(config, core, log)
  } catch (error) {
    await core.close()
    throw error
  }
}

async function assemble(config: Config, core: Core, log: Logger): Promise<App> {
  const { accounts, signIn, signingKeys, stores } = core
  const { issuer } = config.server
  const assets = loadAssets()
  await signingKeys.ensure()
  const oidc = createOidc({
    ...core,
    issuer,
    artifacts: stores.artifacts,
    signingKeys: await signingKeys.openAll(),
    pages: createProtocolPages({ accounts, stylesheet: assets.stylesheet }),
    corsOrigins: config.server.corsOrigins,
    secureCookies: issuer.startsWith('https:'),
    refreshGraceSeconds: config.tokens.refreshGraceSeconds,
    keyLeadSeconds: config.keys.leadSeconds,
    fetch: createOutboundFetch(config.outbound.allow),
    log,
  })
  const demo = config.server.production
    ? undefined
    : createDemo({ ...(await registerDemo(core, issuer)), issuer, stylesheet: assets.stylesheet })
  const http = createHttp({
    ...core,
    issuer,
    trustProxy: config.server.trustProxy,
    accounts,
    signIn,
    oidc,
    assets,
    ...(demo === undefined ? {} : { demo }),
    checks: { database: () => stores.ping() },
    log,
  })
  const jobs = [
    startFollowingKeys(signingKeys, oidc, log),
    startRemovingExpired(stores.artifacts, log),
  ]
  return {
    handler: http.callback(),
    async close() {
      for (const stop of jobs) stop()
      await core.close()
    },
  }
}
