/**
 * A person shows that an address is theirs, by what was mailed to it: the address of the account, or the one that is to
 * take its place.
 */
import type { Origin } from '#domain/events'
import type { OneTimeToken } from '#domain/one-time-tokens'
import type { Account, AccountId } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { getAccount } from './find-account.ts'
import { linkExpired } from './link-expired.ts'
import { touched } from './touched.ts'

/**
 * Asks for another mail; does nothing for an address that is verified already.
 * @throws DomainError `not_found`; `rate_limited`
 */
export async function requestEmailVerification(
  { store, events, limits }: AccountDependencies,
  accountId: string,
  origin: Origin,
): Promise<void> {
  const account = await getAccount(store, accountId)
  if (account.emailVerified) return
  await limits.charge('mail_request', origin.ip)
  await limits.charge('mail_to_account', account.id)
  await events.append([accountEvent('auth.email_verification_requested', account, origin)])
}

/** @throws DomainError `expired`, code `link_expired`; `conflict`, code `email_taken`, where the new address is taken by now */
export async function verifyEmail(
  deps: AccountDependencies,
  token: string,
  origin: Origin,
): Promise<Account> {
  const redeemed = await deps.tokens.redeem(['verify_email', 'change_email'], token)
  return redeemed.purpose === 'verify_email'
    ? verifyPresent(deps, redeemed, origin)
    : takeOver(deps, redeemed, origin)
}

async function verifyPresent(
  { store }: AccountDependencies,
  { accountId, email }: OneTimeToken,
  origin: Origin,
) {
  const account = await store.findById(accountId as AccountId)
  if (account === undefined) throw linkExpired()
  if (account.emailVerified && account.email === email) return account
  const events = [accountEvent('auth.email_verified', account, origin)]
  // The address may have changed since the mail went out: then the link proves nothing about the present one.
  const verified = await store.update(
    account.id,
    { emailVerified: true, updatedAt: touched(account) },
    { events, where: { email } },
  )
  if (verified === undefined) throw linkExpired()
  return verified
}

async function takeOver(
  { store, tokens }: AccountDependencies,
  { accountId, email }: OneTimeToken,
  origin: Origin,
) {
  const account = await store.findById(accountId as AccountId)
  if (account === undefined) throw linkExpired()
  const change = { email, emailVerified: true, pendingEmail: null, updatedAt: touched(account) }
  const events = [accountEvent('auth.email_changed', account, origin, { former_email: account.email })]
  const changed = await store.update(account.id, change, { events, where: { pendingEmail: email } })
  if (changed === undefined) throw linkExpired()
  // Links that were mailed to the old address open nothing any more.
  await tokens.voidMailed(account.id)
  return changed
}
