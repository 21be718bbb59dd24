/** EventStore in SQLite: table `events`. */
import type {
  EventQuery,
  EventStore,
  EventType,
  KeptEvent,
  NewEvent,
} from '../../src/domain/events/event-store.ts'
import type { Database } from './database.ts'

interface EventRow {
  position: number
  id: string
  type: string
  time: number
  subject: string
  data: string
}

const INSERT = `INSERT INTO events (id, type, time, subject, client_id, data)
  VALUES (:id, :type, :time, :subject, :clientId, :data) ON CONFLICT (id) DO NOTHING`

const COLUMNS = 'position, id, type, time, subject, data'

/** What narrows a page further once an index has found its rows. */
const NARROWED = `time BETWEEN :since AND :until
  AND (:type IS NULL OR type = :type) AND (:clientId IS NULL OR client_id = :clientId)`

const BEHIND = '(time, position) > (:time, :position)'

/** Writes events into the transaction that is open, together with the change that they tell of. */
export function appendEvents(database: Database, events: NewEvent[]): void {
  const insert = database.statement(INSERT)
  for (const { id, type, time, subject, data } of events) {
    insert.run({ id, type, time, subject, clientId: data.client_id ?? null, data: JSON.stringify(data) })
  }
}

export function createEventStore(database: Database): EventStore {
  database.statement(INSERT)
  const read = database.statement<EventRow>(
    `SELECT ${COLUMNS} FROM events WHERE position > :after ORDER BY position LIMIT :limit`,
  )
  const last = database.statement<{ position: number }>(
    'SELECT position FROM events ORDER BY position DESC LIMIT 1',
  )
  const bySubject = database.statement<EventRow>(
    `SELECT ${COLUMNS} FROM events WHERE subject = :subject AND position > :position AND ${NARROWED}
     ORDER BY position LIMIT :limit`,
  )
  const byClient = pageOf(`client_id = :clientId AND ${BEHIND}`)
  const byType = pageOf(`type = :type AND ${BEHIND}`)
  const byTime = pageOf(BEHIND)
  const remove = database.statement(
    `DELETE FROM events WHERE position IN
       (SELECT position FROM events WHERE time < :time AND position < :last ORDER BY time LIMIT :limit)`,
  )

  function pageOf(found: string) {
    return database.statement<EventRow>(
      `SELECT ${COLUMNS} FROM events WHERE ${found} AND ${NARROWED} ORDER BY time, position LIMIT :limit`,
    )
  }

  const lastPosition = () => last.get()?.position ?? 0

  function find({ subject, clientId, type, after, since, until, limit }: EventQuery): EventRow[] {
    const narrowed = {
      clientId: clientId ?? null,
      type: type ?? null,
      since: since ?? 0,
      until: until ?? Number.MAX_SAFE_INTEGER,
      position: after?.position ?? 0,
      limit,
    }
    if (subject !== undefined) return bySubject.all({ ...narrowed, subject })
    // What lies before `since` is not walked through to get there.
    const behind = { time: Math.max(after?.time ?? 0, narrowed.since), position: narrowed.position }
    if (since !== undefined && since > (after?.time ?? 0)) behind.position = 0
    const page = clientId !== undefined ? byClient : type !== undefined ? byType : byTime
    return page.all({ ...narrowed, ...behind })
  }

  return {
    async append(events) {
      await Promise.all(events.map((event) => database.write(() => appendEvents(database, [event]))))
    },

    async read(after, limit) {
      return read.all({ after, limit }).map(toEvent)
    },

    async last() {
      return lastPosition()
    },

    async list(query) {
      return find(query).map(toEvent)
    },

    async removeBefore(time, limit) {
      return remove.run({ time, limit, last: lastPosition() })
    },
  }
}

function toEvent({ type, data, ...event }: EventRow): KeptEvent {
  return { ...event, type: type as EventType, data: JSON.parse(data) }
}
