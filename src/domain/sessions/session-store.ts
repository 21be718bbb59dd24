/**
 * Port: a person's sessions, and what hangs on them. What is removed here has ended for the next request on any node:
 * its tokens of every kind are dead at once.
 */
import type { Grant, Session } from './session.ts'

export type { Grant, Session }

export interface SessionStore {
  /** Live ones, the latest sign-in first. */
  list(accountId: string): Promise<Session[]>
  /** Live ones, of every session and for offline access, in no order. */
  listGrants(accountId: string): Promise<Grant[]>
  /** Ends the session alone; unknown ones are no error. */
  removeSession(sessionId: string): Promise<void>
  /** Ends a grant with all its tokens; unknown ones are no error. */
  removeGrant(grantId: string): Promise<void>
}
