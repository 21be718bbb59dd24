/** OutboxStore in memory: the reference for what the port means. */
import type { EventSink } from '../../src/domain/events/event-store.ts'
import type { OutboxStore, WaitingEvent } from '../../src/domain/events/outbox-store.ts'

export function createOutbox(): OutboxStore & EventSink {
  let all: WaitingEvent[] = []

  return {
    async append(events) {
      all.push(...structuredClone(events).map((event) => ({ event, receipt: event.id })))
    },

    async take(limit) {
      return { waiting: structuredClone(all.slice(0, limit)), isAll: all.length <= limit }
    },

    async done(receipts) {
      all = all.filter(({ receipt }) => !receipts.includes(receipt))
    },
  }
}
