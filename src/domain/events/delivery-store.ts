/**
 * Port: how far each subscriber has been told. What went well leaves no trace but the cursor; what did not is kept by
 * subject, since the log itself has all that waits behind it.
 */
import type { KeptEvent } from './event.ts'

export type { KeptEvent }

/** A subject of which a subscriber did not take an event: it gets none of the later ones before that one. */
export interface Stalled {
  subscriber: string
  subject: string
  /** Of the event that is to be delivered next. */
  position: number
  /** How often that one was tried. */
  attempts: number
  /** Since when nothing of this subject arrives; milliseconds since the epoch, as the next. */
  since: number
  nextAttemptAt: number
  /** Why the last attempt failed. */
  error: string
}

/** An event that a subscriber did not take in all the time it was given. */
export interface DeadLetter {
  subscriber: string
  event: KeptEvent
  /** Milliseconds since the epoch. */
  diedAt: number
  error: string
}

export interface DeliveryStore {
  /** All up to this position has been delivered, or is of a stalled subject; undefined before the first `advance`. */
  cursor(subscriber: string): Promise<number | undefined>
  /** Forward only: a lower position changes nothing. */
  advance(subscriber: string, position: number): Promise<void>
  stalled(subscriber: string): Promise<Stalled[]>
  /** One for a subscriber and a subject: takes the place of the one before. */
  stall(stalled: Stalled): Promise<void>
  resume(subscriber: string, subject: string): Promise<void>
  /** One for a subscriber and an event: takes the place of the one before, and is not marked. */
  bury(letter: DeadLetter): Promise<void>
  /** By position. @param query `marked`: only those that are to be tried again */
  letters(
    subscriber: string,
    query: { after?: number; limit: number; marked?: boolean },
  ): Promise<DeadLetter[]>
  /** Marks it to be tried again; false when there is none. */
  mark(subscriber: string, position: number): Promise<boolean>
  unbury(subscriber: string, position: number): Promise<void>
  /** Removes all that is kept of a subscriber. */
  forget(subscriber: string): Promise<void>
}
