/** A person who has forgotten the password sets a new one, by what was mailed to the address of the account. */
import { DomainError } from '#domain/errors'
import { newEvent, type Origin, originData } from '#domain/events'
import type { Account, AccountId } from './account.ts'
import { normalizeEmail } from './account-input.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { findByIdentifier } from './find-account.ts'
import { linkExpired } from './link-expired.ts'
import { checkNewPassword } from './password-policy.ts'
import { touched } from './touched.ts'

/**
 * Answers alike, and after the same work, whether somebody has the address or not, unless the operator chose otherwise.
 * @param identifier an e-mail address or a user name
 * @throws DomainError `rate_limited`; `not_found`, code `no_such_user`, only where `revealsAccounts` is set
 */
export async function requestPasswordReset(
  { store, events, limits, settings }: AccountDependencies,
  identifier: string,
  origin: Origin,
): Promise<void> {
  await limits.charge('mail_request', origin.ip)
  const found = await findByIdentifier(store, identifier)
  const account = found?.disabledAt === null ? found : undefined
  if (account === undefined && settings.revealsAccounts) {
    throw new DomainError('not_found', 'no_such_user', 'There is no user with this address')
  }
  const asked = await limits.spend('mail_to_account', account?.id ?? normalizeEmail(identifier).toLowerCase())
  if (asked?.isExceeded === true) return
  await events.append([
    account === undefined
      ? newEvent('auth.password_reset_requested', 'unknown', originData(origin))
      : accountEvent('auth.password_reset_requested', account, origin),
  ])
}

/**
 * Ends every session and grant of the account, and unlocks it. A link that reached the address verifies it as well.
 * They end before and after: whoever is interrupted here leaves no new password beside the sessions of the old one.
 * @throws DomainError `expired`, code `link_expired`; `invalid`, code `weak_password`, which leaves the link as it is
 */
export async function resetPassword(
  { store, hasher, breaches, tokens, sessions, lockout }: AccountDependencies,
  input: { token: string; newPassword: string },
  origin: Origin,
): Promise<Account> {
  const looked = await tokens.look(['reset_password'], input.token)
  const account = looked && (await store.findById(looked.accountId as AccountId))
  if (account === undefined || account.disabledAt !== null) throw linkExpired()
  const password = await checkNewPassword(input.newPassword, account, breaches)
  const passwordHash = await hasher.hash(password)
  const { email } = await tokens.redeem(['reset_password'], input.token)
  await sessions.endAll(account.id, undefined, origin)
  const now = touched(account)
  const changed = await store.update(
    account.id,
    { passwordHash, passwordChangedAt: now, emailVerified: true, updatedAt: now },
    { events: [accountEvent('auth.password_reset', account, origin)], where: { email } },
  )
  if (changed === undefined) throw linkExpired()
  await Promise.all([
    sessions.endAll(account.id, undefined, origin),
    tokens.voidMailed(account.id),
    lockout.clear(account.id),
  ])
  return changed
}
