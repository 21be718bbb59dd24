/** EventStore in memory: the reference for what the port means. */
import type { EventQuery, EventStore, KeptEvent } from '../../src/domain/events/event-store.ts'

export function createEventStore(): EventStore {
  /** By position. */
  let log: KeptEvent[] = []
  let lastPosition = 0

  return {
    async append(events) {
      for (const event of structuredClone(events)) {
        if (log.some(({ id }) => id === event.id)) continue
        lastPosition += 1
        log.push({ ...event, position: lastPosition })
      }
    },

    async read(after, limit) {
      return structuredClone(log.filter(({ position }) => position > after).slice(0, limit))
    },

    async last() {
      return lastPosition
    },

    async list(query) {
      const inOrder = query.subject === undefined ? log.toSorted(byTime) : log
      const isBehind = (event: KeptEvent) =>
        query.after === undefined ||
        (query.subject === undefined ? byTime(event, query.after) > 0 : event.position > query.after.position)
      return structuredClone(
        inOrder.filter((event) => matches(event, query) && isBehind(event)).slice(0, query.limit),
      )
    },

    async removeBefore(time, limit) {
      const old = log
        .filter((event) => event.time < time && event.position < lastPosition)
        .toSorted(byTime)
        .slice(0, limit)
      log = log.filter((event) => !old.includes(event))
      return old.length
    },
  }
}

type Place = Pick<KeptEvent, 'time' | 'position'>

function byTime(a: Place, b: Place): number {
  return a.time - b.time || a.position - b.position
}

function matches(event: KeptEvent, { type, subject, clientId, since, until }: EventQuery): boolean {
  return (
    (type === undefined || event.type === type) &&
    (subject === undefined || event.subject === subject) &&
    (clientId === undefined || event.data.client_id === clientId) &&
    (since === undefined || event.time >= since) &&
    (until === undefined || event.time <= until)
  )
}
