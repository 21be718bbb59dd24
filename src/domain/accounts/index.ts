/**
 * Accounts: people and their credentials. Owns what makes an account valid, and everything that changes one; does not
 * know how anybody signs in (sign-in) nor what a token says about them (oidc). Every change is announced by its event,
 * which is kept together with it; mails follow from events, nobody sends one here.
 */
import type { Origin } from '#domain/events'
import type { Account, AccountId, Subject } from './account.ts'
import type { NewEvent, Page } from './account-store.ts'
import { type EmailChange, requestEmailChange } from './change-email.ts'
import { changePassword, type PasswordChange } from './change-password.ts'
import { createAccount } from './create-account.ts'
import type { AccountDependencies } from './dependencies.ts'
import { disableAccount, enableAccount } from './disable-account.ts'
import { findByIdentifier, getByOperator } from './find-account.ts'
import type { AccountInput } from './new-account.ts'
import { noteSignIn } from './note-sign-in.ts'
import { proveOwner } from './prove-owner.ts'
import { removeAccount } from './remove-account.ts'
import { type AskedLink, requestLink } from './request-link.ts'
import { requestPasswordReset, resetPassword } from './reset-password.ts'
import { type SignUpInput, signUp } from './sign-up.ts'
import { type ProfileChange, updateProfile } from './update-profile.ts'
import { requestEmailVerification, verifyEmail } from './verify-email.ts'

export {
  type Account,
  type AccountId,
  type AccountStatus,
  accountStatus,
  type StandardClaims,
  type Subject,
} from './account.ts'
export { checkEmail } from './account-input.ts'
export type { AccountStore } from './account-store.ts'
export { accountEvent } from './announce.ts'
export type { EmailChange } from './change-email.ts'
export type { PasswordChange } from './change-password.ts'
export type { AccountDependencies, SessionEnder } from './dependencies.ts'
export { normalizeIdentifier } from './find-account.ts'
export type { AccountInput } from './new-account.ts'
export { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, passwordAttempt } from './password-policy.ts'
export { estimatePassword, type PasswordStrength } from './password-strength.ts'
export { accountLocked } from './prove-owner.ts'
export type { AskedLink } from './request-link.ts'
export type { SignUpInput } from './sign-up.ts'
export type { ProfileChange } from './update-profile.ts'

/** What each one throws is told at its own file. Whatever people ask for names where they ask from. */
export interface Accounts {
  /** For people: roles as the settings allow, an address that is not verified yet. */
  signUp(input: SignUpInput, origin: Origin): Promise<Account>
  /** For operators, who may say everything. */
  create(input: AccountInput): Promise<Account>
  findById(id: string): Promise<Account | undefined>
  /** For what is asked often and needs neither a password's hash nor the last sign-in: tokens, sessions, mail. */
  findSubject(id: string): Promise<Subject | undefined>
  /** By an e-mail address or a user name, as it is typed. */
  findByIdentifier(identifier: string): Promise<Account | undefined>
  getByOperator(who: string): Promise<Account>
  list(page: Page): Promise<Account[]>

  requestEmailVerification(accountId: string, origin: Origin): Promise<void>
  /** @param token as mailed, for the present address or for the one that is to take its place */
  verifyEmail(token: string, origin: Origin): Promise<Account>
  requestEmailChange(accountId: string, input: EmailChange, origin: Origin): Promise<Account>

  /** For a mailed link that is no good any more. @param identifier as typed */
  requestLink(link: AskedLink, identifier: string, origin: Origin): Promise<void>

  requestPasswordReset(identifier: string, origin: Origin): Promise<void>
  resetPassword(input: { token: string; newPassword: string }, origin: Origin): Promise<Account>
  changePassword(accountId: string, input: PasswordChange, origin: Origin): Promise<Account>
  /** Before something that a stolen session must not do. */
  proveOwner(account: Account, password: string | undefined, origin: Origin): Promise<void>

  updateProfile(accountId: string, input: ProfileChange, origin: Origin): Promise<Account>

  disable(accountId: string, origin: Origin): Promise<Account>
  enable(accountId: string, origin: Origin): Promise<Account>
  /** The account alone; personal-data deletes a person. */
  remove(accountId: string, origin: Origin): Promise<boolean>

  /** For sign-in: after a success. */
  noteSignIn(account: Account, password: string | undefined, events: NewEvent[]): Promise<Account | undefined>
}

export function createAccounts(deps: AccountDependencies): Accounts {
  const { store } = deps
  return {
    signUp: (input, origin) => signUp(deps, input, origin),
    create: (input) => createAccount(deps, input),
    findById: (id) => store.findById(id as AccountId),
    findSubject: (id) => store.findSubject(id as AccountId),
    findByIdentifier: (identifier) => findByIdentifier(store, identifier),
    getByOperator: (who) => getByOperator(store, who),
    list: (page) => store.list(page),
    requestEmailVerification: (accountId, origin) => requestEmailVerification(deps, accountId, origin),
    verifyEmail: (token, origin) => verifyEmail(deps, token, origin),
    requestEmailChange: (accountId, input, origin) => requestEmailChange(deps, accountId, input, origin),
    requestLink: (link, identifier, origin) => requestLink(deps, link, identifier, origin),
    requestPasswordReset: (identifier, origin) => requestPasswordReset(deps, identifier, origin),
    resetPassword: (input, origin) => resetPassword(deps, input, origin),
    changePassword: (accountId, input, origin) => changePassword(deps, accountId, input, origin),
    proveOwner: (account, password, origin) => proveOwner(deps, account, password, origin),
    updateProfile: (accountId, input, origin) => updateProfile(deps, accountId, input, origin),
    disable: (accountId, origin) => disableAccount(deps, accountId, origin),
    enable: (accountId, origin) => enableAccount(deps, accountId, origin),
    remove: (accountId, origin) => removeAccount(deps, accountId, origin),
    noteSignIn: (account, password, events) => noteSignIn(deps, account, password, events),
  }
}
