/** A locked account is opened before its time: by an operator, or by whoever reads the account's mail. */
import { accountEvent } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { SignInDependencies } from './dependencies.ts'

/** @throws DomainError `not_found`, code `no_such_user` */
export async function unlock(
  { accounts, lockout, events }: SignInDependencies,
  accountId: string,
  origin: Origin,
  reason: 'operator' | 'mail',
): Promise<void> {
  const account = await accounts.findById(accountId)
  if (account === undefined) throw new DomainError('not_found', 'no_such_user', 'There is no such user')
  const wasLocked = (await lockout.lockedUntil(account.id)) !== null
  await lockout.clear(account.id)
  if (wasLocked) await events.append([accountEvent('auth.account_unlocked', account, origin, { reason })])
}

/** @throws DomainError `expired`, code `link_expired` */
export async function unlockByMail(deps: SignInDependencies, token: string, origin: Origin): Promise<void> {
  const { accountId } = await deps.tokens.redeem(['unlock'], token)
  await unlock(deps, accountId, origin, 'mail')
}
