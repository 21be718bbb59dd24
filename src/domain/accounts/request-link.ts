/**
 * A mailed link that is no good any more is asked for again, by whoever opened it: somebody who says what they sign in
 * with, and is not signed in. (Links for a new password: reset-password.ts.)
 */
import { type EventType, newEvent, type Origin, originData } from '#domain/events'
import type { Account } from './account.ts'
import { normalizeEmail } from './account-input.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { findByIdentifier } from './find-account.ts'

export type AskedLink = 'verify' | 'unlock'

/**
 * Answers alike, and after the same work, whether there is somebody to send a link to or not.
 * @param identifier an e-mail address or a user name
 * @throws DomainError `rate_limited`
 */
export async function requestLink(
  deps: AccountDependencies,
  link: AskedLink,
  identifier: string,
  origin: Origin,
): Promise<void> {
  const { store, events, limits } = deps
  await limits.charge('mail_request', origin.ip)
  const found = await findByIdentifier(store, identifier)
  const account = found?.disabledAt === null ? found : undefined
  const asked = await limits.spend('mail_to_account', account?.id ?? normalizeEmail(identifier).toLowerCase())
  if (asked?.isExceeded === true) return
  const types = await typesFor(deps, link, account)
  await events.append(
    account === undefined || types.length === 0
      ? [newEvent(link === 'verify' ? VERIFY : UNLOCK, 'unknown', originData(origin))]
      : types.map((type) => accountEvent(type, account, origin)),
  )
}

const VERIFY = 'auth.email_verification_requested'
const UNLOCK = 'auth.unlock_requested'

/** What there is to be asked for. One page is for an address that is to be verified and for one that is to be changed. */
async function typesFor(
  { lockout }: AccountDependencies,
  link: AskedLink,
  account: Account | undefined,
): Promise<EventType[]> {
  if (link === 'unlock') {
    const until = await lockout.lockedUntil(account?.id ?? '')
    return until === null ? [] : [UNLOCK]
  }
  const types: EventType[] = []
  if (account?.emailVerified === false) types.push(VERIFY)
  if (account !== undefined && account.pendingEmail !== null) types.push('auth.email_change_requested')
  return types
}
