/**
 * A store that cannot be opened, told to the operator: the message says which file or server, what is wrong, and
 * what to do. The underlying failure is the `cause`.
 */
export class StoreOpenError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StoreOpenError'
  }
}

/** What is wrong with a server that answers. The message completes "Redis at … ", and says what to do. */
export class UnfitServerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnfitServerError'
  }
}
