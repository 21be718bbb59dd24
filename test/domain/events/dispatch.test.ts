/** How events reach subscribers that fail, are slow, come and go; on the stores in memory, with milliseconds for hours. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createEventLog,
  type Dispatch,
  type DispatchTimes,
  type KeptEvent,
  type OutboxStore,
  replayDeadLetters,
  type Subscriber,
  startDispatch,
} from '#domain/events'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import type { Stores } from '../../../adapters/stores.ts'
import { anEvent } from '../../adapters/conformance/records.ts'

/** Nothing is lost or given up in between because the machine is busy: what is about that says so. */
const TIMES: Partial<DispatchTimes> = {
  leaseMs: 60_000,
  heartbeatMs: 20,
  idleMs: 5,
  firstRetryMs: 10,
  maxRetryMs: 40,
  giveUpMs: 60_000,
  coolDownMs: 40,
  maxCoolDownMs: 80,
}

const running: Dispatch[] = []
afterEach(async () => {
  for (const dispatch of running.splice(0)) await dispatch.stop()
})

let holders = 0

function start(
  stores: Stores,
  subscribers: () => Subscriber[],
  times: Partial<DispatchTimes> = {},
): Dispatch {
  holders += 1
  const events = createEventLog({ log: stores.events, sink: stores.eventSink, outboxes: stores.outboxes })
  const dispatch = startDispatch({
    events,
    log: stores.events,
    leases: stores.leases,
    deliveries: stores.deliveries,
    subscribers: async () => subscribers(),
    holder: `node ${holders}`,
    onProblem: () => {},
    times: { ...TIMES, ...times },
  })
  running.push(dispatch)
  return dispatch
}

/** Notes what arrives; `accept` throws for what shall not. */
function receiver(name: string, accept: (event: KeptEvent) => Promise<void> | void = () => {}) {
  const arrived: string[] = []
  const subscriber: Subscriber = {
    name,
    wants: () => true,
    async deliver(event) {
      await accept(event)
      arrived.push(event.id)
    },
  }
  return { subscriber, arrived }
}

async function append(stores: Stores, subject: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => anEvent({ subject }))
  await stores.events.append(events)
  return events.map(({ id }) => id)
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 5 })

