/** The order in which a KeyStore lists, for those whose records are in none. */
import type { StoredKey } from '../src/domain/signing-keys/key-store.ts'

/** Oldest first, then by kid. */
export function byAge(a: StoredKey, b: StoredKey): number {
  return a.createdAt - b.createdAt || Buffer.compare(Buffer.from(a.kid), Buffer.from(b.kid))
}
