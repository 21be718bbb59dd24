/** How our errors reach a client: the engine answers only what is one of its own errors. */
import { errors } from 'oidc-provider'
import { DomainError } from '#domain/errors'

/** The store is away: 503 with `Retry-After`, never a verdict about a token (contract, "Tokens"). */
export class TemporarilyUnavailable extends errors.OIDCProviderError {
  readonly retryAfterSeconds: number

  constructor(cause: DomainError) {
    super(503, 'temporarily_unavailable')
    this.error_description = 'the service is temporarily unavailable, try again shortly'
    this.expose = true
    this.cause = cause
    this.retryAfterSeconds = cause.retryAfterSeconds ?? 1
  }
}

/** Runs store work for the engine, so that an outage is told as one. */
export async function forEngine<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') throw new TemporarilyUnavailable(error)
    throw error
  }
}
