/**
 * What an access token says, sealed or signed alike, to whoever in this server is shown one: nothing, unless it is one
 * of ours and alive. Introspection of signed tokens and the JSON APIs both ask here; the engine asks its adapter, which
 * opens sealed tokens by the same seal and checks them by the same liveness.
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { Accounts } from '#domain/accounts'
import type { Clients } from '#domain/clients'
import { nowSeconds } from '#lib/clock'
import { createRecent } from '#lib/recent'
import type { AccessTokenSeal } from './access-token-seal.ts'
import type { JsonObject } from './artifact-store.ts'
import { type Liveness, referenceIn, type TokenReference } from './liveness.ts'
import { tenantMarkIn } from './tenant-marks.ts'

export interface AccessToken {
  /** The person it speaks for; absent for a client's own. */
  accountId?: string
  clientId: string
  scopes: string[]
  /** Empty for an opaque token, which is for this server alone. */
  audience: string[]
  /** Seconds since the epoch. */
  expiresAt: number
  /** Thumbprint of the key that its holder must prove to have (RFC 9449 §6). */
  jkt?: string
  /** The grant and session behind it. */
  grantId?: string
  sessionId?: string
  /** Of a tenant's client. */
  tenantId?: string
  /** The member of the tenant that it speaks for: `accountId` may then be the member's own id, and no account's. */
  memberId?: string
  memberEmail?: string
  /** Who acts for the person (RFC 8693 §4.1). */
  act?: JsonObject
  /** True where it outlives the session. */
  offline?: boolean
}

/** Claims of ours in a JWT access token; without `offline` it is bound to its session. */
export interface AccessTokenClaims extends JWTPayload {
  client_id: string
  exp: number
  jti: string
  sub: string
  /** The grant; absent for a client's own token. */
  gid?: string
  offline?: boolean
  scope?: string
  cnf?: { jkt?: string }
  /** Of an application token: the member that it speaks for. */
  member?: string
  email?: string
  act?: JsonObject
}

/** `ended`: revoked, or gone with its grant, session or client. `unknown`: none of ours. */
export type WhyDead = 'expired' | 'ended' | 'unknown'

export interface AccessTokens {
  /** @throws DomainError `unavailable` */
  find(token: string): Promise<AccessToken | undefined>
  /** Why a token that `find` does not find is not good. */
  whyDead(token: string): Promise<WhyDead>
  /** The claims of a JWT that one of our keys has signed and that has not expired. */
  verify(token: string): Promise<AccessTokenClaims | undefined>
  /** @throws DomainError `unavailable` */
  isAlive(claims: AccessTokenClaims): Promise<boolean>
}

/** In the one spelling that was issued: decoding alone would let white space pass. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * An API asks about the same token again and again. That its signature is good stays true; whether it is alive is
 * asked each time.
 */
const MAX_VERIFIED = 1000

