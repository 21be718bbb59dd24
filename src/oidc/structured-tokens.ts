/**
 * Introspection and revocation of JWT access tokens. The engine authenticates the client and then refuses any JWT;
 * this takes over from there: it verifies the token with our own keys and asks the same liveness check that opaque
 * tokens go through (contract, "A JWT access token can also be introspected and revoked").
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { Middleware } from 'koa'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Clients } from '#domain/clients'
import { nowSeconds } from '#lib/clock'
import { createRecent } from '#lib/recent'
import { forEngine } from './engine-errors.ts'
import type { Liveness } from './liveness.ts'
import { checkMayRevoke, mayIntrospect, type TokenCaller } from './token-policies.ts'

/** Claims of ours in a JWT access token; without `offline` it is bound to its session. */
interface OwnClaims extends JWTPayload {
  client_id: string
  exp: number
  jti: string
  sub: string
  /** The grant; absent for a client's own token. */
  gid?: string
  offline?: boolean
  scope?: string
  cnf?: { jkt?: string }
}

/**
 * An API asks about the same token again and again. That its signature is good stays true; whether it is alive is
 * asked each time.
 */
const MAX_VERIFIED = 1000

const ANSWERED = ['iss', 'sub', 'aud', 'client_id', 'exp', 'iat', 'jti', 'scope', 'cnf'] as const

export function structuredTokens(deps: {
  provider: Provider
  jwks: JSONWebKeySet
  liveness: Liveness
  clients: Clients
}): Middleware {
  const { provider, liveness, clients } = deps
  const keySet = createLocalJWKSet(deps.jwks)

  const verified = createRecent<OwnClaims>(MAX_VERIFIED)

  async function verify(token: string): Promise<OwnClaims | undefined> {
    const known = verified.get(token)
    if (known !== undefined && known.exp > nowSeconds()) return known
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer: provider.issuer, typ: 'at+jwt' })
      verified.set(token, payload as OwnClaims)
      return payload as OwnClaims
    } catch {
      return undefined
    }
  }

  async function isAlive(claims: OwnClaims): Promise<boolean> {
    if ((await clients.find(claims.client_id)) === undefined) return false
    if (claims.gid === undefined) return !(await liveness.isRevoked(claims.jti))
    return liveness.isAlive({
      accountId: claims.sub,
      grantId: claims.gid,
      tokenId: claims.jti,
      boundToSession: claims.offline !== true,
    })
  }

  return async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as KoaContextWithOIDC
    if (ctx.status !== 400 || !wasRefusedAsJwt(ctx.body) || oidc?.client === undefined) return
    const caller = oidc.client as unknown as TokenCaller
    const claims = await verify(String(oidc.params?.token))
    if (oidc.route === 'introspection') {
      const audience = [claims?.aud ?? []].flat()
      const token = claims && { clientId: claims.client_id, audience }
      const active = token && mayIntrospect(caller, token) && (await forEngine(() => isAlive(claims)))
      ctx.status = 200
      ctx.body = active ? present(claims) : { active: false }
    } else if (oidc.route === 'revocation') {
      ctx.status = 200
      ctx.body = ''
      ctx.type = 'text'
      if (claims === undefined) return
      checkMayRevoke(caller, { clientId: claims.client_id })
      await forEngine(() => liveness.revoke(claims.jti, claims.exp))
    }
  }
}

function wasRefusedAsJwt(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && 'error' in body && body.error === 'unsupported_token_type'
  )
}

function present(claims: OwnClaims) {
  const answered = ANSWERED.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]])
  return {
    active: true,
    ...Object.fromEntries(answered),
    token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
  }
}
