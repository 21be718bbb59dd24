/** What a sign-in came to, where only being signed in will do. */
import { accountLocked } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { SignInResult } from '#domain/sign-in'

/** The password was right, and the account asks for more. */
export class SecondFactorNeeded extends Error {
  /** To come back with the second factor; a bearer credential. */
  readonly token: string

  constructor(token: string) {
    super('A second factor is needed')
    this.name = 'SecondFactorNeeded'
    this.token = token
  }
}

/** @throws DomainError `unauthenticated`, code `invalid_credentials`; `locked`; SecondFactorNeeded */
export function requireSignedIn(result: SignInResult): Extract<SignInResult, { outcome: 'signed-in' }> {
  if (result.outcome === 'signed-in') return result
  if (result.outcome === 'locked') throw accountLocked(result.until)
  if (result.outcome === 'second-factor-needed') throw new SecondFactorNeeded(result.token)
  throw new DomainError(
    'unauthenticated',
    'invalid_credentials',
    'The name, the password or the code is wrong',
  )
}
