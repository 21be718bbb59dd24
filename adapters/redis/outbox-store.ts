/**
 * OutboxStore in Redis: a stream under one key, whose entries hold the events of one turn as a JSON array. One master
 * of a Cluster has it; every token answer is one short entry there, which is little beside what the answer costs.
 */
import type { EventSink } from '../../src/domain/events/event-store.ts'
import type { NewEvent, OutboxStore } from '../../src/domain/events/outbox-store.ts'
import { createGathering } from '../gathering.ts'
import type { Call } from './calls.ts'
import { accepted } from './errors.ts'
import type { Servers } from './servers.ts'

/** Milliseconds for which events wait for more, so that under load many of them share an entry. */
const PATIENCE_MS = 2

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

  return {
    append,

    async take(limit) {
      const entries = await call(async (deadline) => {
        const range = ['XRANGE', key, '-', '+', 'COUNT', limit] as const
        return accepted((await servers.read([{ key, command: range }], deadline))[0]) as Entry[]
      })
      const waiting = entries.flatMap(([id, [, events]]) =>
        (JSON.parse(events) as NewEvent[]).map((event) => ({ event, receipt: id })),
      )
      return { waiting, isAll: entries.length < limit }
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
