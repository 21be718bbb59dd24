/**
 * EventStore in MongoDB: collection `events`. An event's position is its `_id`, and position n + 1 is inserted only
 * where n is there: so whoever reads upwards misses none, and of two who append at the same time one finds the place
 * taken and looks anew. That holds without transactions and without a lock; the relay's lease only keeps the two from
 * meeting all the time.
 */
import type {
  EventQuery,
  EventStore,
  EventType,
  KeptEvent,
  NewEvent,
} from '../../src/domain/events/event-store.ts'
import type { EventDocument } from './collections.ts'
import type { Database } from './database.ts'
import { createLogEnd } from './log-end.ts'

export function createEventStore(database: Database): EventStore {
  const log = database.collection('events')
  const end = createLogEnd()

  async function last(): Promise<number> {
    const [newest] = await database.ask(() =>
      log
        .find({ _id: { $gt: 0 } }, { projection: { _id: 1 } })
        .sort({ _id: -1 })
        .limit(1)
        .toArray(),
    )
    return newest?._id ?? 0
  }

  async function withoutKept(events: NewEvent[]): Promise<NewEvent[]> {
    if (events.length === 0) return events
    const ids = events.map(({ id }) => id)
    const found = await database.ask(() =>
      log.find({ eventId: { $in: ids } }, { projection: { eventId: 1 } }).toArray(),
    )
    const kept = new Set(found.map(({ eventId }) => eventId))
    return events.filter(({ id }) => !kept.has(id))
  }

  return {
    last,

    async append(events) {
      for (let rest = onceEach(events); rest.length > 0; rest = await withoutKept(rest)) {
        const next = (await last()) + 1
        const documents = rest.map((event, n) => toDocument(event, next + n))
        // In order: where one finds its place taken, or itself in the log, those behind it are not inserted either.
        const insert = () => log.insertMany(documents, { ordered: true })
        if ((await database.violation(insert)) !== undefined) continue
        end.appended(rest, next)
        return
      }
    },

    async read(after, limit) {
      const known = end.above(after, limit)
      if (known !== undefined) return known
      const found = await database.ask(() =>
        log
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      )
      return found.map(toEvent)
    },

    async list(query) {
      const order = query.subject === undefined ? ({ time: 1, _id: 1 } as const) : ({ _id: 1 } as const)
      const found = await database.ask(() =>
        log.find(filterOf(query)).sort(order).limit(query.limit).toArray(),
      )
      return found.map(toEvent)
    },

    async removeBefore(time, limit) {
      const newest = await last()
      const old = await database.ask(() =>
        log
          .find({ time: { $lt: time }, _id: { $lt: newest } }, { projection: { _id: 1 } })
          .sort({ time: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      )
      if (old.length === 0) return 0
      end.forget()
      const ids = old.map(({ _id }) => _id)
      const { deletedCount } = await database.ask(() => log.deleteMany({ _id: { $in: ids } }))
      return deletedCount
    },
  }
}

/** The server compares them with each other as little as with the log when they come in one command. */
function onceEach(events: NewEvent[]): NewEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()]
}

function filterOf(query: EventQuery): object {
  const { subject, clientId, type, after, since = 0, until = Number.MAX_SAFE_INTEGER } = query
  const narrowed = {
    ...(subject === undefined ? {} : { subject }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(type === undefined ? {} : { type }),
  }
  if (subject !== undefined) {
    const isTimed = query.since !== undefined || query.until !== undefined
    const timed = isTimed ? { time: { $gte: since, $lte: until } } : {}
    return { ...narrowed, _id: { $gt: after?.position ?? 0 }, ...timed }
  }
  if (after === undefined || after.time < since) return { ...narrowed, time: { $gte: since, $lte: until } }
  // The first condition, which the others imply, is what the index can begin at.
  const behind = [{ time: { $gt: after.time } }, { _id: { $gt: after.position } }]
  return { ...narrowed, time: { $gte: after.time, $lte: until }, $or: behind }
}

function toDocument({ id, type, time, subject, data }: NewEvent, position: number): EventDocument {
  return {
    _id: position,
    eventId: id,
    type,
    time,
    subject,
    ...(data.client_id === undefined ? {} : { clientId: data.client_id }),
    data: JSON.stringify(data),
  }
}

function toEvent({ _id, eventId, type, time, subject, data }: EventDocument): KeptEvent {
  return { position: _id, id: eventId, type: type as EventType, time, subject, data: JSON.parse(data) }
}
