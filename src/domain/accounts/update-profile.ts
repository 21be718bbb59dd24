/** A person says other things about themselves. */
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import { checkBio, checkText } from './account-input.ts'
import type { AccountChange } from './account-store.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { getAccount } from './find-account.ts'
import { touched } from './touched.ts'
import { checkUsername } from './username.ts'

/** What is absent stays as it is; null and an empty text take away. */
export interface ProfileChange {
  name?: string | null
  bio?: string | null
  username?: string | null
  /** A language tag. */
  locale?: string | null
}

const MAX_TRIES = 20

/** @throws DomainError `invalid` naming the field; `conflict`, code `username_taken`; `not_found` */
export async function updateProfile(
  { store }: Pick<AccountDependencies, 'store'>,
  accountId: string,
  input: ProfileChange,
  origin: Origin,
): Promise<Account> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const account = await getAccount(store, accountId)
    const change = { ...changeOf(account, input), updatedAt: touched(account) }
    const events = [accountEvent('auth.profile_updated', account, origin)]
    // The claims are kept whole: what somebody else changes meanwhile must not be lost.
    const where = { updatedAt: account.updatedAt }
    const changed = await store.update(account.id, change, { events, where })
    if (changed !== undefined) return changed
  }
  throw new DomainError(
    'unavailable',
    'busy',
    'The account is being changed all the time. Try again in a moment.',
  )
}

function changeOf({ claims }: Account, { name, bio, username, locale }: ProfileChange): AccountChange {
  return {
    claims: withClaim(withClaim(claims, 'name', name), 'locale', locale),
    ...(bio === undefined ? {} : { bio: checkBio(bio ?? '') || null }),
    ...(username === undefined ? {} : { username: username ? checkUsername(username) : null }),
  }
}

function withClaim(claims: Account['claims'], claim: 'name' | 'locale', value: string | null | undefined) {
  if (value === undefined) return claims
  const { [claim]: _before, ...rest } = claims
  const text = checkText(claim, value ?? '')
  return text === '' ? rest : { ...rest, [claim]: text }
}
