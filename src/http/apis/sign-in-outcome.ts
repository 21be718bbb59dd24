/** What a sign-in came to, where only being signed in will do. */
import { accountLocked } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { SignInResult } from '#domain/sign-in'
import type { SignedInByApi } from '#oidc'

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

type SignedIn = Extract<SignInResult, { outcome: 'signed-in' }>

/** As tokens are issued for it. */
export function provenBy({ account, acr, amr }: SignedIn): SignedInByApi {
  return { accountId: account.id, passwordChangedAt: account.passwordChangedAt, acr, amr }
}

/** @throws DomainError `unauthenticated`, code `invalid_credentials`; `locked`; SecondFactorNeeded */
export function requireSignedIn(result: SignInResult): SignedIn {
  if (result.outcome === 'signed-in') return result
  if (result.outcome === 'locked') throw accountLocked(result.until)
  if (result.outcome === 'second-factor-needed') throw new SecondFactorNeeded(result.token)
  throw new DomainError(
    'unauthenticated',
    'invalid_credentials',
    'The name, the password or the code is wrong',
  )
}
