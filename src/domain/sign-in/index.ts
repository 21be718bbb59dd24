/**
 * Sign-in: proving who you are. Owns the order of it — counted, checked, a second factor where one is set up, noted — and
 * what it proves (acr, amr); does not own the browser session that follows (oidc), the account (accounts), nor what
 * factors there are (factors). Wrong answers are counted by lockout, whatever they were answers to.
 */
import type { Account } from '#domain/accounts'
import type { Origin } from '#domain/events'
import type { Asked, PublicKeyCredentialRequestOptionsJSON } from '#domain/factors'
import { checkPasskey } from './check-passkey.ts'
import { checkPassword } from './check-password.ts'
import { complete } from './complete.ts'
import type { SignInDependencies } from './dependencies.ts'
import { beginSecondFactor, checkSecondFactor, type SecondFactor } from './second-factor.ts'
import type { SignInResult, Visit } from './sign-in-result.ts'
import { unlock, unlockByMail } from './unlock.ts'

export type { SignInDependencies } from './dependencies.ts'
export type { SecondFactor } from './second-factor.ts'
export { ACR_VALUES, type Acr, type Offer, type SignInResult, type Visit } from './sign-in-result.ts'

export interface SignIn {
  /**
   * Answers "refused" in the same time and with the same value whether the account does not exist, has no password,
   * is disabled, or the password is wrong; "locked" likewise, after as many failures.
   * @throws DomainError `rate_limited` when too much has failed from this address; `unavailable`, with code `busy` when
   *   too many passwords are being checked
   */
  checkPassword(identifier: string, password: string, visit: Visit): Promise<SignInResult>
  /** The second factor after the password. @throws as `checkPassword` */
  checkSecondFactor(
    input: { token: string; trustDevice?: boolean } & SecondFactor,
    visit: Visit,
  ): Promise<SignInResult>
  /** Asks a browser for a passkey. @param accountId absent where nobody is known yet */
  beginPasskey(accountId?: string): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>
  /** A passkey alone. @throws as `checkPassword` */
  checkPasskey(answer: { token: string; response: unknown }, visit: Visit): Promise<SignInResult>
  /**
   * For somebody who is signed in and has to show more (step-up): as after the password.
   * @param amr what the session says that they have shown
   * @returns undefined for an account that has no second factor
   */
  beginStepUp(
    account: Account,
    amr: string[],
    visit: Visit,
  ): Promise<Extract<SignInResult, { outcome: 'second-factor-needed' }> | undefined>
  /** Somebody has just signed up, with a password: that is a sign-in too. */
  signedUp(account: Account, visit: Visit): Promise<SignInResult>
  /** Whether the account can show a second factor: an app's codes, or a passkey. */
  hasSecondFactor(accountId: string): Promise<boolean>

  /** Milliseconds since the epoch; null where nothing is locked. */
  lockedUntil(accountId: string): Promise<number | null>
  /** By an operator. @throws DomainError `not_found` */
  unlock(accountId: string, origin: Origin): Promise<void>
  /** @param token as mailed. @throws DomainError `expired`, code `link_expired` */
  unlockByMail(token: string, origin: Origin): Promise<void>
}

export function createSignIn(deps: SignInDependencies): SignIn {
  const { factors, lockout } = deps

  async function hasSecondFactor(accountId: string): Promise<boolean> {
    const { totpSince, passkeys } = await factors.overview(accountId)
    return totpSince !== null || passkeys.length > 0
  }

  return {
    checkPassword: (identifier, password, visit) => checkPassword(deps, identifier, password, visit),
    checkSecondFactor: (input, visit) => checkSecondFactor(deps, input, visit),
    beginPasskey: (accountId) => factors.passkeys.beginUse(accountId),
    checkPasskey: (answer, visit) => checkPasskey(deps, answer, visit),
    async beginStepUp(account, amr, visit) {
      return (await hasSecondFactor(account.id)) ? beginSecondFactor(deps, account, amr, visit) : undefined
    },
    signedUp: (account, visit) =>
      complete(deps, account, { acr: 'urn:gatehouse:acr:1fa', amr: ['pwd'] }, visit),
    hasSecondFactor,
    lockedUntil: (accountId) => lockout.lockedUntil(accountId),
    unlock: (accountId, origin) => unlock(deps, accountId, origin, 'operator'),
    unlockByMail: (token, origin) => unlockByMail(deps, token, origin),
  }
}
