/**
 * Moves events from the outboxes, where they were kept beside what they tell of, to the end of the log. Each outbox is
 * in the order in which its events came; among outboxes the events' times decide, and what is younger than SETTLED_MS
 * stays where it is, since an older one may still be on its way into another outbox.
 */
import type { NewEvent } from './event.ts'
import type { EventStore } from './event-store.ts'
import type { OutboxStore, WaitingEvent } from './outbox-store.ts'

/** Milliseconds. Keeping an event takes a few; clocks of nodes that keep time differ by a few more. */
export const SETTLED_MS = 50

/** Events moved at once, where as many are waiting. */
export const BITE = 1000

interface Source {
  outbox: OutboxStore
  waiting: WaitingEvent[]
  /** How many of them are in the log. */
  moved: number
  /** Whether older events than those of other outboxes may be waiting behind the last of these. */
  hidesMore: boolean
}

/**
 * Moves up to some hundreds, and may be run by several at once: the log leaves out what it has.
 * @returns how many
 */
export async function relay(
  log: Pick<EventStore, 'append'>,
  outboxes: OutboxStore[],
  now: number,
): Promise<number> {
  const sources = await Promise.all(outboxes.map((outbox) => look(outbox, now)))
  const events = merge(sources)
  if (events.length === 0) return 0
  await log.append(events)
  await Promise.all(sources.map(forget))
  return events.length
}

async function look(outbox: OutboxStore, now: number): Promise<Source> {
  const { waiting, isAll } = await outbox.take(BITE)
  // A time to come is that of a clock which is ahead, and no reason to wait for it.
  const young = waiting.findIndex(({ event }) => event.time <= now && now - event.time < SETTLED_MS)
  return young === -1
    ? { outbox, waiting, moved: 0, hidesMore: !isAll }
    : { outbox, waiting: withoutSplit(waiting, young), moved: 0, hidesMore: false }
}

/** The first so many, less those that share a receipt with one of the others. */
function withoutSplit(waiting: WaitingEvent[], count: number): WaitingEvent[] {
  const split = waiting[count]?.receipt
  return waiting.slice(0, count).filter(({ receipt }) => receipt !== split)
}

/** By time, as far as it is known that none is missing in between. */
function merge(sources: Source[]): NewEvent[] {
  const merged: NewEvent[] = []
  for (;;) {
    if (sources.some(({ waiting, moved, hidesMore }) => hidesMore && moved === waiting.length)) return merged
    const next = earliest(sources)
    const event = next?.waiting[next.moved]?.event
    if (next === undefined || event === undefined) return merged
    merged.push(event)
    next.moved += 1
  }
}

function earliest(sources: Source[]): Source | undefined {
  const timeOf = ({ waiting, moved }: Source) => waiting[moved]?.event.time ?? Number.POSITIVE_INFINITY
  return sources.reduce<Source | undefined>(
    (found, source) => (timeOf(source) < (found ? timeOf(found) : Number.POSITIVE_INFINITY) ? source : found),
    undefined,
  )
}

/** A receipt that stands for several events is kept as long as one of them has not been moved. */
async function forget({ outbox, waiting, moved }: Source): Promise<void> {
  const staying = new Set(waiting.slice(moved).map(({ receipt }) => receipt))
  const receipts = waiting.slice(0, moved).map(({ receipt }) => receipt)
  await outbox.done(receipts.filter((receipt) => !staying.has(receipt)))
}
