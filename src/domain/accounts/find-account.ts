/** Finding an account by what people and tokens call it. */
import { DomainError } from '#domain/errors'
import type { Account, AccountId } from './account.ts'
import { normalizeEmail } from './account-input.ts'
import type { AccountStore } from './account-store.ts'
import { normalizeUsername } from './username.ts'

/** By e-mail address where it holds an @, by user name otherwise. */
export function findByIdentifier(store: AccountStore, identifier: string): Promise<Account | undefined> {
  const typed = normalizeIdentifier(identifier)
  return typed.includes('@') ? store.findByEmail(typed) : store.findByUsername(typed)
}

/** One form for everything that finds the same account, or the same lack of one. */
export function normalizeIdentifier(identifier: string): string {
  const typed = identifier.trim()
  return typed.includes('@') ? normalizeEmail(typed) : normalizeUsername(typed)
}

/** @throws DomainError `not_found`, code `no_such_user` */
export async function getAccount(store: AccountStore, id: string): Promise<Account> {
  const account = await store.findById(id as AccountId)
  if (account === undefined) throw new DomainError('not_found', 'no_such_user', 'There is no such user')
  return account
}

/**
 * By what an operator types: a sub, a number, or an e-mail address.
 * @throws DomainError `not_found`
 */
export async function getByOperator(store: AccountStore, who: string): Promise<Account> {
  const account = who.includes('@')
    ? await store.findByEmail(normalizeEmail(who))
    : /^\d{1,15}$/.test(who)
      ? await store.findByNumber(Number(who))
      : await store.findById(who as AccountId)
  if (account === undefined) throw new DomainError('not_found', 'no_such_user', `There is no user ${who}`)
  return account
}
