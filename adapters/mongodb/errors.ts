/**
 * MongoDB's errors in the domain's words. A value that is taken is told apart by error code; everything else that the
 * driver or the server reports is `unavailable`: no connection, no answer in time, no primary, a gateway whose
 * database is down (code 1), a deadlock below it, a write that no majority confirmed, missing rights.
 */
import { MongoError, MongoServerError } from 'mongodb'
import { DomainError } from '../../src/domain/errors.ts'
import { NoAnswerError } from './time-limit.ts'

const DUPLICATE_KEY = 11000
const NAMESPACE_EXISTS = 48

/** "… index: emailKey dup key …" says MongoDB; "… Index 'emailKey'" says DocumentDB, which has no `keyPattern`. */
const INDEX_NAME = /index:? '?([^' ]+)/i

/**
 * The index in which a value is taken, by its name (the first field of the index, see `INDEXES`, and `_id` for that
 * of `_id`); an empty string where the server does not say. Undefined for every other error.
 */
export function violatedIndex(error: unknown): string | undefined {
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) return undefined
  const [field] = Object.keys(error.keyPattern ?? {})
  const name = field ?? INDEX_NAME.exec(error.message)?.[1] ?? ''
  return name === '_id_' ? '_id' : name
}

/** The collection that was to be created is there. */
export function isNamespaceExists(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === NAMESPACE_EXISTS
}

/** What to throw instead of `error`. One that is not MongoDB's is a bug of ours or of the caller's, and stays. */
export function translateError(error: unknown): unknown {
  return error instanceof MongoError || error instanceof NoAnswerError ? unavailable(error) : error
}

export function unavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'store_unavailable', 'The database is not available at present', {
    cause,
  })
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable'
}
