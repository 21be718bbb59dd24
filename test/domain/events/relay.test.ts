import { describe, expect, it } from 'vitest'
import type { NewEvent } from '#domain/events'
import { createEventStore } from '../../../adapters/memory/event-store.ts'
import { createOutbox } from '../../../adapters/memory/outbox-store.ts'
import type { OutboxStore } from '../../../src/domain/events/outbox-store.ts'
import { BITE, relay, SETTLED_MS } from '../../../src/domain/events/relay.ts'
import { anEvent } from '../../adapters/conformance/records.ts'

const NOW = 1_700_000_000_000
const at = (ago: number, members: Partial<NewEvent> = {}) => anEvent({ time: NOW - ago, ...members })

function world() {
  const log = createEventStore()
  const outboxes = [createOutbox(), createOutbox()] as const
  const ids = async () => (await log.read(0, 10_000)).map(({ id }) => id)
  return { log, outboxes, ids, run: (now = NOW) => relay(log, [...outboxes], now) }
}

describe('the relay', () => {
  it('moves the events of all outboxes into the log, by time, and forgets them there', async () => {
    const { outboxes, ids, run } = world()
    const [a, b, c, d] = [at(400), at(300), at(200), at(100)]
    await outboxes[0].append([a, d])
    await outboxes[1].append([b, c])
    expect(await run()).toBe(4)
    expect(await ids()).toEqual([a.id, b.id, c.id, d.id])
    expect(await run()).toBe(0)
  })

  it('keeps the order in which one outbox got its events, whatever the clocks of their nodes say', async () => {
    const { outboxes, ids, run } = world()
    const [first, second] = [at(100), at(900)]
    await outboxes[0].append([first, second])
    await run()
    expect(await ids()).toEqual([first.id, second.id])
  })

  it('leaves what is young where it is, since an older one may be on its way into another outbox', async () => {
    const { outboxes, ids, run } = world()
    const [old, young] = [at(SETTLED_MS), at(SETTLED_MS - 1)]
    await outboxes[0].append([old, young])
    await run()
    expect(await ids()).toEqual([old.id])
    await run(NOW + 1)
    expect(await ids()).toEqual([old.id, young.id])
  })

  it('does not wait for the time of a clock that is ahead', async () => {
    const { outboxes, ids, run } = world()
    const ahead = at(-3_600_000)
    await outboxes[0].append([ahead])
    await run()
    expect(await ids()).toEqual([ahead.id])
  })

  it('moves nothing past what an outbox may still hold when it gives only a part', async () => {
    const { outboxes, ids, run } = world()
    const many = Array.from({ length: BITE + 100 }, (_, n) => at(10_000 - n))
    const late = at(500)
    await outboxes[0].append(many)
    await outboxes[1].append([late])
    await run()
    expect(await ids()).toEqual(many.slice(0, BITE).map(({ id }) => id))
    await run()
    expect(await ids()).toEqual([...many, late].map(({ id }) => id))
  })

  it('keeps a receipt as long as one of the events it stands for has not been moved', async () => {
    const { log, ids } = world()
    const [old, young] = [at(100), at(1)]
    const done: string[][] = []
    const outbox: OutboxStore = {
      take: async () => ({ waiting: [old, young].map((event) => ({ event, receipt: 'both' })), isAll: true }),
      done: async (receipts) => void done.push(receipts),
    }
    await relay(log, [outbox], NOW)
    expect(done.flat()).toEqual([])
    await relay(log, [outbox], NOW + SETTLED_MS)
    expect(await ids()).toEqual([old.id, young.id])
    expect(done.flat()).toContain('both')
  })

  it('when several run at once, moves each event once and in order', async () => {
    const { outboxes, ids, run } = world()
    const events = Array.from({ length: 100 }, (_, n) => at(1000 - n))
    await outboxes[0].append(events)
    await Promise.all([run(), run(), run()])
    expect(await ids()).toEqual(events.map(({ id }) => id))
  })
})
