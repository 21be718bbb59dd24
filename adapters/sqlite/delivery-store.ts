/** DeliveryStore in SQLite: tables `delivery_cursors`, `stalled_deliveries`, `dead_letters`. */
import type { DeadLetter, DeliveryStore, Stalled } from '../../src/domain/events/delivery-store.ts'
import type { Database } from './database.ts'

interface StalledRow extends Omit<Stalled, 'nextAttemptAt'> {
  next_attempt_at: number
}

interface LetterRow {
  subscriber: string
  event: string
  died_at: number
  error: string
}

const LETTER = 'SELECT subscriber, event, died_at, error FROM dead_letters'
const PAGE = 'subscriber = :subscriber AND position > :after ORDER BY position LIMIT :limit'

export function createDeliveryStore(database: Database): DeliveryStore {
  const cursor = database.statement<{ position: number }>(
    'SELECT position FROM delivery_cursors WHERE subscriber = :subscriber',
  )
  const advance = database.statement(
    `INSERT INTO delivery_cursors (subscriber, position) VALUES (:subscriber, :position)
     ON CONFLICT (subscriber) DO UPDATE SET position = max(position, excluded.position)`,
  )
  const stalled = database.statement<StalledRow>(
    'SELECT * FROM stalled_deliveries WHERE subscriber = :subscriber',
  )
  const stall = database.statement(
    `INSERT INTO stalled_deliveries (subscriber, subject, position, attempts, since, next_attempt_at, error)
     VALUES (:subscriber, :subject, :position, :attempts, :since, :nextAttemptAt, :error)
     ON CONFLICT (subscriber, subject) DO UPDATE SET position = excluded.position, attempts = excluded.attempts,
       since = excluded.since, next_attempt_at = excluded.next_attempt_at, error = excluded.error`,
  )
  const resume = database.statement(
    'DELETE FROM stalled_deliveries WHERE subscriber = :subscriber AND subject = :subject',
  )
  const bury = database.statement(
    `INSERT INTO dead_letters (subscriber, position, event, died_at, error)
     VALUES (:subscriber, :position, :event, :diedAt, :error)
     ON CONFLICT (subscriber, position) DO UPDATE SET died_at = excluded.died_at, error = excluded.error, marked = 0`,
  )
  const letters = database.statement<LetterRow>(`${LETTER} WHERE ${PAGE}`)
  const marked = database.statement<LetterRow>(`${LETTER} WHERE marked = 1 AND ${PAGE}`)
  const mark = database.statement(
    'UPDATE dead_letters SET marked = 1 WHERE subscriber = :subscriber AND position = :position',
  )
  const unbury = database.statement(
    'DELETE FROM dead_letters WHERE subscriber = :subscriber AND position = :position',
  )
  const forgetting = ['delivery_cursors', 'stalled_deliveries', 'dead_letters'].map((table) =>
    database.statement(`DELETE FROM ${table} WHERE subscriber = :subscriber`),
  )

  return {
    async cursor(subscriber) {
      return cursor.get({ subscriber })?.position
    },
    async advance(subscriber, position) {
      await database.write(() => advance.run({ subscriber, position }))
    },
    async stalled(subscriber) {
      return stalled
        .all({ subscriber })
        .map(({ next_attempt_at: nextAttemptAt, ...rest }) => ({ ...rest, nextAttemptAt }))
    },
    async stall(one) {
      await database.write(() => stall.run({ ...one }))
    },
    async resume(subscriber, subject) {
      await database.write(() => resume.run({ subscriber, subject }))
    },
    async bury({ event, ...letter }) {
      const { position } = event
      await database.write(() => bury.run({ ...letter, position, event: JSON.stringify(event) }))
    },
    async letters(subscriber, { after = 0, limit, marked: onlyMarked = false }) {
      return (onlyMarked ? marked : letters).all({ subscriber, after, limit }).map(toLetter)
    },
    async mark(subscriber, position) {
      return (await database.write(() => mark.run({ subscriber, position }))) === 1
    },
    async unbury(subscriber, position) {
      await database.write(() => unbury.run({ subscriber, position }))
    },
    async forget(subscriber) {
      database.transaction(() => {
        for (const statement of forgetting) statement.run({ subscriber })
      })
    },
  }
}

function toLetter({ event, died_at: diedAt, ...letter }: LetterRow): DeadLetter {
  return { ...letter, diedAt, event: JSON.parse(event) }
}
