/** A person who is signed in sets another password. */
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { getAccount } from './find-account.ts'
import { checkNewPassword } from './password-policy.ts'
import { proveOwner } from './prove-owner.ts'
import { touched } from './touched.ts'

export interface PasswordChange {
  /** Needed where the account has one. */
  currentPassword?: string
  newPassword: string
  /** The session in which the person is at work, which stays; all others end, and every grant with them. */
  sessionId?: string
}

/**
 * Other sessions end before and after, as in resetPassword.
 * @throws DomainError `unauthenticated`, code `wrong_password`, naming `currentPassword`; `locked`; `invalid`, code
 *   `weak_password`, naming `password`; `conflict`, code `changed_meanwhile`; `not_found`
 */
export async function changePassword(
  deps: AccountDependencies,
  accountId: string,
  input: PasswordChange,
  origin: Origin,
): Promise<Account> {
  const { store, hasher, tokens, sessions, lockout } = deps
  const account = await getAccount(store, accountId)
  await proveOwner(deps, account, input.currentPassword, origin)
  const passwordHash = await hasher.hash(await checkNewPassword(input.newPassword, account, deps.breaches))
  await sessions.endAll(account.id, input.sessionId, origin)
  const now = touched(account)
  const changed = await store.update(
    account.id,
    { passwordHash, passwordChangedAt: now, updatedAt: now },
    {
      events: [accountEvent('auth.password_changed', account, origin)],
      where: { passwordHash: account.passwordHash },
    },
  )
  if (changed === undefined) {
    throw new DomainError('conflict', 'changed_meanwhile', 'The password was changed elsewhere meanwhile')
  }
  await Promise.all([
    sessions.endAll(account.id, input.sessionId, origin),
    tokens.voidMailed(account.id),
    lockout.clear(account.id),
  ])
  return changed
}