describe('events', () => {
  it('reach each subscriber, once and in order, whether they come from the log or an outbox', async () => {
    const stores = openMemoryStores()
    const [a, b] = [receiver('a'), receiver('b')]
    start(stores, () => [a.subscriber, b.subscriber])
    const before = await append(stores, 'ada', 3)
    const waiting = anEvent({ subject: 'ada' })
    await stores.eventSink.append([waiting])
    for (const { arrived } of [a, b]) await until(() => expect(arrived).toEqual([...before, waiting.id]))
    expect(await stores.deliveries.stalled('a')).toEqual([])
    await until(async () => expect(await stores.deliveries.cursor('a')).toBe(4))
  })

  it('are told by whoever moved them into the log at once, without a look from time to time', async () => {
    const stores = openMemoryStores()
    const a = receiver('a')
    const read = vi.spyOn(stores.events, 'read')
    const late = anEvent({ time: 1 })
    const outbox: OutboxStore = {
      async take() {
        await until(() => expect(read).toHaveBeenCalled())
        return { waiting: [{ event: late, receipt: 'late' }], isAll: true }
      },
      done: async () => {},
    }
    start({ ...stores, outboxes: [outbox] }, () => [a.subscriber], { idleMs: 60_000 })
    await until(() => expect(a.arrived).toEqual([late.id]))
  })

  it('that are not wanted are passed over', async () => {
    const stores = openMemoryStores()
    const a = receiver('a')
    await append(stores, 'ada', 3)
    const wanted = anEvent({ type: 'TokenRevoked' })
    await stores.events.append([wanted])
    start(stores, () => [{ ...a.subscriber, wants: ({ type }) => type === 'TokenRevoked' }])
    await until(() => expect(a.arrived).toEqual([wanted.id]))
  })

  it('from before a subscriber’s time do not reach it', async () => {
    const stores = openMemoryStores()
    const a = receiver('a')
    await append(stores, 'ada', 3)
    start(stores, () => [{ ...a.subscriber, startsAfter: 3 }])
    const later = await append(stores, 'ada', 2)
    await until(() => expect(a.arrived).toEqual(later))
  })

  it('that fail hold up their own subject and subscriber alone, and arrive in order in the end', async () => {
    const stores = openMemoryStores()
    let failures = 4
    const flapping = receiver('flapping', ({ subject }) => {
      if (subject === 'ada' && failures-- > 0) throw new Error('not now')
    })
    const steady = receiver('steady')
    start(stores, () => [flapping.subscriber, steady.subscriber])
    const ada = await append(stores, 'ada', 30)
    const bob = await append(stores, 'bob', 30)
    await until(() => expect(flapping.arrived).toEqual(expect.arrayContaining(bob)))
    await until(() => expect(steady.arrived).toHaveLength(60))
    await until(() => expect(flapping.arrived).toHaveLength(60))
    expect(flapping.arrived.filter((id) => ada.includes(id))).toEqual(ada)
    expect(flapping.arrived.filter((id) => bob.includes(id))).toEqual(bob)
    await until(async () => expect(await stores.deliveries.stalled('flapping')).toEqual([]))
  })

  it('that a receiver takes its time for hold up no other subject', async () => {
    const stores = openMemoryStores()
    let release = (): void => {}
    const slow = new Promise<void>((resolve) => {
      release = resolve
    })
    const a = receiver('a', ({ subject }) => (subject === 'ada' ? slow : undefined))
    start(stores, () => [a.subscriber])
    const ada = await append(stores, 'ada', 2)
    const bob = await append(stores, 'bob', 5)
    await until(() => expect(a.arrived).toEqual(bob))
    // What is on its way is not behind the cursor.
    expect((await stores.deliveries.cursor('a')) ?? 0).toBe(0)
    release()
    await until(() => expect(a.arrived).toEqual([...bob, ...ada]))
  })

  it('that fail at random reach everybody in order for each subject', async () => {
    const stores = openMemoryStores()
    const a = receiver('a', () => {
      if (Math.random() < 0.3) throw new Error('flapping')
    })
    start(stores, () => [a.subscriber], { coolDownMs: 5 })
    const subjects = ['ada', 'bob', 'eve', 'joe']
    const expected = new Map<string, string[]>(subjects.map((subject) => [subject, []]))
    for (let round = 0; round < 10; round += 1) {
      for (const subject of subjects) expected.get(subject)?.push(...(await append(stores, subject, 3)))
      await sleep(3)
    }
    await until(() => expect(new Set(a.arrived).size).toBe(120))
    for (const ids of expected.values()) {
      expect(a.arrived.filter((id) => ids.includes(id))).toEqual(ids)
    }
  })

  it('of one subject reach in one go whoever takes several, all or none', async () => {
    const stores = openMemoryStores()
    const ada = await append(stores, 'ada', 250)
    const calls: string[][] = []
    let failures = 1
    const a = receiver('a')
    const together: Subscriber = {
      ...a.subscriber,
      async deliverTogether(events) {
        if (failures-- > 0) throw new Error('not now')
        calls.push(events.map(({ id }) => id))
      },
    }
    start(stores, () => [together])
    const arrived = () => [...a.arrived, ...calls.flat()]
    await until(() => expect(new Set(arrived()).size).toBe(250))
    const bob = await append(stores, 'bob', 60)
    await until(() => expect(calls.flat()).toEqual(bob))
    expect(calls).toHaveLength(1)
    expect(a.arrived).toEqual(ada)
  })

  it('that never arrive become dead letters, and those behind them come', async () => {
    const stores = openMemoryStores()
    const poison = await append(stores, 'ada', 1)
    const a = receiver('a', ({ id }) => {
      if (poison.includes(id)) throw new Error(`cannot read this: ${'x'.repeat(1000)}`)
    })
    start(stores, () => [a.subscriber], { giveUpMs: 200 })
    const later = await append(stores, 'ada', 3)
    await until(() => expect(a.arrived).toEqual(later))
    const letters = await stores.deliveries.letters('a', { limit: 10 })
    expect(letters.map(({ event }) => event.id)).toEqual(poison)
    expect(letters[0]?.error).toMatch(/^cannot read this/)
    expect(letters[0]?.error.length).toBeLessThanOrEqual(300)
  })

  it('that were given up are tried once more by hand, and stay given up when they fail again', async () => {
    const stores = openMemoryStores()
    let isMended = false
    const poison = await append(stores, 'ada', 1)
    const a = receiver('a', ({ id }) => {
      if (poison.includes(id) && !isMended) throw new Error('no')
    })
    start(stores, () => [a.subscriber], { giveUpMs: 1 })
    const letters = () => stores.deliveries.letters('a', { limit: 10 })
    await until(async () => expect(await letters()).toHaveLength(1))
    expect(await replayDeadLetters(stores.deliveries, ['a'], { subject: 'bob' })).toEqual([])
    expect(await replayDeadLetters(stores.deliveries, ['a'], { subject: 'ada' })).toHaveLength(1)
    const marked = () => stores.deliveries.letters('a', { limit: 10, marked: true })
    await until(async () => expect(await marked()).toEqual([]))
    expect(await letters()).toHaveLength(1)
    isMended = true
    await replayDeadLetters(stores.deliveries, ['a'], {})
    await until(() => expect(a.arrived).toEqual(poison))
    expect(await letters()).toEqual([])
  })
})

