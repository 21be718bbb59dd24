/**
 * Port: the log of what happened, which is outbox and audit log in one. Events are appended, never changed; a change
 * in another durable store brings its events along, and both are kept or neither.
 */
import type { EventType } from './catalogue.ts'
import type { KeptEvent, NewEvent } from './event.ts'

export type { EventType, KeptEvent, NewEvent }

export interface EventQuery {
  /** Only events at a position above this one. */
  after?: number
  limit: number
  types?: EventType[]
  /** Account or client, by `subject`, `data.account_id` or `data.client_id`. */
  accountId?: string
  clientId?: string
  /** Milliseconds since the epoch, both included. */
  since?: number
  until?: number
}

export interface EventStore {
  /** Durable when it resolves. An event whose id is kept already is not kept again. */
  append(events: NewEvent[]): Promise<void>
  /** By position, ascending: oldest first. */
  list(query: EventQuery): Promise<KeptEvent[]>
}
