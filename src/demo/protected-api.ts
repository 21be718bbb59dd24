/** The resource half: an API that verifies JWT access tokens by itself, with nothing but the published keys. */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import type { Context } from 'koa'
import { DEMO_SCOPE, demoResource } from './register.ts'

export type ProtectedApi = (ctx: Context) => Promise<void>

export function createProtectedApi(issuer: string): ProtectedApi {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))

  return async (ctx) => {
    const token = /^Bearer (\S+)$/i.exec(ctx.get('Authorization'))?.[1]
    if (token === undefined) return refuse(ctx, 401)
    try {
      // RFC 9068 §4: the type, the issuer and the audience are checked beside signature and time.
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: demoResource(issuer),
        typ: 'at+jwt',
      })
      const scopes = String(payload.scope ?? '').split(' ')
      if (!scopes.includes(DEMO_SCOPE)) return refuse(ctx, 403, 'insufficient_scope')
      ctx.body = { message: 'The access token is good.', sub: payload.sub, scope: payload.scope }
    } catch (error) {
      if (!isAboutToken(error)) return unavailable(ctx)
      refuse(ctx, 401, 'invalid_token')
    }
  }
}

/** And not about the keys, which could not be had: that says nothing of the token. */
function isAboutToken(error: unknown): boolean {
  const aboutKeys = ['ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID', 'ERR_JWKS_TIMEOUT']
  return error instanceof errors.JOSEError && !aboutKeys.includes(error.code)
}

function unavailable(ctx: Context): void {
  ctx.status = 503
  ctx.set('Retry-After', '1')
  ctx.body = { error: 'temporarily_unavailable' }
}

/** RFC 6750 §3. */
function refuse(ctx: Context, status: number, error?: string): void {
  ctx.status = status
  ctx.set('WWW-Authenticate', error === undefined ? 'Bearer' : `Bearer error="${error}"`)
  ctx.body = { error: error ?? 'unauthorized' }
}