describe('a receiver to which nothing arrives', () => {
  it('is left alone, tried with one event from time to time, and gets all when it is back', async () => {
    const stores = openMemoryStores()
    let isAway = true
    let attempts = 0
    const a = receiver('a', () => {
      attempts += 1
      if (isAway) throw new Error('away')
    })
    const times = { coolDownMs: 100, maxCoolDownMs: 100, maxRetryMs: 20 }
    start(stores, () => [a.subscriber], times)
    const ids: string[] = []
    for (let n = 0; n < 50; n += 1) ids.push(...(await append(stores, `subject ${n}`, 1)))
    await sleep(350)
    // Eight at a time were on their way when it became clear, and one after each pause.
    expect(attempts).toBeLessThan(20)
    isAway = false
    await until(() => expect(new Set(a.arrived)).toEqual(new Set(ids)))
    expect(a.arrived).toHaveLength(50)
  })
})

describe('several nodes', () => {
  it('share the work: one of them serves a subscriber, and another one when it is gone', async () => {
    const stores = openMemoryStores()
    const [one, two] = [receiver('a'), receiver('a')]
    const first = start(stores, () => [one.subscriber])
    await until(() => expect(stores.leases.acquire(['subscriber a'], 'test', 1)).resolves.toEqual([]))
    start(stores, () => [two.subscriber])
    const before = await append(stores, 'ada', 20)
    await until(() => expect(one.arrived).toEqual(before))
    await first.stop()
    const after = await append(stores, 'ada', 5)
    await until(() => expect(two.arrived).toEqual(after))
    expect(one.arrived).toEqual(before)
  })

  it('follow one that fell silent, when its lease has run out, and miss nothing', async () => {
    const stores = openMemoryStores()
    await stores.leases.acquire(['subscriber a', 'relay'], 'dead node', 60)
    const a = receiver('a')
    start(stores, () => [a.subscriber])
    const waiting = anEvent()
    await stores.eventSink.append([waiting])
    await until(() => expect(a.arrived).toEqual([waiting.id]))
  })

  it('serve no subscriber that is gone', async () => {
    const stores = openMemoryStores()
    const a = receiver('a')
    let subscribers = [a.subscriber]
    let looks = 0
    start(stores, () => {
      looks += 1
      return subscribers
    })
    const before = await append(stores, 'ada', 1)
    await until(() => expect(a.arrived).toEqual(before))
    subscribers = []
    // The next look finds it gone, and is over when another begins.
    const looked = looks
    await until(() => expect(looks).toBeGreaterThan(looked + 1))
    await append(stores, 'ada', 1)
    await sleep(60)
    expect(a.arrived).toEqual(before)
  })
})
