/**
 * Port: a person's sessions, and what hangs on them. What is ended here has ended for the next request on any node:
 * its tokens of every kind are dead at once.
 */
import type { Session } from './session.ts'

export type { Session }

export interface SessionStore {
  /** Live ones, the latest sign-in first. */
  list(accountId: string): Promise<Session[]>
  /** True when there was such a session of that account. Grants given for offline access live on. */
  end(accountId: string, sessionId: string): Promise<boolean>
  /**
   * Ends every session and every grant of the account, those for offline access too.
   * @param exceptId a session that stays, with all that was granted in it
   * @returns the ids of the sessions that ended
   */
  endAll(accountId: string, exceptId?: string): Promise<string[]>
  /** Ends what an application holds of an account, in every session and offline. */
  endApp(accountId: string, clientId: string): Promise<void>
}
