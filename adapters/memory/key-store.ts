/** KeyStore in memory: the reference for what the port means. */
import { DomainError } from '../../src/domain/errors.ts'
import type { KeyStore, StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import { compareText } from './order.ts'

export function createKeyStore(): KeyStore {
  const stored: StoredKey[] = []

  function keep(keys: StoredKey[]): void {
    stored.push(...structuredClone(keys))
    stored.sort((a, b) => a.createdAt - b.createdAt || compareText(a.kid, b.kid))
  }

  return {
    async list() {
      return structuredClone(stored)
    },

    async addFirst(keys) {
      if (stored.length > 0) return false
      keep(keys)
      return true
    },

    async add(key) {
      if (stored.some(({ kid }) => kid === key.kid)) {
        throw new DomainError('conflict', 'key_exists', 'A signing key with this kid exists')
      }
      keep([key])
    },

    async retire(kid, retiresAt) {
      const key = stored.find((other) => other.kid === kid)
      if (key) key.retiresAt = retiresAt
      return key !== undefined
    },

    async remove(kids) {
      const left = stored.filter(({ kid }) => !kids.includes(kid))
      stored.splice(0, stored.length, ...left)
    },
  }
}
