/**
 * Port: where events wait that could not be put into the log in the same step as the change that they tell of. They
 * are kept beside the change, and moved into the log by the relay: taken, appended there, and then forgotten here.
 * Whatever is interrupted in between happens once more, and the log leaves out what it has.
 */
import type { NewEvent } from './event.ts'

export type { NewEvent }

export interface WaitingEvent {
  event: NewEvent
  /** By which this outbox finds it again. Events that were kept as one have the same. */
  receipt: string
}

export interface OutboxStore {
  /** The oldest ones, oldest first; `isAll` when no other is waiting. A limit may be overrun by a few. */
  take(limit: number): Promise<{ waiting: WaitingEvent[]; isAll: boolean }>
  /** Forgets them, each with all the events that it stands for; unknown ones are no error. */
  done(receipts: string[]): Promise<void>
}
