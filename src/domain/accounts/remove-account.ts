/** An account ceases to be. What other rooms hold of the person is removed by personal-data, which calls this last. */
import type { Origin } from '#domain/events'
import type { AccountId } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'

/** True to the one caller that removed it. */
export async function removeAccount(
  { store, tokens, lockout }: AccountDependencies,
  accountId: string,
  origin: Origin,
): Promise<boolean> {
  const account = await store.findById(accountId as AccountId)
  if (account === undefined) return false
  const isRemoved = await store.remove(account.id, [
    accountEvent('auth.user_deleted', account, origin, { former_email: account.email }),
  ])
  await Promise.all([tokens.voidMailed(account.id), lockout.clear(account.id)])
  return isRemoved
}
