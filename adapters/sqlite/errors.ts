/**
 * SQLite's errors in the domain's words. They are told apart by result code (https://sqlite.org/rescode.html), never
 * by text.
 */
import { DomainError } from '../../src/domain/errors.ts'

/** What a unique violation of a statement means to the port. */
export interface Conflict {
  code: string
  message: string
}

/** Primary result codes, which the extended codes hold in their lowest byte. */
export const RESULT = {
  busy: 5,
  readonly: 8,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
} as const

const UNIQUE_VIOLATIONS = new Set([1555 /* PRIMARYKEY */, 2067 /* UNIQUE */, 2579 /* ROWID */])

/** The primary result code, or undefined when the error is not SQLite's. */
export function resultCode(error: unknown): number | undefined {
  const extended = extendedCode(error)
  return extended === undefined ? undefined : extended & 0xff
}

/**
 * What to throw instead of `error`. A unique violation is the `conflict` that the statement names. All else that
 * SQLite reports (busy, locked, full, I/O, read-only, corrupt, …) is `unavailable`. An error that is not SQLite's is
 * a bug of ours or of the caller's, and stays what it is.
 */
export function translateError(error: unknown, conflict?: Conflict): unknown {
  const extended = extendedCode(error)
  if (extended === undefined) return error
  if (conflict && UNIQUE_VIOLATIONS.has(extended)) {
    return new DomainError('conflict', conflict.code, conflict.message, { cause: error })
  }
  return unavailable(error)
}

export function unavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'store_unavailable', 'The database is not available at present', {
    cause,
  })
}

function extendedCode(error: unknown): number | undefined {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown }
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode : undefined
}
