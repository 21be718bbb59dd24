/** An operator makes an account for somebody, or takes one over from another system. */
import type { Account } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { type AccountInput, newAccount } from './new-account.ts'

/** @throws DomainError `invalid` naming the field; `conflict`, code `email_taken` or `username_taken`; `unavailable` */
export async function createAccount(
  { store, hasher }: Pick<AccountDependencies, 'store' | 'hasher'>,
  input: AccountInput,
): Promise<Account> {
  const account = await newAccount(hasher, input)
  return store.create(account, [accountEvent('auth.user_created', account, {}, { reason: 'operator' })])
}
