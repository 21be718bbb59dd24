/** EventStreamStore in Redis: the stream `<prefix>:events`, which other programs read with XREAD or XREADGROUP. */
import type { EventStreamStore } from '../../src/domain/events/event-stream-store.ts'
import type { Call } from './calls.ts'
import { accepted } from './errors.ts'
import type { Servers } from './servers.ts'

/** Entries that are kept, or a few more: those who follow have had them long before. */
const MAX_LENGTH = 100_000

/** @param prefix of all keys, without braces */
export function createEventStream(servers: Servers, call: Call, prefix: string): EventStreamStore {
  const key = `${prefix}:events`

  return {
    async publish(events) {
      const adds = events.map(
        (event) => ['XADD', key, 'MAXLEN', '~', MAX_LENGTH, '*', 'event', event] as const,
      )
      await call(async (deadline) => {
        for (const reply of await servers.write(key, adds, deadline)) accepted(reply)
      })
    },
  }
}
