/**
 * With engine-context.ts, the only file that reaches behind the engine's public options, and why. The engine is pinned to
 * an exact version; test/oidc/engine-seams.test.ts holds each of these against it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import * as tools from 'oidc-provider/lib/helpers/grants.js'
import { type Clients, DEVICE_CODE } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { nowSeconds } from '#lib/clock'
import type { AccessTokenSeal } from './access-token-seal.ts'
import type { Admission, PageSignIn } from './admission.ts'
import type { Announcements } from './announcements.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore, JsonObject } from './artifact-store.ts'
import { SECRET_SEPARATOR } from './clients.ts'
import type { DeviceCodes } from './device-codes.ts'
import { forEngine } from './engine-errors.ts'
import { forwardedFields, forwardedPath } from './forwarded-requests.ts'
import { PROOF_SKEW_SECONDS } from './lifetimes.ts'
import type { Liveness } from './liveness.ts'
import { lookUp } from './look-up.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import { currentOrigin } from './request-origin.ts'
import { userinfoClaims } from './requested.ts'
import type { ResourceClient } from './resources.ts'
import type { Sessions } from './sessions.ts'
import { type HangingToken, newCode } from './token-names.ts'

export interface SeamDependencies {
  admission: Admission
  store: ArtifactStore
  keys: ArtifactKeys
  seal: AccessTokenSeal
  liveness: Liveness
  sessions: Sessions
  refreshTokens: RefreshTokens
  announcements: Announcements
  deviceCodes: DeviceCodes
  clients: Clients
  /** Whether `ISSUER` is https. */
  secureCookies: boolean
}

/** What a DPoP proof (RFC 9449 §4) that was good for this request told. */
export interface Proof {
  thumbprint: string
  jti: string
}

/** The engine's own tools, for a grant type of ours. Each throws one of the engine's errors. */
export const grantTools = tools as {
  /** Undefined where there is no proof. */
  validateDpop(provider: Provider, ctx: KoaContextWithOIDC): Promise<Proof | undefined>
  checkDpopRequired(provider: Provider, ctx: KoaContextWithOIDC, proof: Proof | undefined): void
  checkDpopReplay(provider: Provider, ctx: KoaContextWithOIDC, proof: Proof, clientId: string): Promise<void>
}

/** A model class of the engine, as far as the seams touch it. */
interface Model {
  name: string
  prototype: Record<string, unknown>
  find(value: string, options?: object): Promise<unknown>
  adapter: unknown
}

interface Instance {
  jti: string
  exp?: number
  kind: string
  format?: string
  emit(event: string): void
  getValueAndPayload(): Promise<{ value: string; payload?: JsonObject }>
}

interface TokenInstance extends Instance {
  accountId?: string
  clientId?: string
  grantId?: string
  scope?: string
}

interface SessionInstance extends Instance {
  accountId?: string
  uid: string
  oldId?: string
  touched: boolean
  destroyed: boolean
  transient?: boolean | undefined
}

interface SessionLogin {
  accountId: string
  transient?: boolean
}

export function applySeams(provider: Provider, deps: SeamDependencies): void {
  const models = provider as unknown as Record<string, Model>
  const model = (name: string): Model => {
    const found = models[name]
    if (found === undefined) throw new Error(`the engine has no model ${name}`)
    return found
  }
  sealAccessTokens([model('AccessToken'), model('ClientCredentials')], deps)
  nameTokens(model('RefreshToken'), deps.refreshTokens.newToken)
  announceEnd(model('RefreshToken'), deps.announcements)
  nameTokens(model('AuthorizationCode'), newCode)
  nameTokens(model('DeviceCode'), deps.deviceCodes.newCode)
  for (const name of ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'DeviceCode'])
    leaveBindingToLiveness(model(name))
  rememberSessionOfGrant(model('Grant'))
  storeSessionsByUid(model('Session'), deps)
  acceptProofsOnce(model('ReplayDetection'), deps)
  rememberClients(model('Client'), deps.clients)
  compareSecretHashes(model('Client'), deps.clients)
  tellUnauthorizedClients(model('Client'))
  limitScopes(model('Client'))
  urlsFromIssuer(provider)
  takeForwardedFields(provider)
  cookiesByIssuer(provider, deps.secureCookies)
}

/** Opaque access tokens are sealed instead of stored; ending one is remembered by its id. */
function sealAccessTokens(tokenModels: Model[], { seal, liveness, announcements }: SeamDependencies): void {
  for (const { prototype } of tokenModels) {
    const generateTokenId = prototype.generateTokenId as (this: Instance) => string
    const getValueAndPayload = prototype.getValueAndPayload as Instance['getValueAndPayload']
    prototype.generateTokenId = function (this: Instance) {
      const id = generateTokenId.call(this) // also decides the format
      return this.format === 'opaque' ? seal.newTokenId() : id
    }
    prototype.getValueAndPayload = async function (this: Instance) {
      const { value, payload } = await getValueAndPayload.call(this)
      if (payload === undefined) return { value }
      const { claims, ...content } = payload
      const asked = userinfoClaims(claims)
      return { value: seal.seal(asked === undefined ? content : { ...content, claims: asked }) }
    }
    prototype.destroy = async function (this: TokenInstance) {
      const { jti: id, accountId, clientId, scope } = this
      await forEngine(() => announcements.revoked({ id, accountId, clientId, scope }))
      await forEngine(() => liveness.revoke(this.jti, this.exp ?? nowSeconds()))
      this.emit('destroyed')
    }
  }
}

