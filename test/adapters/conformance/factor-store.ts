/** What every FactorStore must do. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Factors } from '../../../src/domain/factors/factor-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { WEIRD_TEXTS } from './records.ts'

export function factorStoreConformance(open: OpenStores): void {
  describe('a factor store', () => {
    const stores = openForEach(open)
    const factors = () => stores().factors

    test('keeps a record whole, and answers undefined where there is none', async () => {
      const record = someFactors()
      expect(await factors().find(record.accountId)).toBeUndefined()
      expect(await factors().replace(record, 0)).toBe(true)
      expect((await factors().find(record.accountId))?.factors).toEqual(record)
    })

    test('replaces what still has that version, and nothing else', async () => {
      const record = someFactors()
      await factors().replace(record, 0)
      const first = await factors().find(record.accountId)
      const changed = { ...record, totp: null }
      expect(await factors().replace(changed, first?.version ?? 0)).toBe(true)
      expect(await factors().replace(record, first?.version ?? 0)).toBe(false)
      expect(await factors().replace(record, 0)).toBe(false)
      const second = await factors().find(record.accountId)
      expect(second?.factors).toEqual(changed)
      expect(second?.version).not.toBe(first?.version)
    })

    test('lets one of 50 parallel callers make the first record, and one replace it', async () => {
      const record = someFactors()
      const wins = async (version: number) => {
        const results = await Promise.all(upTo(50).map(() => factors().replace(record, version)))
        return results.filter(Boolean).length
      }
      expect(await wins(0)).toBe(1)
      expect(await wins((await factors().find(record.accountId))?.version ?? 0)).toBe(1)
    })

    test('removes a record, and what is absent without complaint', async () => {
      const record = someFactors()
      await factors().replace(record, 0)
      await factors().remove(record.accountId)
      await factors().remove(record.accountId)
      expect(await factors().find(record.accountId)).toBeUndefined()
    })

    test('keeps any text as it is', async () => {
      for (const text of WEIRD_TEXTS) {
        const record = someFactors(text)
        await factors().replace(record, 0)
        expect((await factors().find(record.accountId))?.factors).toEqual(record)
      }
    })
  })
}

function someFactors(text = 'Phone'): Factors {
  return {
    accountId: randomUUID(),
    totp: { encryptedSecret: 'sealed', lastStep: 7, createdAt: 1_700_000_000_000 },
    recoveryCodeHashes: ['one', 'two'],
    passkeys: [
      {
        id: 'credential',
        name: text,
        publicKey: 'key',
        counter: 3,
        transports: ['internal'],
        isSynced: true,
        createdAt: 1_700_000_000_000,
        lastUsedAt: null,
      },
    ],
    devices: [{ hash: 'device', lastSeenAt: 1_700_000_000_000, trustedUntil: null }],
  }
}
