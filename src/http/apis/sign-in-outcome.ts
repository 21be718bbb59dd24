/** What a sign-in came to, where only being signed in will do. */
import { accountLocked } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { SignInResult } from '#domain/sign-in'

/** @throws DomainError `unauthenticated`, code `invalid_credentials`; `locked`; `forbidden`, code `mfa_required` */
export function requireSignedIn(result: SignInResult): Extract<SignInResult, { outcome: 'signed-in' }> {
  if (result.outcome === 'signed-in') return result
  if (result.outcome === 'locked') throw accountLocked(result.until)
  if (result.outcome === 'second-factor-needed') {
    throw new DomainError('forbidden', 'mfa_required', 'A second factor is needed')
  }
  throw new DomainError('unauthenticated', 'invalid_credentials', 'The name or the password is wrong')
}