/** A refresh token ends with its grant. The engine removes the token first, and only then would the grant tell. */
function announceEnd({ prototype }: Model, announcements: Announcements): void {
  const destroy = prototype.destroy as (this: TokenInstance) => Promise<void>
  prototype.destroy = async function (this: TokenInstance) {
    const { grantId, accountId, clientId, scope } = this
    await forEngine(() => announcements.revoked({ id: grantId ?? this.jti, accountId, clientId, scope }))
    await destroy.call(this)
  }
}

/** A token's text says what it is, which model to ask, and what it hangs on. */
function nameTokens({ prototype }: Model, newToken: (of: HangingToken) => string): void {
  prototype.generateTokenId = function (this: HangingToken) {
    return newToken(this)
  }
}

/** The engine looks the session up once more for every bound token; liveness.ts has done so in its one round trip. */
function leaveBindingToLiveness(bound: Model): void {
  const find = bound.find
  bound.find = (value, options) => find.call(bound, value, { ...options, ignoreSessionBinding: true })
}

/**
 * A grant tells which browser session it belongs to, for tokens that do not tell themselves; and, to the adapter, that it
 * was read from the store, so that one that has ended since is not brought back.
 */
function rememberSessionOfGrant(grant: Model): void {
  const before = (grant as unknown as { IN_PAYLOAD: string[] }).IN_PAYLOAD
  Object.defineProperty(grant, 'IN_PAYLOAD', { get: () => [...before, 'sessionUid', 'isKept'] })
}

/** The cookie is `uid.secret`, the record is keyed by uid, and a write merges (sessions.ts). */
function storeSessionsByUid({ prototype }: Model, deps: SeamDependencies): void {
  const { admission, announcements, sessions } = deps
  Object.defineProperty(prototype, 'id', {
    configurable: true,
    get(this: SessionInstance) {
      return `${this.uid}.${this.jti}`
    },
    set(this: SessionInstance, secret: string) {
      this.jti = secret
    },
  })
  const loginAccount = prototype.loginAccount as (this: SessionInstance, details: SessionLogin) => void
  prototype.loginAccount = function (this: SessionInstance, details: SessionLogin) {
    // Who proves once more who they are, and is not asked how long, has not said that it is to end with the browser.
    const isAsBefore = this.accountId === details.accountId && signInOfRequest()?.saidHowLong === false
    const outlivesIt = isAsBefore && this.transient !== true
    // The engine can only make a session end with the browser; a later sign-in may be meant to last.
    this.transient = undefined
    loginAccount.call(this, outlivesIt ? { ...details, transient: false } : details)
  }
  prototype.save = async function (this: SessionInstance, ttl: number) {
    const stored = this.exp !== undefined
    const expiresAt = nowSeconds() + ttl
    this.exp = expiresAt
    const { payload } = await this.getValueAndPayload()
    const retiredSecret = this.oldId?.split('.')[1]
    await forEngine(() =>
      sessions.save({
        uid: this.uid,
        secret: this.jti,
        payload: { ...payload },
        expiresAt,
        stored,
        origin: currentOrigin(),
        ...(retiredSecret === undefined ? {} : { retiredSecret }),
      }),
    )
    const signIn = signInOfRequest()
    if (signIn !== undefined && !(await forEngine(() => admission.confirm(this.uid, signIn)))) {
      // Outside of what the engine catches: the host has a page for it.
      throw new DomainError('expired', 'interaction_gone', 'The account has changed since this sign-in')
    }
    this.emit('saved')
    this.touched = false
    return this.jti
  }
  prototype.destroy = async function (this: SessionInstance) {
    const { uid: id, accountId } = this
    if (accountId !== undefined) await forEngine(() => announcements.sessionEnded({ id, accountId }))
    await forEngine(() => sessions.end(id))
    this.emit('destroyed')
    this.destroyed = true
  }
}

/** What the person has just proved, where the request that is answered now comes from a page where they did. */
function signInOfRequest(): PageSignIn | undefined {
  const oidc = Provider.ctx?.oidc
  return (oidc?.result ?? oidc?.entities?.Interaction?.result)?.login as PageSignIn | undefined
}

/** The engine looks and then saves, so that parallel uses of one proof would all pass; creating is atomic. */
function acceptProofsOnce(replayDetection: Model, { store, keys }: SeamDependencies): void {
  Object.assign(replayDetection, {
    unique(issuer: string, jti: string, expiresAt: number) {
      const key = keys.bearer('UsedProof', `${issuer} ${jti}`)
      return forEngine(() => store.create(key, { payload: {}, expiresAt: expiresAt + PROOF_SKEW_SECONDS }))
    },
  })
}

