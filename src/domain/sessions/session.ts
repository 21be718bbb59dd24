/** What a person may know of one of their own sessions, and of what an application was granted. */
import type { AccountId } from '#domain/accounts'

export interface Session {
  /** Names it, and opens nothing. */
  id: string
  accountId: AccountId
  /** Milliseconds since the epoch, as all three times are. */
  signedInAt: number
  /** When it was last used, to the hour. */
  seenAt: number
  expiresAt: number
  /** Where the sign-in came from. */
  ip?: string
  userAgent?: string
  /** Applications that were signed in to in it. */
  clientIds: string[]
  /** Grants that end with it; those for offline access do not. */
  boundGrantIds: string[]
}

/** What an application may have of a person, with all the tokens that came of it. */
export interface Grant {
  id: string
  clientId: string
  /** The session in which it was given. */
  sessionId?: string
}
