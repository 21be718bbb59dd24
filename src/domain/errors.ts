/**
 * The one error type of the domain. `kind` is a closed list that every face maps to its own status and body;
 * `code` is a stable word that callers may rely on; `message` is safe to show to whoever asked. What only the
 * operator may see travels in `cause`.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'expired'
  | 'locked'
  | 'rate_limited'
  | 'unavailable'

export interface ErrorDetails {
  /** Which input was wrong, by its name, and why, in words. */
  fields?: Record<string, string>
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number
  /** The underlying failure: for the log, never for the caller. */
  cause?: unknown
}

export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly fields: Record<string, string> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'DomainError'
    this.kind = kind
    this.code = code
    this.fields = details.fields
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

/** An input that breaks a rule. @param problem completes "FIELD …", in words */
export function invalidField(field: string, problem: string, code = 'invalid_input'): DomainError {
  return new DomainError('invalid', code, `${field} ${problem}`, { fields: { [field]: problem } })
}
