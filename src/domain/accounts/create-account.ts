/** An operator makes an account for somebody, or takes one over from another system. */
import type { Account } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { type AccountInput, newAccount } from './new-account.ts'

/** @throws DomainError `invalid` naming the field; `conflict`, code `email_taken` or `username_taken`; `unavailable` */
export async function createAccount(
  deps: Pick<AccountDependencies, 'store' | 'hasher' | 'breaches'>,
  input: AccountInput,
): Promise<Account> {
  const account = await newAccount(deps, input)
  return deps.store.create(account, [accountEvent('auth.user_created', account, {}, { reason: 'operator' })])
}
