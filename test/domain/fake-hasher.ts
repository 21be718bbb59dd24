/** A password hasher that costs nothing and remembers what it was asked. */
import type { PasswordHasher } from '#lib/password-hash'

export interface FakeHasher extends PasswordHasher {
  hashed: string[]
  /** The passwords that were compared, and what with. */
  verified: { hash: string | null; password: string }[]
  /** Hashes that begin so were made with weaker parameters. */
  weakPrefix: string | undefined
}

export function createFakeHasher(): FakeHasher {
  const hasher: FakeHasher = {
    hashed: [],
    verified: [],
    weakPrefix: undefined,
    async hash(password) {
      hasher.hashed.push(password)
      return fakeHash(password)
    },
    async verify(hash, password) {
      hasher.verified.push({ hash, password })
      return hash?.replace(/^weak/, '') === fakeHash(password)
    },
    canVerify: (hash) => hash.startsWith('hash of '),
    needsRehash: (hash) => hasher.weakPrefix !== undefined && hash.startsWith(hasher.weakPrefix),
  }
  return hasher
}

/** Not the password itself, so that a test can tell one from the other. */
export function fakeHash(password: string): string {
  return `hash of ${Buffer.from(password).toString('hex')}`
}
