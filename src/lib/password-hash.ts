/**
 * Password hashing that cannot melt the server: argon2id in a bounded queue. Each hash takes about 25 ms of a core
 * and 19 MiB, so a flood of sign-ins would otherwise take memory and CPU from every other request.
 */
import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import pLimit from 'p-limit'
import { foreignHash } from './foreign-hash.ts'

/** The floor of the OWASP Password Storage Cheat Sheet for argon2id. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const MAX_WAITING = 64

/** PHC string format, with the parameters in any order, as implementations write them. */
const ARGON2 = /^\$argon2(?:id|i|d)\$v=19\$([mtp]=\d{1,7}),([mtp]=\d{1,7}),([mtp]=\d{1,7})\$[\w/+]+\$[\w/+]+$/
/** Whoever hands in a hash decides how long a comparison takes: not longer than with 1 GiB and ten passes. */
const MOST: Record<string, number> = { m: 1_048_576, t: 10, p: 16 }

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
    hash: (password) => queued(() => argon2.hash(password, PARAMETERS)),
    async verify(hash, password) {
      const foreign = hash === null ? undefined : foreignHash(hash)
      const matches = await queued(() => foreign?.(password) ?? argon2.verify(hash ?? NOBODYS_HASH, password))
      return matches && hash !== null
    },
    // The library compares the numbers alone.
    canVerify: (hash) => isArgon2(hash) || foreignHash(hash) !== undefined,
    needsRehash: (hash) => !hash.startsWith('$argon2id$') || argon2.needsRehash(hash, PARAMETERS),
  }
}

function isArgon2(hash: string): boolean {
  const parameters = new Map(
    ARGON2.exec(hash)
      ?.slice(1)
      .map((text) => [text.slice(0, 1), Number(text.slice(2))]),
  )
  return Object.entries(MOST).every(([name, most]) => {
    const value = parameters.get(name) ?? 0
    return value >= 1 && value <= most
  })
}
