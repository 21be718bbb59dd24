/** LimitStore in memory: the reference for what the port means. */
import type { Count, LimitStore } from '../../src/domain/limits/limit-store.ts'

export function createLimitStore(): LimitStore {
  const counters = new Map<string, Count>()

  function live(key: string): Count | undefined {
    const found = counters.get(key)
    return found !== undefined && found.resetsAt > Date.now() ? found : undefined
  }

  return {
    async add(key, points, windowSeconds) {
      const { points: before, resetsAt } = live(key) ?? {
        points: 0,
        resetsAt: Date.now() + windowSeconds * 1000,
      }
      const count = { points: before + points, resetsAt }
      counters.set(key, count)
      return { ...count }
    },

    async find(key) {
      return structuredClone(live(key))
    },

    async setEnd(key, resetsAt) {
      const found = live(key)
      if (found !== undefined) found.resetsAt = resetsAt
    },

    async remove(key) {
      counters.delete(key)
    },

    async removeExpired(limit) {
      const expired = [...counters.keys()].filter((key) => live(key) === undefined).slice(0, limit)
      for (const key of expired) counters.delete(key)
      return expired.length
    },
  }
}
