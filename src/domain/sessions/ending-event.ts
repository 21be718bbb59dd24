/**
 * How the end of a session, a grant or a token is announced, whoever ends it: just before it happens. The other way
 * round, whoever is told that the log was away, and tries again, would find nothing left to end, and the event would
 * never come. Its id follows from what ends, so that a second attempt is not a second event.
 */
import { createHash } from 'node:crypto'
import { type EventData, type NewEvent, newEvent } from '#domain/events'

/**
 * @param id of what ends: one end, one event
 * @param subject an account's id, or the client's where no person is concerned
 */
export function endingEvent(
  type: 'TokenRevoked' | 'auth.session_ended',
  id: string,
  subject: string,
  data: EventData,
): NewEvent {
  const eventId = createHash('sha256').update(`${type} ${id}`).digest('base64url')
  return { ...newEvent(type, subject, data), id: eventId }
}
