/**
 * Sign-in: proving who you are. Owns the check of a password and what it proves (acr, amr); does not own the
 * browser session that follows (oidc) nor the account itself (accounts).
 */
import type { Accounts } from '#domain/accounts'
import type { PasswordHasher } from '#lib/password-hash'
import { checkPassword } from './check-password.ts'
import type { SignInResult } from './sign-in-result.ts'

export { ACR_VALUES, type SignInResult } from './sign-in-result.ts'

export interface SignIn {
  /**
   * Answers "refused" in the same time and with the same value whether the account does not exist, has no password
   * or the password is wrong.
   * @throws DomainError `unavailable` with code `busy` when too many passwords are being checked
   */
  checkPassword(identifier: string, password: string): Promise<SignInResult>
}

export function createSignIn(deps: { accounts: Accounts; hasher: PasswordHasher }): SignIn {
  return { checkPassword: (identifier, password) => checkPassword(deps, identifier, password) }
}
