/** Finding an account by what people and tokens call it. */
import { DomainError } from '#domain/errors'
import type { Account, AccountId } from './account.ts'
import type { AccountStore } from './account-store.ts'

/** By e-mail address where it holds an @, by user name otherwise. */
export function findByIdentifier(store: AccountStore, identifier: string): Promise<Account | undefined> {
  return identifier.includes('@') ? store.findByEmail(identifier) : store.findByUsername(identifier)
}

/**
 * By what an operator types: a sub, a number, or an e-mail address.
 * @throws DomainError `not_found`
 */
export async function getByOperator(store: AccountStore, who: string): Promise<Account> {
  const account = who.includes('@')
    ? await store.findByEmail(who)
    : /^\d{1,15}$/.test(who)
      ? await store.findByNumber(Number(who))
      : await store.findById(who as AccountId)
  if (account === undefined) throw new DomainError('not_found', 'no_such_user', `There is no user ${who}`)
  return account
}
