/** ConsentStore in memory: the reference for what the port means. */
import type { Consent, ConsentStore } from '../../src/domain/consents/consent-store.ts'

export function createConsentStore(): ConsentStore {
  const consents = new Map<string, Consent>()
  const keyOf = (accountId: string, clientId: string) => JSON.stringify([accountId, clientId])

  return {
    async find(accountId, clientId) {
      return structuredClone(consents.get(keyOf(accountId, clientId)))
    },

    async change(accountId, clientId, change) {
      const key = keyOf(accountId, clientId)
      const changed = structuredClone(change(structuredClone(consents.get(key))))
      consents.set(key, changed)
      return structuredClone(changed)
    },
  }
}
