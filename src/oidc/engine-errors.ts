/** How our errors reach a client: the engine answers only what is one of its own errors. */
import type { Middleware } from 'koa'
import { errors, Provider } from 'oidc-provider'
import { DomainError } from '#domain/errors'

/** The store is away: 503 with `Retry-After`, never a verdict about a token (contract, "Tokens"). */
export class TemporarilyUnavailable extends errors.OIDCProviderError {
  override readonly cause: DomainError

  constructor(cause: DomainError) {
    super(503, 'temporarily_unavailable')
    this.error_description = 'the service is temporarily unavailable, try again shortly'
    this.expose = true
    this.cause = cause
  }

  get retryAfter(): string {
    return String(this.cause.retryAfterSeconds ?? 1)
  }
}

/** Runs store work for the engine, so that an outage is told as one. */
export async function forEngine<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'unavailable') throw error
    const unavailable = new TemporarilyUnavailable(error)
    Provider.ctx?.set('Retry-After', unavailable.retryAfter)
    throw unavailable
  }
}

/** Around the engine: what our own middleware throws is answered as the engine answers its own errors. */
export const answerErrors: Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError) || !error.expose) throw error
    if (error instanceof TemporarilyUnavailable) ctx.set('Retry-After', error.retryAfter)
    ctx.status = error.statusCode
    ctx.body = { error: error.error, error_description: error.error_description }
  }
}
