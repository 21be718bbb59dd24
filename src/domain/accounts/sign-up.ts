/** A person makes an account for themselves. */
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import type { Account } from './account.ts'
import { accountEvent } from './announce.ts'
import type { AccountDependencies } from './dependencies.ts'
import { newAccount } from './new-account.ts'

export interface SignUpInput {
  email: string
  password: string
  username?: string
  name?: string
  role?: string
  /** A language tag: the language in which the person is written to. */
  locale?: string
}

/**
 * @throws DomainError `invalid` naming the field; `forbidden`, code `role_not_allowed`; `conflict`, code `email_taken` or
 *   `username_taken`; `rate_limited`; `unavailable`, code `busy`
 */
export async function signUp(
  deps: AccountDependencies,
  input: SignUpInput,
  origin: Origin,
): Promise<Account> {
  const { store, limits, settings } = deps
  const role = input.role ?? settings.signupRoles[0] ?? 'user'
  if (!settings.signupRoles.includes(role)) {
    throw new DomainError('forbidden', 'role_not_allowed', 'Nobody can sign up with this role')
  }
  await limits.charge('sign_up', origin.ip)
  // Member by member: what else a caller may have put into the input is no business of whoever signs up.
  const { email, password, username, name, locale } = input
  const account = await newAccount(deps, {
    email,
    password,
    role,
    ...(username === undefined ? {} : { username }),
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { claims: { locale } }),
  })
  return store.create(account, [accountEvent('auth.user_created', account, origin, { reason: 'sign_up' })])
}
