/**
 * OutboxStore in Redis: a stream under one key, whose entries hold the events of one turn as a JSON array. One master
 * of a Cluster has it; every token answer is one short entry there, which is little beside what the answer costs.
 */
import type { EventSink } from '../../src/domain/events/event-store.ts'
import type { NewEvent, OutboxStore, WaitingEvent } from '../../src/domain/events/outbox-store.ts'
import { createGathering } from '../gathering.ts'
import type { Call } from './calls.ts'
import { accepted } from './errors.ts'
import type { Servers } from './servers.ts'

/** Milliseconds for which events wait for more, so that under load many of them share an entry. */
const PATIENCE_MS = 2

/** Entries looked at before it is known how many events they hold. */
const FIRST_LOOK = 10

type Entry = [id: string, fields: [name: string, events: string]]

/** @param prefix of all keys, without braces */
export function createOutbox(servers: Servers, call: Call, prefix: string): OutboxStore & EventSink {
  // No record's key has an empty kind.
  const key = `${prefix}::outbox`

  const append = createGathering<NewEvent[], void>(
    (groups) =>
      call(async (deadline) => {
        const add = ['XADD', key, '*', 'events', JSON.stringify(groups.flat())] as const
        accepted((await servers.write(key, [add], deadline))[0])
        return []
      }),
    PATIENCE_MS,
  )

  /** The next entries, oldest first. */
  const range = (from: string, count: number): Promise<Entry[]> =>
    call(async (deadline) => {
      const command = ['XRANGE', key, from, '+', 'COUNT', count] as const
      return accepted((await servers.read([{ key, command }], deadline))[0]) as Entry[]
    })

  return {
    append,

    async take(limit) {
      const waiting: WaitingEvent[] = []
      for (let after = '-', count = Math.min(FIRST_LOOK, limit), seen = 0; ; ) {
        const entries = await range(after, count)
        for (const [id, [, events]] of entries)
          for (const event of JSON.parse(events) as NewEvent[]) waiting.push({ event, receipt: id })
        const last = entries.at(-1)
        if (last === undefined || entries.length < count) return { waiting, isAll: true }
        if (waiting.length >= limit) return { waiting, isAll: false }
        seen += entries.length
        after = `(${last[0]}`
        // As many as hold what is missing, if they are like those before; but those behind may hold many more.
        const likely = ((limit - waiting.length) * seen) / Math.max(waiting.length, 1)
        count = Math.min(Math.ceil(likely), 2 * seen)
      }
    },

    async done(receipts) {
      const ids = [...new Set(receipts)]
      if (ids.length === 0) return
      await call(async (deadline) =>
        accepted((await servers.write(key, [['XDEL', key, ...ids]], deadline))[0]),
      )
    },
  }
}
