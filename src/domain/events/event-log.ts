/** The log as one looks at it: what still waits in an outbox is moved into it first. */
import type { KeptEvent } from './event.ts'
import type { EventQuery, EventSink, EventStore } from './event-store.ts'
import type { OutboxStore } from './outbox-store.ts'
import { relay, SETTLED_MS } from './relay.ts'

/** Milliseconds after which a list is answered although new events keep coming. */
const CATCH_UP_MS = 5000

export interface EventLog extends EventSink {
  /** Whether events reach the log through outboxes, or together with what they tell of. */
  isRelayed: boolean
  /** Moves what waits in outboxes. @returns how many events that were; 0 when none is waiting that has settled */
  relay(): Promise<number>
  /** As EventStore has it, with all that was acknowledged before the call. */
  list(query: EventQuery): Promise<KeptEvent[]>
}

export function createEventLog(deps: {
  log: EventStore
  sink: EventSink
  outboxes: OutboxStore[]
}): EventLog {
  const { log, sink, outboxes } = deps

  async function catchUp(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS))
    const end = Date.now() + CATCH_UP_MS
    while ((await relay(log, outboxes, Date.now())) > 0 && Date.now() < end);
  }

  return {
    isRelayed: outboxes.length > 0,
    append: (events) => sink.append(events),
    relay: () => relay(log, outboxes, Date.now()),
    async list(query) {
      if (outboxes.length > 0) await catchUp()
      return log.list(query)
    },
  }
}
