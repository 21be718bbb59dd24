/** What this room is made with. */
import type { Accounts } from '#domain/accounts'
import type { EventSink } from '#domain/events'
import type { Factors } from '#domain/factors'
import type { Limits } from '#domain/limits'
import type { Lockout } from '#domain/lockout'
import type { OneTimeTokens } from '#domain/one-time-tokens'
import type { PasswordHasher } from '#lib/password-hash'
import type { Secrets } from '#lib/secrets'

export interface SignInDependencies {
  accounts: Accounts
  hasher: PasswordHasher
  factors: Factors
  lockout: Lockout
  limits: Limits
  tokens: OneTimeTokens
  events: EventSink
  secrets: Secrets
}
