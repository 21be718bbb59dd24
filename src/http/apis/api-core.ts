/** What the surfaces call. */
import type { Accounts } from '#domain/accounts'
import type { Sessions } from '#domain/sessions'
import type { SignIn } from '#domain/sign-in'
import type { SecretChecker, Tenants } from '#domain/tenants'
import type { ApiTokens, TenantTokens } from '#oidc'
import type { BearerGuard } from './guard.ts'

export interface ApiCore {
  issuer: string
  accounts: Accounts
  signIn: SignIn
  sessions: Sessions
  tokens: ApiTokens
  tenants: Tenants
  tenantTokens: TenantTokens
  /** Of the secrets that clients of tenants send along. */
  secretChecker: SecretChecker
  guard: BearerGuard
}
