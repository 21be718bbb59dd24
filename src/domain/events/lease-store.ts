/**
 * Port: who does what only one should do at a time. A lease is a courtesy, not a lock: a holder that was asleep may go
 * on for a moment beside its successor, and nothing that leases protect is wrong then, only done twice.
 */
export interface LeaseStore {
  /**
   * Takes each that is free, has run out, or is the holder's already, for so many milliseconds from now.
   * @returns those that the holder has now
   */
  acquire(names: string[], holder: string, ttlMs: number): Promise<string[]>
  /** Gives them back, as far as they are the holder's. */
  release(names: string[], holder: string): Promise<void>
}
