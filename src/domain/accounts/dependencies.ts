/** What the use cases of this room are made with. */
import type { AccountSettings } from '#config'
import type { EventSink, Origin } from '#domain/events'
import type { Limits } from '#domain/limits'
import type { Lockout } from '#domain/lockout'
import type { OneTimeTokens } from '#domain/one-time-tokens'
import type { BreachedPasswords } from '#lib/breached-passwords'
import type { PasswordHasher } from '#lib/password-hash'
import type { AccountStore } from './account-store.ts'

/** As `Sessions.endAll`: sessions know accounts, so accounts know no more of sessions than this. */
export interface SessionEnder {
  endAll(accountId: string, exceptId: string | undefined, origin: Origin): Promise<unknown>
}

export interface AccountDependencies {
  store: AccountStore
  hasher: PasswordHasher
  /** Absent where no service is to be asked. */
  breaches?: BreachedPasswords | undefined
  events: EventSink
  tokens: OneTimeTokens
  limits: Limits
  lockout: Lockout
  sessions: SessionEnder
  settings: AccountSettings
}
