/** What every OneTimeTokenStore must do. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OneTimeRecord } from '../../../src/domain/one-time-tokens/one-time-token-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'

const later = (): number => Math.floor(Date.now() / 1000) + 3600

export function oneTimeTokenStoreConformance(open: OpenStores): void {
  describe('a one-time token store', () => {
    const stores = openForEach(open)
    const tokens = () => stores().oneTimeTokens

    test('keeps a record, and answers undefined for what is absent or over', async () => {
      const id = randomUUID()
      expect(await tokens().find(id)).toBeUndefined()
      await tokens().save(id, aRecord(), later())
      expect((await tokens().find(id))?.record).toEqual(aRecord())
      await tokens().save(id, aRecord(), later() - 3601)
      expect(await tokens().find(id)).toBeUndefined()
    })

    test('is taken by one of 50 parallel callers, and then is gone', async () => {
      const id = randomUUID()
      await tokens().save(id, aRecord(), later())
      const version = (await tokens().find(id))?.version ?? 0
      const taken = await Promise.all(upTo(50).map(() => tokens().take(id, version)))
      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await tokens().find(id)).toBeUndefined()
    })

    test('is not taken once another has come into its place', async () => {
      const id = randomUUID()
      await tokens().save(id, aRecord(), later())
      const version = (await tokens().find(id))?.version ?? 0
      await tokens().save(id, aRecord({ secretHash: 'newer' }), later())
      expect(await tokens().take(id, version)).toBe(false)
      expect((await tokens().find(id))?.record.secretHash).toBe('newer')
    })

    test('comes into the place of one that was taken', async () => {
      const id = randomUUID()
      await tokens().save(id, aRecord(), later())
      await tokens().take(id, (await tokens().find(id))?.version ?? 0)
      await tokens().save(id, aRecord({ secretHash: 'newer' }), later())
      expect((await tokens().find(id))?.record.secretHash).toBe('newer')
    })

    test('is removed, and what is absent without complaint', async () => {
      const id = randomUUID()
      await tokens().save(id, aRecord(), later())
      await tokens().remove(id)
      await tokens().remove(id)
      expect(await tokens().find(id)).toBeUndefined()
    })
  })
}

function aRecord(members: Partial<OneTimeRecord> = {}): OneTimeRecord {
  return {
    purpose: 'reset_password',
    secretHash: 'hash',
    accountId: 'ada',
    email: 'ada@example.com',
    content: { amr: ['pwd'] },
    createdAt: 1_700_000_000_000,
    ...members,
  }
}
