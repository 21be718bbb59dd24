/** Port: a stream that other programs follow. */
export interface EventStreamStore {
  /** @param events CloudEvents objects as JSON; @throws DomainError `unavailable` */
  publish(events: string[]): Promise<void>
}
