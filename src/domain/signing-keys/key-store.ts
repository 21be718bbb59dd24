/** Port: where signing keys live, shared by all nodes. */
import type { StoredKey } from './signing-key.ts'

export type { StoredKey }

export interface KeyStore {
  /** All keys, oldest first (createdAt, then kid). */
  list(): Promise<StoredKey[]>
  /**
   * Keeps the keys only if the store holds none yet, atomically; true to the one caller whose keys were kept.
   * Nodes that start together on an empty store so end up with one set of keys.
   */
  addFirst(keys: StoredKey[]): Promise<boolean>
  /**
   * Keeps one more key.
   * @throws DomainError `conflict` with code `key_exists` when the kid is taken
   */
  add(key: StoredKey): Promise<void>
  /** Sets the time at which a key leaves the JWKS; false when there is no such key. */
  retire(kid: string, retiresAt: number): Promise<boolean>
  /** Forgets keys, private parts and all; what is not there is gone already. */
  remove(kids: string[]): Promise<void>
}
