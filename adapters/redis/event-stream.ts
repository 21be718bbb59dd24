/** EventStreamStore in Redis: the stream `<prefix>:events`, which other programs read with XREAD or XREADGROUP. */
import type { EventStreamStore } from '../../src/domain/events/event-stream-store.ts'
import type { Call } from './calls.ts'
import { createRunScript } from './run-script.ts'
import { PUBLISH } from './scripts.ts'
import type { Servers } from './servers.ts'

/** Entries that are kept, or a few more: those who follow have had them long before. */
const MAX_LENGTH = 100_000

/** @param prefix of all keys, without braces */
export function createEventStream(servers: Servers, call: Call, prefix: string): EventStreamStore {
  const key = `${prefix}:events`
  const run = createRunScript(servers, call)

  return {
    async publish(events) {
      await run(PUBLISH, key, [MAX_LENGTH, ...events])
    },
  }
}
