/**
 * Port: the log of what happened, which is outbox and audit log in one. Events are appended, never changed; a change
 * in another durable store brings its events along, and both are kept or neither.
 */
import type { EventType } from './catalogue.ts'
import type { KeptEvent, NewEvent } from './event.ts'

export type { EventType, KeptEvent, NewEvent }

export interface EventQuery {
  /** Goes on behind this event, the last one of the page before. */
  after?: Pick<KeptEvent, 'time' | 'position'>
  limit: number
  type?: EventType
  /** Whom it is about: an account's id, or a client's where no person is concerned. */
  subject?: string
  /** By `data.client_id`. */
  clientId?: string
  /** Milliseconds since the epoch, both included. */
  since?: number
  until?: number
}

/** What keeps events that come without a change of a durable record. */
export interface EventSink {
  /** Durable when it resolves. @throws DomainError `unavailable` */
  append(events: NewEvent[]): Promise<void>
}

export interface EventStore extends EventSink {
  /**
   * Durable when it resolves, and at the end of the log, those of each subject in this order. What is in the log already
   * is left out.
   */
  append(events: NewEvent[]): Promise<void>
  /**
   * What lies above this position, lowest first. Whoever goes on from the last one that was read misses none: an
   * event never appears below one that could be read before.
   */
  read(after: number, limit: number): Promise<KeptEvent[]>
  /** Position of the newest event; 0 when there has been none. */
  last(): Promise<number>
  /** Oldest first: by time, or, with a subject, in the order in which subscribers heard of it. */
  list(query: EventQuery): Promise<KeptEvent[]>
  /**
   * Removes about so many events from before that time, never the newest, and says how many: as many or more, as long as
   * there are more. What is kept together with a younger one stays as long as that.
   */
  removeBefore(time: number, limit: number): Promise<number>
}
