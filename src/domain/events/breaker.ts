/**
 * Circuit breaker of one subscriber: when nothing arrives there whoever it is about, it is left alone for a while, and
 * then tried with one event. One subject's events that it does not like are no reason to stop the others'.
 */

export interface BreakerTimes {
  /** Milliseconds for which it stays open the first time; twice as long each further time. */
  coolDownMs: number
  maxCoolDownMs: number
}

export interface Breaker {
  /** Whether to leave the subscriber alone at present. */
  isOpen(): boolean
  /** Asks to try: false while it is open, and while the one that may try after that is on its way. */
  enter(): boolean
  succeeded(): void
  failed(subject: string): void
}

/** Subjects whose events failed in a row. */
const FAILED_SUBJECTS = 3

export function createBreaker({ coolDownMs, maxCoolDownMs }: BreakerTimes, now: () => number): Breaker {
  const failed = new Set<string>()
  let openUntil = 0
  let openings = 0
  let isProbing = false

  return {
    isOpen: () => isProbing || now() < openUntil,
    enter() {
      if (isProbing || now() < openUntil) return false
      isProbing = openings > 0
      return true
    },
    succeeded() {
      failed.clear()
      openings = 0
      isProbing = false
    },
    failed(subject) {
      failed.add(subject)
      // One of those that were on their way when it opened.
      if (!isProbing && now() < openUntil) return
      if (!isProbing && failed.size < FAILED_SUBJECTS) return
      openUntil = now() + Math.min(coolDownMs * 2 ** openings, maxCoolDownMs)
      openings += 1
      isProbing = false
    },
  }
}
