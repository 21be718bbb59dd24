/** What every OutboxStore must do that takes events by itself. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventSink } from '../../../src/domain/events/event-store.ts'
import type { OutboxStore } from '../../../src/domain/events/outbox-store.ts'
import { upTo } from './open-for-each.ts'
import { anEvent, WEIRD_TEXTS } from './records.ts'

type Outbox = OutboxStore & EventSink

export function outboxStoreConformance(
  open: () => Promise<{ outbox: Outbox; close: () => Promise<void> }>,
): void {
  describe('an outbox', () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())
    const outbox = () => opened.outbox
    const everything = async () => (await outbox().take(1000)).waiting.map(({ event }) => event)

    test('keeps events exactly as they are', async () => {
      expect(await outbox().take(10)).toEqual({ waiting: [], isAll: true })
      const events = WEIRD_TEXTS.map((text, n) =>
        anEvent({ time: n + 1, subject: text, data: { user_agent: text, amr: ['pwd'] } }),
      )
      await outbox().append(events)
      expect(await everything()).toEqual(events)
    })

    test('gives the oldest first, again and again until they are done', async () => {
      const events = upTo(5).map((n) => anEvent({ time: n }))
      for (const event of events) await outbox().append([event])
      const taken = await outbox().take(3)
      expect(taken.waiting.map(({ event }) => event)).toEqual(events.slice(0, 3))
      expect(taken.isAll).toBe(false)
      expect(await outbox().take(3)).toEqual(taken)
      await outbox().done(taken.waiting.map(({ receipt }) => receipt))
      expect(await everything()).toEqual(events.slice(3))
      expect((await outbox().take(3)).isAll).toBe(true)
    })

    test('gives little more than it is asked for, however many came at a time', async () => {
      const events = upTo(600).map((n) => anEvent({ time: n }))
      for (let n = 0; n < 20; n += 1) await outbox().append([events[n] as (typeof events)[0]])
      for (let n = 20; n < 600; n += 20) await outbox().append(events.slice(n, n + 20))
      const read: string[] = []
      for (let isAll = false; !isAll; ) {
        const taken = await outbox().take(100)
        expect(taken.waiting.length).toBeLessThan(300)
        read.push(...taken.waiting.map(({ event }) => event.id))
        await outbox().done(taken.waiting.map(({ receipt }) => receipt))
        isAll = taken.isAll
      }
      expect(read).toEqual(events.map(({ id }) => id))
    })

    test('forgets what is done twice, or unknown, without complaint', async () => {
      await outbox().append([anEvent()])
      const receipts = (await outbox().take(10)).waiting.map(({ receipt }) => receipt)
      await outbox().done(receipts)
      await outbox().done(receipts)
      await outbox().done([])
      expect(await everything()).toEqual([])
    })

    test('loses none of 200 that come in parallel', async () => {
      const events = upTo(200).map((n) => anEvent({ subject: `${n}` }))
      await Promise.all(events.map((event) => outbox().append([event])))
      expect((await everything()).map(({ id }) => id).toSorted()).toEqual(
        events.map(({ id }) => id).toSorted(),
      )
    })
  })
}
