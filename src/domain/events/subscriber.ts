/** Whoever is told of events as they happen. */
import type { KeptEvent } from './event.ts'

export interface Subscriber {
  /** Unique, and the same in every process and after every start: by it is kept what has been delivered. */
  name: string
  /** Position in the log above which it is told, when it was never told before; from the beginning by default. */
  startsAfter?: number
  wants(event: KeptEvent): boolean
  /**
   * Resolves when the event has arrived; whatever it throws means that it has not, and is tried again, for 24 hours.
   * Called in order for one subject, at least once for each event: after a crash again for some that arrived.
   */
  deliver(event: KeptEvent): Promise<void>
  /**
   * Whether what `deliver` threw is about that one event's subject, and tells nothing of whether others would arrive;
   * of no failure by default.
   */
  isOfSubject?(error: unknown): boolean
  /** The same for several of one subject, in order, where that costs less; all have arrived, or count as if none had. */
  deliverTogether?(events: KeptEvent[]): Promise<void>
}
