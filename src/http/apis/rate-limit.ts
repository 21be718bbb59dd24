/**
 * The general budget of the surfaces, one for all of them and for all nodes: how much of it is left is told with every
 * answer, and what is past it is refused before anything is looked at (contract, "Rate limits").
 */
import type { ParameterizedContext } from 'koa'
import { DomainError } from '#domain/errors'
import type { Limits } from '#domain/limits'
import type { RequestState } from '../middleware/request-context.ts'

/** @throws DomainError `rate_limited`, `unavailable` */
export async function spendRequest(
  limits: Pick<Limits, 'spend'>,
  ctx: ParameterizedContext<RequestState>,
): Promise<void> {
  const spent = await limits.spend('requests', ctx.state.ip)
  if (spent === undefined) return
  ctx.set('X-RateLimit-Limit', String(spent.limit))
  ctx.set('X-RateLimit-Remaining', String(spent.remaining))
  ctx.set('X-RateLimit-Reset', String(Math.ceil(spent.resetsAt / 1000)))
  if (!spent.isExceeded) return
  throw new DomainError(
    'rate_limited',
    'rate_limited',
    'Too many requests from this address. Try again later.',
    { retryAfterSeconds: spent.retryAfterSeconds },
  )
}
