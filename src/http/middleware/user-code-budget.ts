/**
 * The short codes of devices could be guessed at (RFC 8628 §5.1): codes that do not exist have a budget by address.
 * It is charged before the code is looked up, so that guesses that come together are counted too.
 */
import type { Middleware } from 'koa'
import type { Limits } from '#domain/limits'
import { ENDPOINTS } from '#oidc'
import type { RequestState } from './request-context.ts'

export function userCodeBudget(limits: Pick<Limits, 'charge' | 'refund'>): Middleware<RequestState> {
  return async (ctx, next) => {
    if (ctx.method !== 'POST' || ctx.path !== ENDPOINTS.code_verification) return next()
    await limits.charge('device_code', ctx.state.ip)
    await next()
    if (ctx.state.userCodeUnknown !== true) await limits.refund('device_code', ctx.state.ip)
  }
}
