/** An operator keeps somebody out, and lets them in again. */
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { getAccount } from './find-account.ts'
import { touched } from './touched.ts'

/**
 * Ends all sessions and grants, before and after: what refreshes a grant does not look at the account, so whoever is
 * interrupted here leaves nobody disabled with a grant; and what was made in between must not stay.
 * Disabled twice is disabled once. @throws DomainError `not_found`
 */
export async function disableAccount(
  { store, sessions, tokens }: AccountDependencies,
  accountId: string,
  origin: Origin,
): Promise<Account> {
  const account = await getAccount(store, accountId)
  await sessions.endAll(account.id, undefined, origin)
  const now = touched(account)
  const disabled =
    account.disabledAt !== null
      ? account
      : await store.update(
          account.id,
          { disabledAt: now, updatedAt: now },
          { events: [accountEvent('auth.user_disabled', account, origin)] },
        )
  await Promise.all([sessions.endAll(account.id, undefined, origin), tokens.voidMailed(account.id)])
  return disabled ?? getAccount(store, accountId)
}

/** @throws DomainError `not_found` */
export async function enableAccount(
  { store }: AccountDependencies,
  accountId: string,
  origin: Origin,
): Promise<Account> {
  const account = await getAccount(store, accountId)
  if (account.disabledAt === null) return account
  const enabled = await store.update(
    account.id,
    { disabledAt: null, updatedAt: touched(account) },
    { events: [accountEvent('auth.user_enabled', account, origin)] },
  )
  return enabled ?? getAccount(store, accountId)
}
