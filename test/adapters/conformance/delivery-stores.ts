/** What every LeaseStore, DeliveryStore and WebhookStore must do. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { DeadLetter, Stalled } from '../../../src/domain/events/delivery-store.ts'
import type { Webhook } from '../../../src/domain/webhooks/webhook-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { anEvent } from './records.ts'

export function deliveryStoresConformance(open: OpenStores): void {
  describe('a lease store', () => {
    const stores = openForEach(open)
    const leases = () => stores().leases

    test('gives each lease to one holder, who keeps it as long as it asks in time', async () => {
      expect(await leases().acquire(['a', 'b'], 'me', 10_000)).toEqual(['a', 'b'])
      expect(await leases().acquire(['b', 'c'], 'you', 10_000)).toEqual(['c'])
      expect(await leases().acquire(['a', 'b', 'c'], 'me', 10_000)).toEqual(['a', 'b'])
      expect(await leases().acquire([], 'me', 10_000)).toEqual([])
    })

    test('gives a lease on when it has run out, or was given back', async () => {
      await leases().acquire(['short'], 'me', 1)
      await leases().acquire(['given back', 'kept'], 'me', 10_000)
      await leases().release(['given back', 'not mine'], 'me')
      await leases().release(['kept'], 'you')
      await sleep(5)
      const names = ['short', 'given back', 'kept']
      expect(await leases().acquire(names, 'you', 10_000)).toEqual(['short', 'given back'])
    })

    test('gives it to one of 20 who ask at once, also when it has run out', async () => {
      await leases().acquire(['run out'], 'me', 1)
      await sleep(5)
      for (const name of ['new', 'run out']) {
        const answers = await Promise.all(upTo(20).map((n) => leases().acquire([name], `${n}`, 10_000)))
        expect(answers.filter((held) => held.length === 1)).toHaveLength(1)
      }
    })
  })

  describe('a delivery store', () => {
    const stores = openForEach(open)
    const deliveries = () => stores().deliveries

    test('moves a cursor forward, and never back', async () => {
      expect(await deliveries().cursor('a')).toBeUndefined()
      await Promise.all([3, 7, 5].map((position) => deliveries().advance('a', position)))
      await deliveries().advance('a', 6)
      await deliveries().advance('b', 1)
      expect(await deliveries().cursor('a')).toBe(7)
      expect(await deliveries().cursor('b')).toBe(1)
    })

    test('keeps one stalled event for each subscriber and subject, until it is resumed', async () => {
      const [one, other, others] = [
        aStalled({ subject: 'x' }),
        aStalled({ subject: 'y' }),
        aStalled({ subscriber: 'b', subject: 'x' }),
      ]
      for (const stalled of [one, other, others]) await deliveries().stall(stalled)
      const again = { ...one, position: 9, attempts: 4, since: 5, nextAttemptAt: 6, error: 'still away' }
      await deliveries().stall(again)
      expect((await deliveries().stalled('a')).toSorted(bySubject)).toEqual([again, other])
      await deliveries().resume('a', 'x')
      await deliveries().resume('a', 'unknown')
      expect(await deliveries().stalled('a')).toEqual([other])
      expect(await deliveries().stalled('b')).toEqual([others])
    })

    test('keeps dead letters, in order, and marks those that are to be tried again', async () => {
      const letters = [30, 10, 20].map((position) => aLetter(position))
      for (const letter of letters) await deliveries().bury(letter)
      const inOrder = [letters[1], letters[2], letters[0]]
      expect(await deliveries().letters('a', { limit: 10 })).toEqual(inOrder)
      expect(await deliveries().letters('a', { after: 10, limit: 1 })).toEqual([letters[2]])
      expect(await deliveries().letters('a', { limit: 10, marked: true })).toEqual([])
      expect(await deliveries().mark('a', 20)).toBe(true)
      expect(await deliveries().mark('a', 21)).toBe(false)
      expect(await deliveries().letters('a', { limit: 10, marked: true })).toEqual([letters[2]])
      const again = { ...aLetter(20), event: letters[2]?.event as DeadLetter['event'], error: 'no' }
      await deliveries().bury(again)
      expect(await deliveries().letters('a', { limit: 10, marked: true })).toEqual([])
      expect(await deliveries().letters('a', { after: 10, limit: 1 })).toEqual([again])
      await deliveries().unbury('a', 20)
      expect(await deliveries().letters('a', { limit: 10 })).toEqual([letters[1], letters[0]])
    })

    test('forgets all of one subscriber', async () => {
      for (const subscriber of ['a', 'b']) {
        await deliveries().advance(subscriber, 5)
        await deliveries().stall(aStalled({ subscriber }))
        await deliveries().bury({ ...aLetter(1), subscriber })
      }
      await deliveries().forget('a')
      expect(await deliveries().cursor('a')).toBeUndefined()
      expect(await deliveries().stalled('a')).toEqual([])
      expect(await deliveries().letters('a', { limit: 10 })).toEqual([])
      expect(await deliveries().cursor('b')).toBe(5)
      expect(await deliveries().stalled('b')).toHaveLength(1)
      expect(await deliveries().letters('b', { limit: 10 })).toHaveLength(1)
    })
  })

  describe('a webhook store', () => {
    const stores = openForEach(open)

    test('keeps webhooks as they are, by id, until they are deleted', async () => {
      const [a, b] = [aWebhook('a'), aWebhook('b')]
      await stores().webhooks.create(b)
      await stores().webhooks.create(a)
      expect(await stores().webhooks.list()).toEqual([a, b])
      const deleted = await Promise.all(upTo(5).map(() => stores().webhooks.delete('a')))
      expect(deleted.filter(Boolean)).toHaveLength(1)
      expect(await stores().webhooks.list()).toEqual([b])
    })
  })
}

function bySubject(a: Stalled, b: Stalled): number {
  return a.subject < b.subject ? -1 : 1
}

function aStalled(members: Partial<Stalled> = {}): Stalled {
  return {
    subscriber: 'a',
    subject: 'somebody',
    position: 1,
    attempts: 1,
    since: 1_700_000_000_000,
    nextAttemptAt: 1_700_000_000_005,
    error: 'the receiver is away',
    ...members,
  }
}

function aLetter(position: number): DeadLetter {
  const event = { ...anEvent({ data: { user_agent: 'a "quoted" one' } }), position }
  return { subscriber: 'a', event, diedAt: 1_700_000_000_000, error: 'gone' }
}

function aWebhook(id: string): Webhook {
  return {
    id,
    url: 'https://receiver.example.com/hook',
    events: ['TokenIssued'],
    encryptedSecret: 'sealed',
    startsAfter: 7,
    createdAt: 1_700_000_000_000,
  }
}
