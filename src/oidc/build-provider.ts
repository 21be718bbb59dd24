/** Builds the engine: its configuration, the seams behind it, and the middleware around it. */
import type { EventEmitter } from 'node:events'
import type { JSONWebKeySet, JWK } from 'jose'
import type { JWKS, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Accounts } from '#domain/accounts'
import type { Clients } from '#domain/clients'
import type { EventSink } from '#domain/events'
import type { Limits } from '#domain/limits'
import { servedClients, type Tenants } from '#domain/tenants'
import type { Logger } from '#lib/logger'
import { createAccessTokenSeal } from './access-token-seal.ts'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { createAdapterFactory } from './adapter.ts'
import { type Admission, createAdmission } from './admission.ts'
import { type Announcements, announceTokens, createAnnouncements } from './announcements.ts'
import { type ArtifactKeys, createArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'
import { authorizeByPost } from './authorize-by-post.ts'
import { cachedDocuments } from './cached-documents.ts'
import { type ConfigurationDependencies, createConfiguration } from './configuration.ts'
import { createDeviceCodes } from './device-codes.ts'
import { createProvider } from './engine-context.ts'
import { answerErrors, TemporarilyUnavailable } from './engine-errors.ts'
import { applySeams } from './engine-seams.ts'
import { limitFailedClients } from './failed-clients.ts'
import { createGrantRecords } from './grant-records.ts'
import { createIdTokens, type IdTokens } from './id-tokens.ts'
import { createInteractionRecords, type InteractionRecords } from './interaction-records.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { jsonForMachines } from './json-for-machines.ts'
import { createLiveness } from './liveness.ts'
import { signingKeyOf } from './own-signing-key.ts'
import { createRefreshTokens, type RefreshTokens } from './refresh-tokens.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { structuredTokens } from './structured-tokens.ts'
import { createSubjects } from './subjects.ts'
import { createTenantClaims } from './tenant-marks.ts'
import { registerTokenExchange } from './token-exchange.ts'

export interface ProviderDependencies
  extends Omit<ConfigurationDependencies, 'admission' | 'grants' | 'subjects' | 'tenantClaimsOf'> {
  issuer: string
  accounts: Accounts
  artifacts: ArtifactStore
  events: EventSink
  clients: Clients
  tenants: Tenants
  /** Of issuers that tenants trust; outlives the engine, which comes anew with every key of ours. */
  issuerKeys: IssuerKeys
  limits: Pick<Limits, 'spend'>
  /** Private JWKs; of each algorithm the first one signs. */
  signingKeys: JWK[]
  /** Whether signatures by RSA are made in threads, as they should be where there are processors for those. */
  rsaInThreads: boolean
  refreshGraceSeconds: number
  keyLeadSeconds: number
  log: Logger
}

export interface BuiltProvider {
  provider: Provider
  admission: Admission
  announcements: Announcements
  accessTokens: AccessTokens
  interactionRecords: InteractionRecords
  keys: ArtifactKeys
  sessions: Sessions
  refreshTokens: RefreshTokens
  idTokens: IdTokens
}

/** What reads and writes the engine's records, each on those that it needs. */
function createParts({
  accounts,
  artifacts: store,
  events,
  refreshGraceSeconds,
  secrets,
}: ProviderDependencies) {
  const keys = createArtifactKeys(secrets)
  const announcements = createAnnouncements(events)
  const liveness = createLiveness(store, keys)
  return {
    store,
    keys,
    announcements,
    liveness,
    admission: createAdmission({ accounts, announcements, store, keys }),
    seal: createAccessTokenSeal(secrets.key('access tokens')),
    sessions: createSessions(store, keys),
    refreshTokens: createRefreshTokens({
      store,
      keys,
      liveness,
      announcements,
      graceSeconds: refreshGraceSeconds,
    }),
    deviceCodes: createDeviceCodes({ store, keys, liveness }),
  }
}

export function buildProvider(deps: ProviderDependencies): BuiltProvider {
  const { log, secrets, secureCookies, tenants } = deps
  const clients = servedClients(deps.clients, tenants)
  const tenantClaimsOf = createTenantClaims({ clients, tenants })
  const parts = { ...createParts(deps), clients }
  const { admission, announcements, keys, liveness, refreshTokens, sessions, store } = parts
  const interactionRecords = createInteractionRecords(store, keys, secrets)
  const subjects = createSubjects(deps.accounts)
  const grants = createGrantRecords(store, keys)
  const adapter = createAdapterFactory({
    ...parts,
    subjects,
    grants,
    tenantClaimsOf,
    interactions: interactionRecords,
  })
  const jwks = { keys: deps.signingKeys.map((jwk) => signingKeyOf(jwk, deps.rsaInThreads)) } as JWKS
  const provider = createProvider(
    deps.issuer,
    createConfiguration({ ...deps, admission, grants, subjects, tenantClaimsOf }, adapter, jwks),
  )
  applySeams(provider, { ...parts, secureCookies })
  logFailures(provider, log)
  provider.use(answerErrors)
  provider.use(jsonForMachines)
  provider.use(cachedDocuments(deps.keyLeadSeconds))
  provider.use(authorizeByPost)
  provider.use(limitFailedClients(deps.limits))
  provider.use(announceTokens(announcements))
  const verifying = { ...deps, ...parts, jwks: publicJwks(deps.signingKeys) }
  const accessTokens = createAccessTokens(verifying)
  provider.use(structuredTokens({ accessTokens, liveness, announcements }))
  const idTokens = createIdTokens(verifying)
  registerTokenExchange(provider, { ...deps, accessTokens, idTokens })
  return {
    provider,
    admission,
    announcements,
    accessTokens,
    interactionRecords,
    keys,
    sessions,
    refreshTokens,
    idTokens,
  }
}

/** Endpoints by the names of the engine's error events. */
const ENDPOINT_EVENTS = [
  'authorization',
  'code_verification',
  'device_authorization',
  'device_resume',
  'discovery',
  'end_session',
  'end_session_confirm',
  'grant',
  'introspection',
  'jwks',
  'pushed_authorization_request',
  'revocation',
  'userinfo',
]

/** A route, not a path: paths hold the ids of interactions, which open something for whoever knows them. */
function logFailures(provider: Provider, log: Logger): void {
  const app: EventEmitter = provider
  app.on('error', (error) => log.error({ err: error }, 'the engine failed'))
  provider.on('server_error', (ctx, error) =>
    log.error({ err: error, route: ctx.oidc?.route, method: ctx.method }, 'the engine failed to answer'),
  )
  for (const endpoint of ENDPOINT_EVENTS) {
    app.on(`${endpoint}.error`, (ctx: KoaContextWithOIDC, error: Error) => {
      if (!(error instanceof TemporarilyUnavailable)) return
      log.error({ err: error.cause, route: ctx.oidc?.route }, 'the store is unavailable')
    })
  }
}

const PUBLIC_MEMBERS = ['kty', 'use', 'alg', 'kid', 'crv', 'x', 'y', 'n', 'e'] as const

function publicJwks(signingKeys: JWK[]): JSONWebKeySet {
  return {
    keys: signingKeys.map((jwk) => {
      const members = PUBLIC_MEMBERS.filter((name) => jwk[name] !== undefined).map((name) => [
        name,
        jwk[name],
      ])
      return Object.fromEntries(members) as JWK
    }),
  }
}
