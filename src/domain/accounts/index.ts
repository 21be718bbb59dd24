/**
 * Accounts: people and their credentials. Owns what makes an account valid and how one comes into being;
 * does not know how anybody signs in (sign-in) nor what a token says about them (oidc).
 */
import type { PasswordHasher } from '#lib/password-hash'
import type { Account, AccountId } from './account.ts'
import type { AccountStore, Page } from './account-store.ts'
import { findByIdentifier, getByOperator } from './find-account.ts'
import { type SignUpInput, signUp } from './sign-up.ts'

export {
  type Account,
  type AccountId,
  type AccountStatus,
  accountStatus,
  type StandardClaims,
} from './account.ts'
export { checkEmail } from './account-input.ts'
export type { AccountStore } from './account-store.ts'
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, normalizePassword } from './password-policy.ts'
export type { SignUpInput } from './sign-up.ts'

export interface Accounts {
  signUp(input: SignUpInput): Promise<Account>
  findById(id: string): Promise<Account | undefined>
  findByIdentifier(identifier: string): Promise<Account | undefined>
  getByOperator(who: string): Promise<Account>
  list(page: Page): Promise<Account[]>
  /** After a sign-in: when it was, and a stronger hash where today's parameters are stronger than the stored one's. */
  noteSignIn(account: Account, password: string): Promise<void>
}

export function createAccounts(deps: { store: AccountStore; hasher: PasswordHasher }): Accounts {
  const { store, hasher } = deps
  return {
    signUp: (input) => signUp(deps, input),
    findById: (id) => store.findById(id as AccountId),
    findByIdentifier: (identifier) => findByIdentifier(store, identifier),
    getByOperator: (who) => getByOperator(store, who),
    list: (page) => store.list(page),
    async noteSignIn(account, password) {
      const weak = account.passwordHash !== null && hasher.needsRehash(account.passwordHash)
      await store.update(account.id, {
        lastLoginAt: Date.now(),
        ...(weak ? { passwordHash: await hasher.hash(password) } : {}),
      })
    },
  }
}
