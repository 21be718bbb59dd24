/** Somebody has signed in: when, and a hash of today's parameters where the one kept is weaker. */
import type { Account } from './account.ts'
import type { NewEvent } from './account-store.ts'
import type { AccountDependencies } from './dependencies.ts'

/**
 * @param password what was typed, where it was a password; in its normal form
 * @returns the account as it is now; undefined when it is gone, or its password was changed while it was being checked:
 *   then nobody has signed in, and no newer password is overwritten by the hash of an older one
 */
export async function noteSignIn(
  { store, hasher }: Pick<AccountDependencies, 'store' | 'hasher'>,
  account: Account,
  password: string | undefined,
  events: NewEvent[],
): Promise<Account | undefined> {
  const { passwordHash } = account
  const isWeak = password !== undefined && passwordHash !== null && hasher.needsRehash(passwordHash)
  const change = {
    lastLoginAt: Date.now(),
    ...(isWeak ? { passwordHash: await hasher.hash(password) } : {}),
  }
  return store.update(account.id, change, { events, where: { passwordHash } })
}
