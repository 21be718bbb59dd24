/** The routes of `account` by which an address is verified and a password is set. */
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { ACCOUNT_BASE, OWN_ACCOUNT } from './base.ts'
import { DONE_EXAMPLE } from './examples.ts'
import { presentDone } from './present.ts'
import * as schemas from './schemas.ts'

/** All of these answer alike: that it was done. */
const done = (message: string) =>
  ({
    status: 200,
    description: 'It was done.',
    schema: schemas.DONE,
    example: { ...DONE_EXAMPLE, message },
  }) as const

const VERIFIED = 'Email verified successfully'
const SENT_AGAIN = 'Verification instructions sent to your email'
const RESET_ASKED = 'Password reset instructions sent to your email'
const RESET = 'Password reset successfully'
const CHANGED = 'Password changed successfully'
const TOKEN_EXAMPLE = 'abc123xyz789'

export const verifyEmail = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'GET',
    path: `${ACCOUNT_BASE}/verify-email/{token}`,
    operationId: 'accountVerifyEmail',
    summary: 'Verify an e-mail address',
    description: 'The mail itself leads to a page with a button, since what scans mails follows links.',
    pathParameters: { token: 'The token that was mailed. It is good once.' },
    changesByGet: true,
    guard: { kind: 'public' },
    success: done(VERIFIED),
    failures: { link_expired: 400, user_exists: 409 },
    async handle({ params, origin }) {
      await accounts.verifyEmail(params.token ?? '', origin)
      return presentDone(VERIFIED)
    },
  })

export const resendVerification = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/verify-email/resend`,
    operationId: 'accountResendVerification',
    summary: 'Ask for another mail to verify the address',
    guard: OWN_ACCOUNT,
    success: done(SENT_AGAIN),
    async handle({ caller, origin }) {
      await accounts.requestEmailVerification(caller.account.id, origin)
      return presentDone(SENT_AGAIN)
    },
  })

export const requestReset = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/password-reset`,
    operationId: 'accountRequestPasswordReset',
    summary: 'Ask for a mail to set another password',
    description:
      'Answers alike whether somebody has the address or not, unless the operator chose otherwise.',
    guard: { kind: 'public' },
    request: { schema: schemas.PASSWORD_RESET, example: { email: 'johndoe@example.com' } },
    success: done(RESET_ASKED),
    failures: { no_such_user: 404 },
    async handle({ body, origin }) {
      await accounts.requestPasswordReset(body.email, origin)
      return presentDone(RESET_ASKED)
    },
  })

export const confirmReset = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/password-reset/confirm`,
    operationId: 'accountConfirmPasswordReset',
    summary: 'Set another password by what was mailed',
    description: 'Ends every session of the account, and every token with them.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.PASSWORD_RESET_CONFIRM,
      example: { token: TOKEN_EXAMPLE, newPassword: 'newSecurePassword123' },
    },
    success: done(RESET),
    failures: { link_expired: 400, weak_password: 400 },
    async handle({ body, origin }) {
      await accounts.resetPassword(body, origin)
      return presentDone(RESET)
    },
  })

export const changePassword = ({ accounts, tokens }: ApiCore) =>
  defineRoute({
    method: 'PUT',
    path: `${ACCOUNT_BASE}/change-password`,
    operationId: 'accountChangePassword',
    summary: 'Change the password',
    description: 'Ends every other session of the account; the one of the token stays.',
    guard: OWN_ACCOUNT,
    request: {
      schema: schemas.CHANGE_PASSWORD,
      example: { currentPassword: 'oldPassword123', newPassword: 'newSecurePassword123' },
    },
    success: done(CHANGED),
    failures: { wrong_password: 400, weak_password: 400, changed_meanwhile: 409, account_locked: 423 },
    async handle({ body, caller, origin }) {
      const sessionId = await tokens.sessionOf(caller.token)
      const change = sessionId === undefined ? body : { ...body, sessionId }
      await accounts.changePassword(caller.account.id, change, origin)
      return presentDone(CHANGED)
    },
  })
