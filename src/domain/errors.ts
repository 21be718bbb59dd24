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

/**
 * What can be wrong with one input, as stable words: pages say them in the reader's language, machines may act on them.
 * `fields` says the same in English, for whoever shows no translation.
 */
export const FIELD_CODES = [
  'malformed',
  'too_long',
  'required',
  'not_plain_text',
  'mixed_scripts',
  'unknown_member',
  'password_length',
  'password_common',
  'password_breached',
  'password_is_login',
  'password_wrong',
  'code_wrong',
  'taken',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

export interface ErrorDetails {
  /** Which input was wrong, by its name, and why, in words that complete "FIELD …". */
  fields?: Record<string, string>
  /** The same inputs → what is wrong, as a stable word. */
  fieldCodes?: Record<string, FieldCode>
  /** Seconds after which trying again makes sense. */
  retryAfterSeconds?: number
  /** The underlying failure: for the log, never for the caller. */
  cause?: unknown
}

export class DomainError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly fields: Record<string, string> | undefined
  readonly fieldCodes: Record<string, FieldCode> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'DomainError'
    this.kind = kind
    this.code = code
    this.fields = details.fields
    this.fieldCodes = details.fieldCodes
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

/**
 * An input that breaks a rule.
 * @param problem completes "FIELD …", in words
 * @param fieldCode the same as a stable word
 */
export function invalidField(
  field: string,
  problem: string,
  code = 'invalid_input',
  fieldCode: FieldCode = 'malformed',
): DomainError {
  return new DomainError('invalid', code, `${field} ${problem}`, {
    fields: { [field]: problem },
    fieldCodes: { [field]: fieldCode },
  })
}
