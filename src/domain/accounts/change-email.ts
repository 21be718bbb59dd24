/** A person asks for another address: it becomes theirs when it is confirmed from there (verify-email.ts). */
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import { checkEmail } from './account-input.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { getAccount } from './find-account.ts'
import { proveOwner } from './prove-owner.ts'
import { touched } from './touched.ts'

export interface EmailChange {
  email: string
  /** Needed where the account has one. */
  currentPassword?: string
}

/**
 * Both addresses are told: the new one gets the link, the old one a notice, while it is still the account's.
 * @throws DomainError `invalid` naming the field; `conflict`, code `email_taken`; `unauthenticated`; `locked`;
 *   `rate_limited`; `not_found`
 */
export async function requestEmailChange(
  deps: AccountDependencies,
  accountId: string,
  input: EmailChange,
  origin: Origin,
): Promise<Account> {
  const { store, limits, tokens } = deps
  const pendingEmail = checkEmail(input.email)
  const account = await getAccount(store, accountId)
  await limits.charge('mail_request', origin.ip)
  await proveOwner(deps, account, input.currentPassword, origin)
  await limits.charge('mail_to_account', account.id)
  const owner = await store.findByEmail(pendingEmail)
  if (owner !== undefined && owner.id !== account.id) {
    throw new DomainError('conflict', 'email_taken', 'This e-mail address is taken')
  }
  await tokens.voidMailed(account.id, 'change_email')
  const changed = await store.update(
    account.id,
    { pendingEmail, updatedAt: touched(account) },
    { events: [accountEvent('auth.email_change_requested', account, origin)] },
  )
  return changed ?? getAccount(store, accountId)
}
