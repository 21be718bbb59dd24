/**
 * Events that go with the change of a document are kept in that document, since nothing here needs transactions: its
 * `outbox` holds them, oldest first, until they have been moved into the log (document-outbox.ts).
 */
import type { Document } from 'mongodb'
import type { NewEvent } from '../../src/domain/events/event-store.ts'
import { toOutboxMember } from './outbox-store.ts'

/** The update that makes the change and keeps its events. */
export function withEvents<Update extends Document>(update: Update, events: NewEvent[]): Update {
  if (events.length === 0) return update
  return { ...update, $push: { outbox: { $each: events.map(toOutboxMember) } } }
}

/** The same for a document that is new. */
export function newWithEvents<Members extends object>(document: Members, events: NewEvent[]) {
  return events.length === 0 ? document : { ...document, outbox: events.map(toOutboxMember) }
}
