/**
 * Port: counters that begin anew when their window is over, shared by all nodes. Every operation is one round trip and
 * atomic: of any number of parallel callers each gets a number of its own. Keys are opaque, and hold nothing that says
 * whom they are about.
 */

export interface Count {
  /** All that was added in the window so far, this call's points included. */
  points: number
  /** Milliseconds since the epoch at which the counter is gone. */
  resetsAt: number
}

export interface LimitStore {
  /** Adds to the counter. Where none runs, one begins, with a window of that many seconds. */
  add(key: string, points: number, windowSeconds: number): Promise<Count>
  find(key: string): Promise<Count | undefined>
  /** Lets the running window end then instead (milliseconds since the epoch); does nothing where none runs. */
  setEnd(key: string, resetsAt: number): Promise<void>
  /** Removing what is absent is no error. */
  remove(key: string): Promise<void>
  /** Deletes up to `limit` counters that are over and says how many. A store that forgets by itself answers 0. */
  removeExpired(limit: number): Promise<number>
}
