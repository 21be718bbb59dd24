/**
 * Port: where accounts live. Everything an adapter needs is exported here.
 *
 * Letter case: an e-mail address or user name belongs to one account whatever its letter case; adapters compare
 * by `toLowerCase()`, and the uniqueness is decided in the store, atomically: of any number of parallel `create`s or
 * `update`s with the same address exactly one succeeds. A pending address belongs to nobody yet.
 *
 * Events go with a change: both are kept or neither.
 */
import type { NewEvent } from '#domain/events'
import type { Account, AccountId, StandardClaims, Subject } from './account.ts'

export type { Account, AccountId, NewEvent, StandardClaims, Subject }

export type NewAccount = Omit<Account, 'number'>

export type AccountChange = Partial<Omit<Account, 'id' | 'number' | 'createdAt'>>

export interface UpdateOptions {
  events?: NewEvent[]
  /** Members that must still have these values, in the same step: otherwise nothing is changed. */
  where?: Partial<Pick<Account, 'passwordHash' | 'email' | 'pendingEmail' | 'updatedAt'>>
}

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
  create(account: NewAccount, events?: NewEvent[]): Promise<Account>
  findById(id: AccountId): Promise<Account | undefined>
  /** As `findById`, for what is asked at every request: frozen and shared where an adapter remembers it, and never out of date. */
  findSubject(id: AccountId): Promise<Subject | undefined>
  findByEmail(email: string): Promise<Account | undefined>
  findByUsername(username: string): Promise<Account | undefined>
  findByNumber(number: number): Promise<Account | undefined>
  /**
   * Changes the named members and nothing else. Answers the account as it is then, or undefined when it is gone or
   * `where` no longer holds; then no event is kept either.
   * @throws DomainError `conflict` with code `email_taken` or `username_taken`
   */
  update(id: AccountId, change: AccountChange, options?: UpdateOptions): Promise<Account | undefined>
  /** True to the one caller that removed it; its address and user name are free again, its number is not. */
  remove(id: AccountId, events?: NewEvent[]): Promise<boolean>
  /** By number, ascending; stable while accounts are added. */
  list(page: Page): Promise<Account[]>
}
