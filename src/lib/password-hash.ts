/**
 * Password hashing that cannot melt the server: argon2id in a bounded queue. Each hash takes some milliseconds of a
 * core and 19 MiB, so a flood of sign-ins would otherwise take memory and CPU from every other request.
 */
import { availableParallelism } from 'node:os'
import {
  hash as argon2Hash,
  verify as argon2Verify,
  type ParsedHashOptions,
  parseOptions,
} from '@node-rs/argon2'
import pLimit from 'p-limit'
import { foreignHash } from './foreign-hash.ts'

/** Version 0x13, the latest (RFC 9106 §3.1), and argon2id, by the numbers that the package has for them. */
const LATEST = { algorithm: 2, version: 1 } as const
/** The floor of the OWASP Password Storage Cheat Sheet for argon2id. */
const PARAMETERS = { ...LATEST, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const MAX_WAITING = 64

/** Whoever hands in a hash decides how long a comparison takes: not longer than with 1 GiB and ten passes. */
const MOST = { memoryCost: 1_048_576, timeCost: 10, parallelism: 16 } as const

/** A well-formed hash of nothing: verifying against it costs what verifying a real one costs. */
const NOBODYS_HASH = `$argon2id$v=19$m=19456,t=2,p=1$${Buffer.alloc(16, 1)
  .toString('base64')
  .replace(/=+$/, '')}$${Buffer.alloc(32, 2).toString('base64').replace(/=+$/, '')}`

export interface PasswordHasher {
  /** A PHC string. @throws what `busy` makes, when the queue is full */
  hash(password: string): Promise<string>
  /**
   * Whether the password is the one behind the hash. A null hash (no such account, or one without a password) is
   * never matched but costs the same time. @throws what `busy` makes, when the queue is full
   */
  verify(hash: string | null, password: string): Promise<boolean>
  /** Whether the hash was made with other parameters than today's, or by another algorithm. */
  needsRehash(hash: string): boolean
  /** Whether a password can be compared with it: one of ours, or one that another system made (foreign-hash.ts). */
  canVerify(hash: string): boolean
}

/** @param busy makes the error for a caller who should come back in a second */
export function createPasswordHasher(busy: () => Error): PasswordHasher {
  const limit = pLimit(availableParallelism())

  async function queued<Result>(work: () => Promise<Result>): Promise<Result> {
    if (limit.pendingCount >= MAX_WAITING) throw busy()
    return limit(work)
  }

  return {
    hash: (password) => queued(() => argon2Hash(password, PARAMETERS)),
    async verify(hash, password) {
      const foreign = hash === null ? undefined : foreignHash(hash)
      const matches = await queued(() => foreign?.(password) ?? argon2Verify(hash ?? NOBODYS_HASH, password))
      return matches && hash !== null
    },
    canVerify: (hash) => isBearable(parametersOf(hash)) || foreignHash(hash) !== undefined,
    needsRehash: (hash) => !isTodays(parametersOf(hash)),
  }
}

/** Undefined for what is no hash by argon2, or one that nothing can be compared with, such as one without enough salt. */
function parametersOf(hash: string): ParsedHashOptions | undefined {
  try {
    return parseOptions(hash)
  } catch {
    return undefined
  }
}

function isBearable(parameters: ParsedHashOptions | undefined): boolean {
  return parameters !== undefined && namesOf(MOST).every((name) => parameters[name] <= MOST[name])
}

function isTodays(parameters: ParsedHashOptions | undefined): boolean {
  return (
    parameters !== undefined && namesOf(PARAMETERS).every((name) => parameters[name] === PARAMETERS[name])
  )
}

const namesOf = <Name extends string>(values: Record<Name, unknown>): Name[] => Object.keys(values) as Name[]
