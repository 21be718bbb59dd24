/** What every LimitStore must do. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { WEIRD_TEXTS } from './records.ts'

/** Clocks of two servers, beside the milliseconds on the way between them. */
const TOLERANCE_MS = 1000

/** @param since milliseconds since the epoch, before any of the two was said: what was on its way for long says so late */
function expectSameTime(one: number, other: number, since: number): void {
  expect(Math.abs(one - other)).toBeLessThan(TOLERANCE_MS + Date.now() - since)
}

export function limitStoreConformance(open: OpenStores): void {
  describe('a limit store', () => {
    const stores = openForEach(open)
    const limits = () => stores().limits

    test('begins to count where nothing runs, and goes on within the window', async () => {
      const key = randomUUID()
      const before = Date.now()
      const first = await limits().add(key, 1, 60)
      expect(first.points).toBe(1)
      expectSameTime(first.resetsAt, before + 60_000, before)
      expect((await limits().add(key, 5, 3600)).points).toBe(6)
      const last = await limits().add(key, -2, 60)
      expect(last.points).toBe(4)
      expectSameTime(last.resetsAt, first.resetsAt, before)
      expect((await limits().find(key))?.points).toBe(4)
    })

    test('counts each key by itself, whatever is in it', async () => {
      for (const text of WEIRD_TEXTS) expect((await limits().add(text, 1, 60)).points).toBe(1)
      for (const text of WEIRD_TEXTS) expect((await limits().add(text, 1, 60)).points).toBe(2)
    })

    test('forgets when the window is over, and then begins anew', async () => {
      const key = randomUUID()
      await limits().add(key, 7, 1)
      await sleep(1050)
      expect(await limits().find(key)).toBeUndefined()
      expect((await limits().add(key, 1, 60)).points).toBe(1)
    })

    test('lets a running window end at another time, and begins none by that', async () => {
      const [running, none] = [randomUUID(), randomUUID()]
      await limits().add(running, 3, 60)
      const before = Date.now()
      const later = before + 600_000
      await limits().setEnd(running, later)
      const found = await limits().find(running)
      expect(found?.points).toBe(3)
      expectSameTime(found?.resetsAt ?? 0, later, before)
      await limits().setEnd(none, later)
      expect(await limits().find(none)).toBeUndefined()
      await limits().setEnd(running, Date.now() + 200)
      await sleep(250)
      expect(await limits().find(running)).toBeUndefined()
    })

    test('removes a counter, and what is absent without complaint', async () => {
      const key = randomUUID()
      await limits().add(key, 3, 60)
      await limits().remove(key)
      await limits().remove(key)
      expect(await limits().find(key)).toBeUndefined()
      expect((await limits().add(key, 1, 60)).points).toBe(1)
    })

    test('gives each of 200 parallel callers a number of its own', async () => {
      const key = randomUUID()
      const counts = await Promise.all(upTo(200).map(() => limits().add(key, 1, 60)))
      expect(counts.map(({ points }) => points).sort((a, b) => a - b)).toEqual(upTo(200))
    })

    test('begins anew once, however many come when the window is over', async () => {
      const key = randomUUID()
      await limits().add(key, 7, 1)
      await sleep(1050)
      const counts = await Promise.all(upTo(50).map(() => limits().add(key, 1, 60)))
      expect(counts.map(({ points }) => points).sort((a, b) => a - b)).toEqual(upTo(50))
    })

    test('removes what is over, and only that', async () => {
      const [short, long] = [randomUUID(), randomUUID()]
      await limits().add(short, 1, 1)
      await limits().add(long, 1, 60)
      await sleep(1050)
      await limits().removeExpired(100)
      expect(await limits().removeExpired(100)).toBe(0)
      expect((await limits().find(long))?.points).toBe(1)
    })
  })
}
