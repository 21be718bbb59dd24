/** LeaseStore in memory: the reference for what the port means. */
import type { LeaseStore } from '../../src/domain/events/lease-store.ts'

export function createLeaseStore(): LeaseStore {
  const leases = new Map<string, { holder: string; expiresAt: number }>()

  return {
    async acquire(names, holder, ttlMs) {
      const now = Date.now()
      const free = names.filter((name) => {
        const lease = leases.get(name)
        return lease === undefined || lease.holder === holder || lease.expiresAt <= now
      })
      for (const name of free) leases.set(name, { holder, expiresAt: now + ttlMs })
      return free
    },

    async release(names, holder) {
      for (const name of names) if (leases.get(name)?.holder === holder) leases.delete(name)
    },
  }
}
