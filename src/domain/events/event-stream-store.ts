/** Port: a stream that other programs follow. */
export interface EventStreamStore {
  /** @param event a CloudEvents object as JSON; @throws DomainError `unavailable` */
  publish(event: string): Promise<void>
}
