/** ConsentStore in memory: the reference for what the port means. */
import type { Consent, ConsentStore } from '../../src/domain/consents/consent-store.ts'
import type { EventSink } from '../../src/domain/events/event-store.ts'

export function createConsentStore(sink: EventSink): ConsentStore {
  const consents = new Map<string, Consent>()
  const keyOf = (accountId: string, clientId: string) => JSON.stringify([accountId, clientId])

  return {
    async find(accountId, clientId) {
      return structuredClone(consents.get(keyOf(accountId, clientId)))
    },

    async list(accountId) {
      return structuredClone([...consents.values()].filter((consent) => consent.accountId === accountId))
    },

    async change(accountId, clientId, change, events = []) {
      const key = keyOf(accountId, clientId)
      const changed = structuredClone(change(structuredClone(consents.get(key))))
      consents.set(key, changed)
      await sink.append(events)
      return structuredClone(changed)
    },

    async remove(accountId, clientId, events = []) {
      const isRemoved = consents.delete(keyOf(accountId, clientId))
      if (isRemoved) await sink.append(events)
      return isRemoved
    },
  }
}
