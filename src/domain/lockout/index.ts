/**
 * Lockout: how often somebody may be wrong about one account. Every check of a password, a code or a passkey is counted
 * here before it is made, so that parallel guesses are not more guesses; being wrong takes longer and longer, and
 * then the account is locked for a while. An address or a user name that nobody has is treated in the same way.
 */
import { type EventSink, newEvent, type Origin, originData } from '#domain/events'
import type { LimitStore } from '#domain/limits'
import type { Secrets } from '#lib/secrets'

/** Failures until an account is locked, counted since the last success. */
export const MAX_FAILURES = 10
/** Failures are forgotten after this, where no success made them be. */
const FAILURES_SECONDS = 24 * 3600
const FIRST_LOCK_SECONDS = 15 * 60
/** Each lock within a day is twice as long as the one before, up to this. */
const LONGEST_LOCK_SECONDS = 4 * 3600
const FREE_FAILURES = 3
const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 1000

/** Whom an attempt is about: an account, or what was typed where there is none. */
export type Suspect = { accountId: string } | { identifier: string }

/** One attempt that may be made. */
export interface Attempt {
  suspect: Suspect
  /** How many there have been without a success, this one included. */
  count: number
}

export type AttemptResult = { isLocked: false; attempt: Attempt } | { isLocked: true; until: number }

export interface Lockout {
  /** Counts an attempt, or says until when none may be made (milliseconds since the epoch). */
  begin(suspect: Suspect): Promise<AttemptResult>
  /**
   * The attempt was wrong: announces `auth.login_failed`, and `auth.account_locked` where it was the last one, and
   * holds the answer back.
   * @param reason a stable word, such as `wrong_password`
   * @returns until when the account is locked now, or null
   */
  failed(attempt: Attempt, origin: Origin, reason: string): Promise<number | null>
  /** The attempt was right, but more is needed: it is as if it had not been made. */
  undone(attempt: Attempt): Promise<void>
  /** Nothing has failed and nothing is locked any more: after a success, or because somebody unlocks the account. */
  clear(accountId: string): Promise<void>
  /** Milliseconds since the epoch; null where nothing is locked. */
  lockedUntil(accountId: string): Promise<number | null>
}

const PURPOSE = 'lockout'

export function createLockout(deps: {
  store: LimitStore
  secrets: Secrets
  events: EventSink
  /** Milliseconds to hold an answer back. */
  wait?: (ms: number) => Promise<unknown>
}): Lockout {
  const { store, events, secrets, wait = waitFor } = deps

  const hashOf = (suspect: Suspect): string => secrets.hash(PURPOSE, JSON.stringify(suspect))
  const failuresOf = (suspect: Suspect): string => `failures:${hashOf(suspect)}`
  const locksOf = (suspect: Suspect): string => `locks:${hashOf(suspect)}`

  async function lock(suspect: Suspect): Promise<void> {
    const { points: locks } = await store.add(locksOf(suspect), 1, FAILURES_SECONDS)
    const seconds = Math.min(FIRST_LOCK_SECONDS * 2 ** (locks - 1), LONGEST_LOCK_SECONDS)
    await store.setEnd(failuresOf(suspect), Date.now() + seconds * 1000)
  }

  return {
    async begin(suspect) {
      const { points: count, resetsAt } = await store.add(failuresOf(suspect), 1, FAILURES_SECONDS)
      if (count > MAX_FAILURES) {
        // Whoever makes the last attempt may not have set the end yet.
        return { isLocked: true, until: Math.min(resetsAt, Date.now() + LONGEST_LOCK_SECONDS * 1000) }
      }
      // Before the last attempt is even checked: what comes after it is locked out already, and knows until when.
      if (count === MAX_FAILURES) await lock(suspect)
      return { isLocked: false, attempt: { suspect, count } }
    },

    async failed({ suspect, count }, origin, reason) {
      const isLocking = count === MAX_FAILURES
      const known = 'accountId' in suspect ? { account_id: suspect.accountId } : {}
      // Of an account that does not exist as well: the log shows who tries addresses, and the answer takes as long.
      const subject = 'accountId' in suspect ? suspect.accountId : `unknown-${hashOf(suspect)}`
      const data = { ...known, ...originData(origin) }
      const failure = newEvent('auth.login_failed', subject, { ...data, reason })
      await events.append(isLocking ? [failure, newEvent('auth.account_locked', subject, data)] : [failure])
      await wait(delayOf(count))
      if (!isLocking) return null
      return (await store.find(failuresOf(suspect)))?.resetsAt ?? null
    },

    async undone({ suspect }) {
      await store.add(failuresOf(suspect), -1, FAILURES_SECONDS)
    },

    async clear(accountId) {
      await Promise.all([store.remove(failuresOf({ accountId })), store.remove(locksOf({ accountId }))])
    },

    async lockedUntil(accountId) {
      const found = await store.find(failuresOf({ accountId }))
      return found !== undefined && found.points >= MAX_FAILURES ? found.resetsAt : null
    },
  }
}

const waitFor = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms))

function delayOf(count: number): number {
  if (count <= FREE_FAILURES) return 0
  return Math.min(FIRST_DELAY_MS * 2 ** (count - FREE_FAILURES - 1), LONGEST_DELAY_MS)
}
