/**
 * ID tokens that are shown to us: of this server, or of an issuer that a tenant trusts. What they must be is OpenID
 * Connect Core 1.0 §3.1.3.7; each is accepted once for one purpose of one client.
 */
import { createHash } from 'node:crypto'
import {
  createLocalJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { Identity, Place, VouchedIdentity } from '#domain/tenants'
import { nowSeconds } from '#lib/clock'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'
import type { IssuerKeys } from './issuer-keys.ts'

export interface ShownIdToken {
  identity: VouchedIdentity
  /** Seconds since the epoch. */
  expiresAt: number
  /** Who alone may act for that person, where the token says so (RFC 8693 §4.4). */
  mayAct?: Identity
}

export interface IdTokens {
  /**
   * Whom the token vouches for; undefined for one that is not good, or not for this client.
   * @param purpose what it is used for: it is used up for that
   * @throws DomainError `unavailable`
   */
  redeem(token: string, place: Place, purpose: string): Promise<ShownIdToken | undefined>
}

/** Never `none`, and none with a shared secret: what verifies those can also make them. */
const ALGS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]
/** How far ahead an issuer's clock may be. That a token has expired is told by ours, to the second. */
const SKEW_SECONDS = 30
const MAX_LENGTH = 16_384

export function createIdTokens(deps: {
  issuer: string
  jwks: JSONWebKeySet
  accounts: Accounts
  issuerKeys: IssuerKeys
  store: ArtifactStore
  keys: ArtifactKeys
}): IdTokens {
  const ownKeys = createLocalJWKSet(deps.jwks)

  /** Whose word counts here, and for whom the token must be. */
  function trusted(issuer: unknown, { tenant, client }: Place) {
    if (issuer === deps.issuer) return { issuer: deps.issuer, audience: client.id as string, getKey: ownKeys }
    const found = tenant.issuers.find((one) => one.issuer === issuer)
    return found && { ...found, getKey: deps.issuerKeys.of(tenant.id, found.issuer) }
  }

  async function verifiedEmail(payload: JWTPayload): Promise<string | undefined> {
    if (payload.iss !== deps.issuer) {
      return payload.email_verified === true && typeof payload.email === 'string' ? payload.email : undefined
    }
    // What an ID token of ours says was true when it was issued; what the account says is true.
    const account = await deps.accounts.findById(String(payload.sub))
    return account?.emailVerified ? account.email : undefined
  }

  /** By its nonce, so that another token of the same sign-in is the same; by the token itself where it has none. */
  async function isFirstUse(token: string, payload: JWTPayload, { tenant, client }: Place, purpose: string) {
    const once = payload.nonce ?? createHash('sha256').update(token).digest('base64url')
    const name = JSON.stringify(['id_token', tenant.id, client.id, purpose, payload.iss, once])
    const expiresAt = Number(payload.exp) + 2 * SKEW_SECONDS
    return deps.store.create(deps.keys.bearer('UsedProof', name), { payload: {}, expiresAt })
  }

  return {
    async redeem(token, place, purpose) {
      const source = trusted(issuerIn(token), place)
      const payload = source && (await verify(token, source))
      if (payload === undefined || !(await isFirstUse(token, payload, place, purpose))) return undefined
      const email = await verifiedEmail(payload)
      const identity = { issuer: String(payload.iss), subject: String(payload.sub) }
      return {
        identity: email === undefined ? identity : { ...identity, verifiedEmail: email },
        expiresAt: Number(payload.exp),
        ...(payload.may_act === undefined ? {} : { mayAct: actorIn(payload) }),
      }
    },
  }
}

/** Named within the issuer of the token, unless it names another. What names nobody lets nobody act. */
function actorIn({ iss, may_act: actor }: JWTPayload): Identity {
  const { sub, iss: issuer = iss } = (actor ?? {}) as { sub?: unknown; iss?: unknown }
  return { issuer: String(issuer), subject: typeof sub === 'string' ? sub : '' }
}

/** What it says of itself, which decides by whose keys it is verified and nothing else. */
function issuerIn(token: string): unknown {
  if (token.length > MAX_LENGTH) return undefined
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

async function verify(
  token: string,
  { issuer, audience, getKey }: { issuer: string; audience: string; getKey: JWTVerifyGetKey },
): Promise<JWTPayload | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, getKey, {
      issuer,
      audience,
      algorithms: ALGS,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub'],
    })
    return isIdToken(payload, protectedHeader.typ, audience) ? payload : undefined
  } catch (error) {
    if (error instanceof DomainError || !(error instanceof errors.JOSEError)) throw error
    return undefined
  }
}

function isIdToken(payload: JWTPayload, typ: string | undefined, audience: string): boolean {
  const now = nowSeconds()
  const audiences = [payload.aud ?? []].flat()
  // Other JWTs of the same issuer and audience, such as logout tokens (Back-Channel Logout 1.0 §2.4), are none.
  const isOfKind = (typ === undefined || typ.toUpperCase() === 'JWT') && payload.events === undefined
  const isCurrent = Number(payload.exp) > now && Number(payload.iat) <= now + SKEW_SECONDS
  const isForUs = payload.azp === undefined ? audiences.length === 1 : payload.azp === audience
  const isNonce = payload.nonce === undefined || typeof payload.nonce === 'string'
  return isOfKind && isCurrent && isForUs && isNonce && payload.sub !== '' && typeof payload.sub === 'string'
}
