/** Why a database could not be opened, in words for the operator, without the password. */
import { MongoAPIError, type MongoClient, MongoCompatibilityError, MongoServerError } from 'mongodb'
import { StoreOpenError, UnfitServerError } from '../errors.ts'
import type { CollectionName } from './collections.ts'

/** A collection that could not be created, or its indexes. */
export class PreparationError extends Error {
  readonly collection: CollectionName

  constructor(collection: CollectionName, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.collection = collection
  }
}

const AUTHENTICATION_FAILED = new Set<unknown>([
  18, // AuthenticationFailed
  8000, // the same of a hosted MongoDB
  334, // MechanismUnavailable
])
const UNAUTHORIZED = 13

/** @param client absent when the connection string did not make one */
export function explainOpening(error: unknown, uri: string, client: MongoClient | undefined): StoreOpenError {
  const reason = withoutPassword(error instanceof Error ? error.message : String(error), uri)
  const isMisconfigured = error instanceof MongoAPIError && !(error instanceof MongoCompatibilityError)
  if (client === undefined || isMisconfigured) {
    // Without a cause: some of the driver's errors quote the connection string.
    return new StoreOpenError(
      `MONGODB_URI is not a connection string that can be used: ${reason}. It looks like ` +
        'mongodb://user:password@host:27017/gatehouse, and in the password @ is written %40, : %3A, / %2F and % %25.',
    )
  }
  const server = `MongoDB at ${client.options.srvHost ?? client.options.hosts.join(', ')}`
  return new StoreOpenError(`${server} ${problemOf(error, reason)}`, error)
}

/** What is wrong, and what to do. */
function problemOf(error: unknown, reason: string): string {
  if (error instanceof UnfitServerError) return error.message
  const failure = (error instanceof PreparationError ? error.cause : error) as {
    code?: unknown
    cause?: unknown
  }
  if (failure instanceof MongoCompatibilityError || failure.cause instanceof MongoCompatibilityError) {
    return `is of a version that does not fit: ${reason}. Version 4.4 or later is needed.`
  }
  if (AUTHENTICATION_FAILED.has(failure.code)) {
    return (
      `refuses the user or the password of MONGODB_URI: ${reason}. Correct them. A user who is kept in another ` +
      'database than the one that the path names needs authSource, as in ?authSource=admin.'
    )
  }
  if (failure.code === UNAUTHORIZED) {
    return (
      `does not allow what is needed there: ${reason}. Give MONGODB_URI a user with the role readWrite on the ` +
      'database.'
    )
  }
  if (error instanceof PreparationError) {
    return (
      `does not create the collection ${error.collection} with its indexes: ${reason}. Remove what is in the way ` +
      '(another index, records with the same value), or name another database in MONGODB_URI.'
    )
  }
  if (error instanceof MongoServerError) {
    return `answers, but cannot work: ${reason}. Look into its log, and start again.`
  }
  return `cannot be reached: ${reason}. Start it, or correct MONGODB_URI (host, port, replicaSet, tls).`
}

/** Makes the password unreadable, as it is written and as it is meant. */
function withoutPassword(text: string, uri: string): string {
  const written = /^[^:]+:\/\/[^:]*:(.*)@/.exec(uri)?.[1] ?? ''
  const parts = [written, ...written.split(':')]
  const secrets = [...parts, ...parts.map(decode)].filter((secret) => secret !== '')
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '…'), text)
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