/**
 * The engine tells by a hash of its metadata, at each look-up, whether it knows a client. The domain answers the same
 * object as long as the registration is the same, so that what the engine made of it is found by that.
 */
function rememberClients(client: Model, clients: Clients): void {
  const known = new WeakMap<object, unknown>()
  const find = client.find
  client.find = async (id) => {
    // The engine asks with whatever is said in a token that nobody has signed.
    const registered = typeof id === 'string' ? await lookUp('Client', () => clients.find(id)) : undefined
    if (registered === undefined) return undefined
    const before = known.get(registered)
    if (before !== undefined) return before
    const made = await find.call(client, id)
    if (made !== undefined) known.set(registered, made)
    return made
  }
}

/** The engine compares secrets in clear; ours are kept as hashes, two at most (clients.ts). */
function compareSecretHashes({ prototype }: Model, clients: Clients): void {
  prototype.compareClientSecret = function (this: { clientSecret: string }, attempt: string) {
    const secrets = this.clientSecret.split(SECRET_SEPARATOR).map((hash) => ({ hash, createdAt: 0 }))
    return clients.isSecret({ secrets }, attempt)
  }
}

/**
 * A client that asks for what it is not registered for is `unauthorized_client` (RFC 6749 §5.2, §4.1.2.1); the engine
 * says `invalid_request`. It also asks these questions for reasons of its own, which must not fail.
 */
function tellUnauthorizedClients({ prototype }: Model): void {
  for (const [question, parameter] of [
    ['grantTypeAllowed', 'grant_type'],
    ['responseTypeAllowed', 'response_type'],
  ] as const) {
    const isAllowed = prototype[question] as (this: unknown, type: string) => boolean
    prototype[question] = function (this: unknown, type: string) {
      const allowed = isAllowed.call(this, type)
      const oidc = Provider.ctx?.oidc
      const isAsked =
        oidc?.params?.[parameter] === type || (oidc?.route === 'device_authorization' && type === DEVICE_CODE)
      if (!allowed && isAsked) {
        throw new errors.UnauthorizedClient(`the client is not registered for this ${parameter}`)
      }
      return allowed
    }
  }
}

/**
 * Which scope values a client may ask for. The engine's own list holds OpenID scopes only, and an empty one is none;
 * ours also names scopes of resource servers, and where it names nothing else, no OpenID scope is allowed.
 */
function limitScopes({ prototype }: Model): void {
  Object.defineProperty(prototype, 'scope', {
    get(this: ResourceClient) {
      // The space makes even an empty list a list to the engine.
      return this.allowed_scope === undefined ? undefined : ` ${this.allowed_scope}`
    },
  })
}

/**
 * URLs in discovery, redirects and forms come from `ISSUER`, whatever the Host header says. The endpoint that answers
 * is, to its client, at the path that the client called: a DPoP proof or an assertion made for that URL is good there
 * and nowhere else (RFC 9449 §4.3, RFC 7523 §3).
 */
function urlsFromIssuer(provider: Provider): void {
  const { urlFor } = provider as unknown as { urlFor(name: string, options?: object): string }
  contextOf(provider).urlFor = function (
    this: EngineContext & { route: string },
    name: string,
    options?: object,
  ) {
    const forwarded = name === this.route ? forwardedPath(this.ctx.req) : undefined
    return forwarded === undefined ? urlFor.call(provider, name, options) : provider.issuer + forwarded
  }
}

/**
 * What is forwarded has been read, within the bounds that all of these paths have; the engine's own are narrower, and
 * it would measure the fields in another encoding than they came in.
 */
function takeForwardedFields(provider: Provider): void {
  Object.defineProperty(contextOf(provider), 'body', {
    get(this: EngineContext) {
      return forwardedFields(this.ctx.req) ?? this[READ]
    },
    set(this: EngineContext, body: unknown) {
      this[READ] = body
    },
  })
}

/** What the engine has read of a request. */
const READ = Symbol('body')

type EngineContext = { ctx: { req: IncomingMessage }; [READ]?: unknown }

/** The prototype of what the engine keeps with a request. */
function contextOf(provider: Provider): Record<string, unknown> {
  return (provider as unknown as { OIDCContext: { prototype: Record<string, unknown> } }).OIDCContext
    .prototype
}

/** Behind a proxy that ends TLS the socket is plain although the browser's is not. */
function cookiesByIssuer(provider: Provider, secure: boolean): void {
  const createContext = provider.createContext.bind(provider)
  provider.createContext = ((request: IncomingMessage, response: ServerResponse) => {
    const ctx = createContext(request, response) as unknown as KoaContextWithOIDC
    ctx.cookies.secure = secure
    return ctx
  }) as unknown as typeof provider.createContext
}
