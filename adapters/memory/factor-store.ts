/** FactorStore in memory: the reference for what the port means. */

import type { EventSink } from '../../src/domain/events/event-store.ts'
import type { FactorStore, Factors } from '../../src/domain/factors/factor-store.ts'

export function createFactorStore(sink: EventSink): FactorStore {
  const records = new Map<string, { factors: Factors; version: number }>()

  return {
    async find(accountId) {
      return structuredClone(records.get(accountId))
    },

    async replace(factors, version, events = []) {
      const current = records.get(factors.accountId)?.version ?? 0
      if (current !== version) return false
      records.set(factors.accountId, { factors: structuredClone(factors), version: version + 1 })
      await sink.append(events)
      return true
    },

    async remove(accountId) {
      records.delete(accountId)
    },
  }
}