export function createAccessTokens(deps: {
  issuer: string
  jwks: JSONWebKeySet
  seal: AccessTokenSeal
  liveness: Liveness
  clients: Pick<Clients, 'find'>
  accounts: Pick<Accounts, 'findSubject'>
}): AccessTokens {
  const { issuer, seal, liveness, clients } = deps
  const keySet = createLocalJWKSet(deps.jwks)
  const verified = createRecent<AccessTokenClaims>(MAX_VERIFIED)

  async function verify(token: string): Promise<AccessTokenClaims | undefined> {
    if (!JWT.test(token)) return undefined
    const known = verified.get(token)
    if (known !== undefined && known.exp > nowSeconds()) return known
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, typ: 'at+jwt' })
      verified.set(token, payload as AccessTokenClaims)
      return payload as AccessTokenClaims
    } catch {
      return undefined
    }
  }

  /** A client that is gone, or whose tenant is suspended, has no tokens. */
  async function isInService(clientId: string, reference: TokenReference): Promise<boolean> {
    return (await clients.find(clientId)) !== undefined && liveness.isAlive(reference)
  }

  /** No grant of the person's is behind an application token, which would have ended with the account. */
  async function mayBeSpokenFor({ member, sub }: AccessTokenClaims): Promise<boolean> {
    if (member === undefined || member === sub) return true
    const account = await deps.accounts.findSubject(sub)
    return account !== undefined && account.disabledAt === null
  }

  const isAlive = async (claims: AccessTokenClaims): Promise<boolean> =>
    (await mayBeSpokenFor(claims)) &&
    isInService(claims.client_id, {
      tokenId: claims.jti,
      boundToSession: claims.gid !== undefined && claims.offline !== true,
      tenant: tenantMarkIn(claims),
      memberId: claims.member,
      ...(claims.gid === undefined ? {} : { grantId: claims.gid }),
    })

  async function findSealed(token: string): Promise<AccessToken | undefined> {
    const payload = seal.unseal(token)
    if (payload === undefined || Number(payload.exp) <= nowSeconds()) return undefined
    const tokenId = String(payload.jti)
    const reference =
      payload.kind === 'AccessToken'
        ? referenceIn(payload)
        : { boundToSession: false, tenant: tenantMarkIn(payload.extra) }
    const alive = await isInService(String(payload.clientId), { ...reference, tokenId })
    return alive ? fromPayload(payload) : undefined
  }

  /** When it expires or expired, in seconds since the epoch; undefined for what was not issued here. */
  async function expiryOf(token: string): Promise<number | undefined> {
    if (!token.includes('.')) return seal.unseal(token)?.exp as number | undefined
    try {
      // As of a time before every expiry.
      const currentDate = new Date(0)
      const { payload } = await jwtVerify(token, keySet, { issuer, typ: 'at+jwt', currentDate })
      return payload.exp
    } catch {
      return undefined
    }
  }

  return {
    verify,
    isAlive,
    async whyDead(token) {
      const expiresAt = await expiryOf(token)
      if (expiresAt === undefined) return 'unknown'
      return expiresAt <= nowSeconds() ? 'expired' : 'ended'
    },
    async find(token) {
      if (!token.includes('.')) return findSealed(token)
      const claims = await verify(token)
      return claims !== undefined && (await isAlive(claims)) ? fromClaims(claims) : undefined
    },
  }
}

function fromPayload(payload: JsonObject): AccessToken {
  const { accountId, clientId, exp, extra, grantId, jkt, scope, sessionUid } = payload
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return present({
    accountId: text(accountId),
    clientId: String(clientId),
    scope: text(scope),
    audience: [],
    expiresAt: Number(exp),
    jkt: text(jkt),
    grantId: text(grantId),
    sessionId: text(sessionUid),
    tenantId: tenantMarkIn(extra)?.id,
    offline: payload.expiresWithSession !== true,
  })
}

function fromClaims(claims: AccessTokenClaims): AccessToken {
  const { act, aud, client_id, cnf, email, exp, gid, member, offline, scope, sub } = claims
  return present({
    accountId: gid === undefined && member === undefined ? undefined : sub,
    clientId: client_id,
    scope,
    audience: [aud ?? []].flat(),
    expiresAt: exp,
    jkt: cnf?.jkt,
    grantId: gid,
    sessionId: undefined,
    tenantId: tenantMarkIn(claims)?.id,
    memberId: member,
    memberEmail: member === undefined ? undefined : email,
    act,
    offline,
  })
}

type Found = Omit<{ [Name in keyof AccessToken]: AccessToken[Name] | undefined }, 'scopes'> &
  Pick<AccessToken, 'clientId' | 'audience' | 'expiresAt'> & { scope: string | undefined }

function present({ clientId, audience, expiresAt, scope, ...optional }: Found): AccessToken {
  const known = Object.entries(optional).filter(([, value]) => value !== undefined)
  const scopes = (scope ?? '').split(' ').filter((value) => value !== '')
  return { clientId, audience, expiresAt, scopes, ...Object.fromEntries(known) }
}
