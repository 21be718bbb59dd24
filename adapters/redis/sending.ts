/** Commands of one caller that wait to be sent together with those of others. */
/** A command with its arguments, as it goes over the wire. */
export type Command = readonly [name: string, ...values: (string | number)[]]

export interface Sending {
  commands: readonly Command[]
  /** Nothing is sent after it; in milliseconds, as `performance.now()` counts them. */
  deadline: number
  resolve(replies: unknown[]): void
  reject(error: unknown): void
}

/**
 * Takes out what waits and is not late. Whoever sent what is has been told "unavailable" already, and then it should
 * better not happen any more.
 */
export function takeInTime(waiting: Sending[]): Sending[] {
  return waiting.splice(0).filter(({ deadline, reject }) => {
    const late = performance.now() > deadline
    if (late) reject(new Error('The time for this call was over before it was sent'))
    return !late
  })
}
