/**
 * Port: where accounts live. Everything an adapter needs is exported here.
 *
 * Letter case: an e-mail address or user name belongs to one account whatever its letter case; adapters compare
 * by `toLowerCase()`, and the uniqueness is decided in the store, atomically: of any number of parallel `create`s
 * with the same address exactly one succeeds.
 */
import type { Account, AccountId, StandardClaims } from './account.ts'

export type { Account, AccountId, StandardClaims }

export type NewAccount = Omit<Account, 'number'>

export interface Page {
  /** Only accounts with a number above this one. */
  after?: number
  limit: number
}

export interface AccountStore {
  /**
   * Keeps a new account and allocates its number.
   * @throws DomainError `conflict` with code `email_taken`, `username_taken`, or, for an id in use, `account_exists`
   */
  create(account: NewAccount): Promise<Account>
  findById(id: AccountId): Promise<Account | undefined>
  findByEmail(email: string): Promise<Account | undefined>
  findByUsername(username: string): Promise<Account | undefined>
  findByNumber(number: number): Promise<Account | undefined>
  /** Changes the named members and nothing else; does nothing when the account is gone. */
  update(id: AccountId, change: Partial<Pick<Account, 'passwordHash' | 'lastLoginAt'>>): Promise<void>
  /** By number, ascending; stable while accounts are added. */
  list(page: Page): Promise<Account[]>
}
