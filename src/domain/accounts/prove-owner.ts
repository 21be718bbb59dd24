/** Whoever is signed in shows that they know the password, before something that a stolen session must not do. */
import { DomainError, type FieldCode } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import type { AccountDependencies } from './dependencies.ts'
import { passwordAttempt } from './password-policy.ts'

/**
 * Counts against the lockout like a sign-in. An account without a password has nothing to show: whoever asks must
 * make sure of a recent sign-in by other means.
 * @throws DomainError `unauthenticated`, code `wrong_password`, naming the field `currentPassword`; `locked`, code
 *   `account_locked`, with `retryAfterSeconds`; `unavailable`
 */
export async function proveOwner(
  { hasher, lockout }: Pick<AccountDependencies, 'hasher' | 'lockout'>,
  account: Account,
  password: string | undefined,
  origin: Origin,
): Promise<void> {
  if (account.passwordHash === null) return
  const begun = await lockout.begin({ accountId: account.id })
  if (begun.isLocked) throw accountLocked(begun.until)
  if (await hasher.verify(account.passwordHash, passwordAttempt(password ?? ''))) {
    await lockout.undone(begun.attempt)
    return
  }
  const lockedUntil = await lockout.failed(begun.attempt, origin, 'wrong_password')
  if (lockedUntil !== null) throw accountLocked(lockedUntil)
  const fieldCodes: Record<string, FieldCode> = { currentPassword: 'password_wrong' }
  const fields = { currentPassword: 'is not the password of this account' }
  throw new DomainError('unauthenticated', 'wrong_password', 'The password is wrong', { fields, fieldCodes })
}

/** @param until milliseconds since the epoch */
export function accountLocked(until: number): DomainError {
  return new DomainError('locked', 'account_locked', 'Too many failed attempts. Try again later.', {
    retryAfterSeconds: Math.max(1, Math.ceil((until - Date.now()) / 1000)),
  })
}
