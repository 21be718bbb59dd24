/**
 * EventStore in MongoDB: collection `eventRuns`. A run's place is the position of its first event, its `_id`, and the
 * run that begins at position n + 1 is inserted only where one that ends at n is there: so whoever reads upwards misses
 * none, and of two who append at the same time one finds the place taken and looks anew. That holds without
 * transactions and without a lock; the relay's lease only keeps the two from meeting all the time.
 */
import type { Filter } from 'mongodb'
import type { EventQuery, EventStore, KeptEvent, NewEvent } from '../../src/domain/events/event-store.ts'
import type { EventRunDocument } from './collections.ts'
import type { Database } from './database.ts'
import { endOf, eventsOf, MAX_RUN, MAX_SPAN_MS, toDocument, toRuns } from './event-runs.ts'
import { createLogEnd } from './log-end.ts'

/** Runs that are fetched at once: each may hold hundreds of events. */
const FETCHED = 200

const EXTENT = { projection: { _id: 1, count: 1 } } as const

export function createEventStore(database: Database): EventStore {
  const log = database.collection('eventRuns')
  const end = createLogEnd()

  async function last(): Promise<number> {
    const [newest] = await database.ask(() =>
      log
        .find({ _id: { $gt: 0 } }, EXTENT)
        .sort({ _id: -1 })
        .limit(1)
        .toArray(),
    )
    return newest === undefined ? 0 : endOf(newest)
  }

  async function withoutKept(events: NewEvent[]): Promise<NewEvent[]> {
    const ids = events.map(({ id }) => id)
    const found = await database.ask(() =>
      log.find({ eventIds: { $in: ids } }, { projection: { eventIds: 1 } }).toArray(),
    )
    const kept = new Set(found.flatMap(({ eventIds }) => eventIds))
    return events.filter(({ id }) => !kept.has(id))
  }

  /** Events of runs, as `take` picks them from each, until it says that there are enough. */
  function gather(
    filter: Filter<EventRunDocument>,
    order: Record<string, 1>,
    take: (run: EventRunDocument) => 'enough' | undefined,
  ): Promise<void> {
    return database.ask(async () => {
      const runs = log.find(filter).sort(order).batchSize(FETCHED)
      for await (const run of runs) if (take(run) === 'enough') return
    })
  }

  /** What lies above a position within the run that it is in. It was read before, so its run is there. */
  async function restOfRun(position: number): Promise<KeptEvent[]> {
    const [run] = await database.ask(() =>
      log
        .find({ _id: { $lte: position } }, EXTENT)
        .sort({ _id: -1 })
        .limit(1)
        .toArray(),
    )
    if (run === undefined || endOf(run) <= position) return []
    const found = await database.ask(() => log.findOne({ _id: run._id }))
    return found === null ? [] : eventsOf(found).filter((event) => event.position > position)
  }

  async function runsAbove(position: number, limit: number): Promise<KeptEvent[]> {
    const found: KeptEvent[] = []
    await gather({ _id: { $gt: position } }, { _id: 1 }, (run) => {
      found.push(...eventsOf(run))
      return found.length >= limit ? 'enough' : undefined
    })
    return found
  }

  /** In the order in which subscribers heard of them. */
  async function listOfSubject(query: EventQuery): Promise<KeptEvent[]> {
    const after = query.after?.position ?? 0
    const isTimed = query.since !== undefined || query.until !== undefined
    const { since, until } = timesOf(query)
    const timed = isTimed ? { until: { $gte: since }, time: { $lte: until } } : {}
    const found: KeptEvent[] = []
    await gather({ ...sameOf(query), _id: { $gt: after - MAX_RUN }, ...timed }, { _id: 1 }, (run) => {
      const wanted = eventsOf(run).filter(
        ({ position, time }) => position > after && time >= since && time <= until,
      )
      found.push(...wanted)
      return found.length >= query.limit ? 'enough' : undefined
    })
    return found.slice(0, query.limit)
  }

  /** Runs come by their earliest event, so what is to come is never earlier than the run that came last. */
  async function listByTime(query: EventQuery): Promise<KeptEvent[]> {
    const { since, until } = timesOf(query)
    const after = query.after ?? { time: since, position: 0 }
    const from = Math.max(since, after.time)
    const found: KeptEvent[] = []
    await gather(
      { ...sameOf(query), time: { $gte: from - MAX_SPAN_MS, $lte: until } },
      { time: 1, _id: 1 },
      (run) => {
        const [farthest] = found.slice(query.limit - 1)
        if (farthest !== undefined && farthest.time < run.time) return 'enough'
        const wanted = eventsOf(run).filter(
          (event) => event.time >= from && event.time <= until && inTime(event, after) > 0,
        )
        found.push(...wanted)
        found.sort(inTime).splice(query.limit)
        return undefined
      },
    )
    return found
  }

  return {
    last,

    async append(events) {
      for (let rest = onceEach(events); rest.length > 0; rest = await withoutKept(rest)) {
        const next = (await last()) + 1
        const runs = toRuns(rest)
        let position = next
        const documents = runs.map((run) => {
          const document = toDocument(run, position)
          position += run.length
          return document
        })
        // In order: where one finds its place taken, or an event in the log, those behind it are not inserted either.
        const insert = () => log.insertMany(documents, { ordered: true })
        if ((await database.violation(insert)) !== undefined) continue
        end.appended(runs.flat(), next)
        return
      }
    },

    async read(after, limit) {
      const known = end.above(after, limit)
      if (known !== undefined) return known
      const [rest, above] = await Promise.all([restOfRun(after), runsAbove(after, limit)])
      return [...rest, ...above].slice(0, limit)
    },

    list: (query) => (query.subject === undefined ? listByTime(query) : listOfSubject(query)),

    async removeBefore(time, limit) {
      const newest = await last()
      const old = await database.ask(() =>
        log
          .find({ time: { $lt: time }, _id: { $lt: newest } }, { projection: { _id: 1, count: 1, until: 1 } })
          .sort({ time: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      )
      const ids: number[] = []
      let removed = 0
      for (const run of old) {
        if (removed >= limit) break
        if (run.until >= time || endOf(run) >= newest) continue
        ids.push(run._id)
        removed += run.count
      }
      if (ids.length === 0) return 0
      end.forget()
      await database.ask(() => log.deleteMany({ _id: { $in: ids } }))
      return removed
    },
  }
}

/** The server compares them with each other as little as with the log when they come in one command. */
function onceEach(events: NewEvent[]): NewEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()]
}

/** What all events of a run have in common. */
function sameOf({ subject, clientId, type }: EventQuery): Filter<EventRunDocument> {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(type === undefined ? {} : { type }),
  }
}

function timesOf({ since = 0, until = Number.MAX_SAFE_INTEGER }: EventQuery) {
  return { since, until }
}

function inTime(a: Pick<KeptEvent, 'time' | 'position'>, b: typeof a): number {
  return a.time - b.time || a.position - b.position
}
