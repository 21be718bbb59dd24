/** How long until the next attempt: exponential, with jitter, so that what failed together does not return together. */

export interface RetryTimes {
  /** Milliseconds before the second attempt; three times as many before each further one. */
  firstRetryMs: number
  maxRetryMs: number
  /** Milliseconds after which an event becomes a dead letter, at its next failure. */
  giveUpMs: number
}

/** @param attempts made so far, at least one; @param random from 0 to 1 */
export function retryDelay(
  { firstRetryMs, maxRetryMs }: RetryTimes,
  attempts: number,
  random: number,
): number {
  const delay = Math.min(firstRetryMs * 3 ** (attempts - 1), maxRetryMs)
  return Math.round(delay * (0.75 + random / 2))
}
