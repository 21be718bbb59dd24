/**
 * Password hashing that cannot melt the server: argon2id in a bounded queue. Each hash takes about 25 ms of a core
 * and 19 MiB, so a flood of sign-ins would otherwise take memory and CPU from every other request.
 */
import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import pLimit from 'p-limit'

/** The floor of the OWASP Password Storage Cheat Sheet for argon2id. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const MAX_WAITING = 64

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
      const matches = await queued(() => argon2.verify(hash ?? NOBODYS_HASH, password))
      return matches && hash !== null
    },
    // The library compares the numbers alone.
    needsRehash: (hash) => !hash.startsWith('$argon2id$') || argon2.needsRehash(hash, PARAMETERS),
  }
}
