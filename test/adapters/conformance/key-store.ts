/** What every KeyStore must do. */
import { describe, expect, test } from 'vitest'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aKey } from './records.ts'

export function keyStoreConformance(open: OpenStores<'keys' | 'close'>): void {
  describe('a key store', () => {
    const stores = openForEach(open)
    const keys = () => stores().keys

    test('keeps the first keys exactly as they are, and none after them', async () => {
      expect(await keys().list()).toEqual([])
      const first = [aKey({ kid: 'a', retiresAt: 1_800_000_000_000 }), aKey({ kid: 'b', alg: 'EdDSA' })]
      expect(await keys().addFirst(first)).toBe(true)
      expect(await keys().addFirst([aKey()])).toBe(false)
      expect(await keys().list()).toEqual(first)
    })

    test('lists the oldest first, then by kid', async () => {
      const inOrder = [
        aKey({ kid: 'z', createdAt: 1 }),
        aKey({ kid: 'B', createdAt: 2 }),
        aKey({ kid: 'a', createdAt: 2 }),
        aKey({ kid: 'A', createdAt: 10 }),
      ]
      await keys().addFirst(inOrder.toReversed())
      expect(await keys().list()).toEqual(inOrder)
    })

    test('keeps the keys of one out of 20 parallel callers', async () => {
      const results = await Promise.all(
        upTo(20).map((n) =>
          keys().addFirst([aKey({ encryptedJwk: `${n}` }), aKey({ encryptedJwk: `${n}` })]),
        ),
      )
      expect(results.filter(Boolean)).toHaveLength(1)
      const winner = `${results.indexOf(true) + 1}`
      expect((await keys().list()).map((key) => key.encryptedJwk)).toEqual([winner, winner])
    })

    test('keeps one more key, to an empty store too, in its place', async () => {
      const [older, newer] = [aKey({ createdAt: 1 }), aKey({ createdAt: 2, retiresAt: 3 })]
      await keys().add(newer)
      await keys().add(older)
      expect(await keys().list()).toEqual([older, newer])
      expect(await keys().addFirst([aKey()])).toBe(false)
    })

    test('keeps a kid once, out of 20 parallel callers', async () => {
      const { kid } = aKey()
      const results = await Promise.allSettled(
        upTo(20).map((n) => keys().add(aKey({ kid, encryptedJwk: `${n}` }))),
      )
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(19)
      expect(refused[0]?.reason).toMatchObject({ name: 'DomainError', kind: 'conflict', code: 'key_exists' })
      const winner = results.findIndex((result) => result.status === 'fulfilled') + 1
      expect(await keys().list()).toEqual([aKey({ kid, encryptedJwk: `${winner}` })])
    })

    test('sets the end of one key, and sets it anew', async () => {
      const [first, second] = [aKey({ kid: 'a' }), aKey({ kid: 'b' })]
      await keys().addFirst([first, second])
      expect(await keys().retire('b', 5)).toBe(true)
      expect(await keys().list()).toEqual([first, { ...second, retiresAt: 5 }])
      expect(await keys().retire('b', 4)).toBe(true)
      expect(await keys().list()).toEqual([first, { ...second, retiresAt: 4 }])
    })

    test('says when there is no key to retire, and creates none', async () => {
      expect(await keys().retire('unknown', 5)).toBe(false)
      expect(await keys().list()).toEqual([])
    })

    test('forgets the keys that it is told to, and the others not', async () => {
      const [first, second, third] = [aKey({ kid: 'a' }), aKey({ kid: 'b' }), aKey({ kid: 'c' })]
      await keys().addFirst([first, second, third])
      await keys().remove(['a', 'c', 'unknown'])
      expect(await keys().list()).toEqual([second])
      await keys().remove([])
      expect(await keys().list()).toEqual([second])
      await keys().add(first)
      expect((await keys().list()).map(({ kid }) => kid).sort()).toEqual(['a', 'b'])
    })

    test('takes first keys again once all are forgotten', async () => {
      await keys().addFirst([aKey({ kid: 'a' })])
      await keys().remove(['a'])
      expect(await keys().list()).toEqual([])
      expect(await keys().addFirst([aKey({ kid: 'b' })])).toBe(true)
      expect(await keys().addFirst([aKey({ kid: 'c' })])).toBe(false)
      expect((await keys().list()).map(({ kid }) => kid)).toEqual(['b'])
    })

    test('is not changed by changing what went in or came out', async () => {
      const key = aKey()
      const pristine = structuredClone(key)
      await keys().addFirst([key])
      for (const held of [key, ...(await keys().list())]) held.retiresAt = 1
      expect(await keys().list()).toEqual([pristine])
    })
  })
}
