/** What every EventStore must do. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { KeptEvent, NewEvent } from '../../../src/domain/events/event-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { anEvent, WEIRD_TEXTS } from './records.ts'

export function eventStoreConformance(open: OpenStores): void {
  describe('an event store', () => {
    const stores = openForEach(open)
    const events = () => stores().events
    const everything = () => events().read(0, 10_000)

    test('keeps events exactly as they are, in their order, at increasing positions', async () => {
      expect(await events().last()).toBe(0)
      const appended = WEIRD_TEXTS.map((text) => anEvent({ subject: text, data: { user_agent: text } }))
      await events().append(appended)
      const kept = await everything()
      expect(kept.map(withoutPosition)).toEqual(appended)
      const positions = kept.map(({ position }) => position)
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
      expect(await events().last()).toBe(positions.at(-1))
    })

    test('keeps an event once, however often and with whatever others it is appended', async () => {
      const [a, b, c] = [anEvent(), anEvent(), anEvent()]
      await events().append([a, b, a])
      await events().append([b])
      await events().append([b, c])
      expect((await everything()).map(({ id }) => id)).toEqual([a.id, b.id, c.id])
    })

    test('appending nothing is no error', async () => {
      await events().append([])
      expect(await everything()).toEqual([])
    })

    test('keeps all that 20 parallel callers append, each in its own order, and none twice', async () => {
      const shared = anEvent()
      const groups = upTo(20).map((n) => [
        anEvent({ subject: `${n}`, time: 1 }),
        shared,
        anEvent({ subject: `${n}`, time: 2 }),
      ])
      await Promise.all(groups.map((group) => events().append(group)))
      const kept = await everything()
      expect(kept).toHaveLength(41)
      for (const n of upTo(20)) {
        expect(kept.filter(({ subject }) => subject === `${n}`).map(({ time }) => time)).toEqual([1, 2])
      }
    })

    test('shows none below a position that could be read before, while others append', async () => {
      const seen: number[] = []
      const appending = upTo(30).map((n) => events().append([anEvent({ subject: `${n}` })]))
      const reading = (async () => {
        while (seen.length < 30) {
          for (const { position } of await events().read(seen.at(-1) ?? 0, 7)) seen.push(position)
          await nextTurn()
        }
      })()
      await Promise.all([...appending, reading])
      expect(seen).toEqual((await everything()).map(({ position }) => position))
    })

    test('reads page after page', async () => {
      await events().append(upTo(5).map(() => anEvent()))
      const all = await everything()
      const first = await events().read(0, 2)
      expect(first).toEqual(all.slice(0, 2))
      expect(await events().read(first[1]?.position ?? 0, 2)).toEqual(all.slice(2, 4))
      expect(await events().read(all.at(-1)?.position ?? 0, 2)).toEqual([])
    })

    describe('lists', () => {
      const early = anEvent({ time: 1000, type: 'auth.user_created', subject: 'ada' })
      const sameTime = anEvent({
        time: 1000,
        type: 'TokenIssued',
        subject: 'ada',
        data: { client_id: 'app' },
      })
      const late = anEvent({ time: 3000, type: 'TokenIssued', subject: 'bob', data: { client_id: 'app' } })
      /** Reached the log behind one that happened after it. */
      const delayed = anEvent({
        time: 2000,
        type: 'TokenRevoked',
        subject: 'bob',
        data: { client_id: 'web' },
      })
      const kept = [early, sameTime, late, delayed]
      const fill = () => events().append(kept)
      const ids = (found: KeptEvent[]) => found.map(({ id }) => id)

      test.each([
        ['everything, by time', {}, [early, sameTime, delayed, late]],
        ['one type', { type: 'TokenIssued' }, [sameTime, late]],
        ['one client', { clientId: 'app' }, [sameTime, late]],
        ['one client and type', { clientId: 'web', type: 'TokenIssued' }, []],
        ['one subject, as subscribers heard of it', { subject: 'bob' }, [late, delayed]],
        ['one subject and type', { subject: 'bob', type: 'TokenRevoked' }, [delayed]],
        ['one subject and client', { subject: 'ada', clientId: 'app' }, [sameTime]],
        ['since a time', { since: 2000 }, [delayed, late]],
        ['until a time', { until: 2000 }, [early, sameTime, delayed]],
        ['one type within a time', { type: 'TokenIssued', since: 1001, until: 3000 }, [late]],
        ['one subject within a time', { subject: 'bob', since: 1, until: 2999 }, [delayed]],
        ['none that is unknown', { subject: 'eve' }, []],
      ] as const)('%s', async (_which, query, expected) => {
        await fill()
        expect(ids(await events().list({ ...query, limit: 10 }))).toEqual(expected.map(({ id }) => id))
      })

      test.each([
        {},
        { clientId: 'app' },
        { subject: 'bob' },
        { type: 'TokenIssued' },
        { since: 1 },
      ] as const)('page after page: %o', async (query) => {
        await fill()
        const whole = await events().list({ ...query, limit: 10 })
        const pages: KeptEvent[] = []
        for (;;) {
          const after = pages.at(-1)
          const page = await events().list({ ...query, limit: 1, ...(after === undefined ? {} : { after }) })
          if (page.length === 0) break
          pages.push(...page)
        }
        expect(pages).toEqual(whole)
      })
    })

    describe('what two clients fetch all the time', () => {
      const START = 1_700_000_000_000
      const fetched = upTo(700).map((n) =>
        anEvent({
          type: 'TokenIssued',
          time: START + 2 * n,
          subject: n % 3 === 0 ? 'one' : 'other',
          data: { client_id: n % 3 === 0 ? 'one' : 'other', scope: `${n}` },
        }),
      )
      const fill = async () => {
        // As a relay that was interrupted moves it: some of it again.
        for (let n = 0; n < fetched.length; n += 350)
          await events().append(fetched.slice(Math.max(0, n - 20), n + 350))
      }
      const idsOf = (of: { id: string }[]) => of.map(({ id }) => id)

      test('is kept once, in the order of each, and read in pages that begin anywhere', async () => {
        await fill()
        const all = await everything()
        expect(idsOf(all).toSorted()).toEqual(idsOf(fetched).toSorted())
        for (const client of ['one', 'other']) {
          const own = (of: { subject: string; id: string }[]) =>
            idsOf(of.filter(({ subject }) => subject === client))
          expect(own(all)).toEqual(own(fetched))
        }
        for (const event of all.filter((_event, n) => n % 37 === 0)) {
          const after = all.indexOf(event) + 1
          expect(await events().read(event.position, 40)).toEqual(all.slice(after, after + 40))
        }
      })

      test.each([
        ['all of it', {}],
        ['that of one', { subject: 'one' }],
        ['by its client', { clientId: 'other' }],
        ['a part', { since: START + 333, until: START + 999 }],
        ['a part of one', { subject: 'other', since: START + 333, until: START + 999 }],
        ['a part by its type', { type: 'TokenIssued', since: START + 700 }],
      ] as const)('is listed by time, in pages that begin anywhere: %s', async (_which, query) => {
        await fill()
        const { since = 0, until = Number.MAX_SAFE_INTEGER } = query as { since?: number; until?: number }
        const wanted = fetched.filter(
          ({ subject, data, time }) =>
            (!('subject' in query) || subject === query.subject) &&
            (!('clientId' in query) || data.client_id === query.clientId) &&
            time >= since &&
            time <= until,
        )
        const listed: KeptEvent[] = []
        for (let isMore = true; isMore; ) {
          const after = listed.at(-1)
          const page = await events().list({ ...query, limit: 90, ...(after === undefined ? {} : { after }) })
          listed.push(...page)
          isMore = page.length === 90
        }
        expect(idsOf(listed)).toEqual(idsOf(wanted))
      })
    })

    test('removes what is older than a time, in bites, and never the newest nor its position', async () => {
      const old = upTo(3).map((n) => anEvent({ time: n }))
      const young = anEvent({ time: 100 })
      await events().append([...old, young])
      const before = await everything()
      expect(await events().removeBefore(100, 2)).toBe(2)
      expect(await events().removeBefore(100, 2)).toBe(1)
      expect(await events().removeBefore(100, 2)).toBe(0)
      expect(await events().removeBefore(1000, 2)).toBe(0)
      expect(await everything()).toEqual(before.slice(3))
      await events().append([anEvent()])
      expect(await events().last()).toBeGreaterThan(before.at(-1)?.position ?? 0)
    })
  })
}

function withoutPosition({ position: _position, ...event }: KeptEvent): NewEvent {
  return event
}
