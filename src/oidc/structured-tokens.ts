/**
 * Introspection and revocation of JWT access tokens. The engine authenticates the client and then refuses any JWT;
 * this takes over from there: it verifies the token with our own keys and asks the same liveness check that opaque
 * tokens go through (contract, "A JWT access token can also be introspected and revoked").
 */
import type { Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { AccessTokenClaims, AccessTokens } from './access-tokens.ts'
import type { Announcements } from './announcements.ts'
import { forEngine } from './engine-errors.ts'
import type { Liveness } from './liveness.ts'
import { tenantMarkIn } from './tenant-marks.ts'
import { checkMayRevoke, mayIntrospect, type TokenCaller } from './token-policies.ts'

const ANSWERED = [
  ...['iss', 'sub', 'aud', 'client_id', 'exp', 'iat', 'jti', 'scope', 'cnf', 'act'],
  ...['tenant_id', 'project_id', 'email', 'roles', 'scopes', 'resources', 'groups'],
]

export function structuredTokens(deps: {
  accessTokens: AccessTokens
  liveness: Liveness
  announcements: Announcements
}): Middleware {
  const { accessTokens, liveness, announcements } = deps

  return async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as KoaContextWithOIDC
    if (ctx.status !== 400 || !wasRefusedAsJwt(ctx.body) || oidc?.client === undefined) return
    const caller = oidc.client as unknown as TokenCaller
    const claims = await accessTokens.verify(String(oidc.params?.token))
    if (oidc.route === 'introspection') {
      const audience = [claims?.aud ?? []].flat()
      const token = claims && { clientId: claims.client_id, audience, tenantId: tenantMarkIn(claims)?.id }
      const active =
        token && mayIntrospect(caller, token) && (await forEngine(() => accessTokens.isAlive(claims)))
      ctx.status = 200
      ctx.body = active ? present(claims) : { active: false }
    } else if (oidc.route === 'revocation') {
      ctx.status = 200
      ctx.body = ''
      ctx.type = 'text'
      if (claims === undefined) return
      checkMayRevoke(caller, { clientId: claims.client_id })
      const { jti: id, client_id: clientId, scope } = claims
      const accountId = claims.gid === undefined ? undefined : claims.sub
      await forEngine(() => announcements.revoked({ id, accountId, clientId, scope }))
      await forEngine(() => liveness.revoke(claims.jti, claims.exp))
    }
  }
}

function wasRefusedAsJwt(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && 'error' in body && body.error === 'unsupported_token_type'
  )
}

function present(claims: AccessTokenClaims) {
  const answered = ANSWERED.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]])
  return {
    active: true,
    ...Object.fromEntries(answered),
    token_type: claims.cnf?.jkt === undefined ? 'Bearer' : 'DPoP',
  }
}
