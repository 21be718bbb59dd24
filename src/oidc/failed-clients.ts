/**
 * Failed client authentication: every 401 says which scheme is spoken here (RFC 9110 §15.5.2), whichever way the client
 * tried, and the failures of an address have a budget (contract, "Rate limits"), past which they are answered 429.
 * Nothing is counted, looked up or refused for a client that knows its secret, whoever shares its address.
 */
import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Limits } from '#domain/limits'
import { forEngine } from './engine-errors.ts'
import { originOf } from './request-origin.ts'

export function limitFailedClients(limits: Pick<Limits, 'spend'>): Middleware {
  return async (ctx, next) => {
    await next()
    if (!isFailedAuthentication(ctx as unknown as KoaContextWithOIDC)) return
    const spent = await forEngine(() => limits.spend('client_authentication', originOf(ctx.req).ip))
    if (spent?.isExceeded !== true) return tellScheme(ctx)
    ctx.status = 429
    ctx.remove('WWW-Authenticate')
    ctx.set('Retry-After', String(spent.retryAfterSeconds))
    ctx.body = {
      error: 'rate_limited',
      error_description: 'client authentication has failed too often from this address',
    }
  }
}

/** The engine tells only a client that used the header. */
function tellScheme(ctx: Context): void {
  if (ctx.status !== 401 || ctx.res.hasHeader('WWW-Authenticate')) return
  ctx.set('WWW-Authenticate', `Basic realm="${(ctx as unknown as KoaContextWithOIDC).oidc.issuer}"`)
}

function isFailedAuthentication({ status, body }: KoaContextWithOIDC): boolean {
  if (status !== 401 && status !== 400) return false
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'invalid_client'
}
