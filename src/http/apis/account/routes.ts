/** `account` (specification 004): everything about one's own account, below `/api/v1/auth`. */
import { accountStatus } from '#domain/accounts'
import { productVersion } from '#lib/product-version'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { refreshTokens } from '../refresh.ts'
import { provenBy, requireSignedIn } from '../sign-in-outcome.ts'
import type { Surface } from '../surface.ts'
import { CODES, errors } from './errors.ts'
import {
  presentDone,
  presentHealth,
  presentProfile,
  presentRefused,
  presentTokens,
  presentValidated,
} from './present.ts'
import * as schemas from './schemas.ts'

const BASE = '/api/v1/auth'

/** Only tokens for the account API open what is one's own: an app's token for userinfo must not change a password. */
const OWN_ACCOUNT = { kind: 'bearer', scopes: [], audience: 'account-api' } as const

const LOGGED_OUT = 'Successfully logged out'
const VERIFIED = 'Email verified successfully'
const SENT_AGAIN = 'Verification instructions sent to your email'
const RESET_ASKED = 'Password reset instructions sent to your email'
const RESET = 'Password reset successfully'
const CHANGED = 'Password changed successfully'
const TOKEN_EXAMPLE = 'abc123xyz789'

export function accountSurface(core: ApiCore): Surface {
  return {
    name: 'account',
    description: 'Register, log in and out, see to the password and the profile.',
    base: BASE,
    errors: errors(),
    codes: CODES,
    routes: [
      register(core),
      login(core),
      refresh(core),
      validate(core),
      logout(core),
      requestReset(core),
      confirmReset(core),
      changePassword(core),
      profile(core),
      verifyEmail(core),
      resendVerification(core),
      health(),
    ],
  }
}

/** What has nothing to show answers alike: that it was done. */
const done = (message: string) =>
  ({
    status: 200,
    description: 'It was done.',
    schema: schemas.DONE,
    example: presentDone(message),
  }) as const

const register = ({ accounts, signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/register`,
    operationId: 'accountRegister',
    summary: 'Make an account and log in',
    description: 'A mail with a link to verify the address goes out.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.REGISTER,
      example: { username: 'johndoe', email: 'johndoe@example.com', password: 'securePassword123' },
    },
    success: {
      status: 201,
      description: 'The account is there, and a session in it.',
      schema: schemas.TOKENS,
      example: schemas.TOKENS_EXAMPLE,
    },
    failures: { weak_password: 400, user_exists: 409 },
    async handle({ body, origin }) {
      const account = await accounts.signUp(body, origin)
      const result = requireSignedIn(await signIn.signedUp(account, { origin }))
      const issued = await tokens.issue(provenBy(result), origin)
      return presentTokens({ ...issued, tokenType: 'Bearer' }, account)
    },
  })

const login = ({ signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/login`,
    operationId: 'accountLogin',
    summary: 'Log in with a password',
    description: 'An account with a second factor cannot log in here; it is answered 403.',
    guard: { kind: 'public' },
    request: { schema: schemas.LOGIN, example: { username: 'johndoe', password: 'securePassword123' } },
    success: {
      status: 200,
      description: 'A session, and its tokens.',
      schema: schemas.TOKENS,
      example: schemas.TOKENS_EXAMPLE,
    },
    failures: { invalid_credentials: 401, mfa_required: 403, account_locked: 423 },
    async handle({ body, origin }) {
      const result = requireSignedIn(await signIn.checkPassword(body.username, body.password, { origin }))
      const issued = await tokens.issue(provenBy(result), origin)
      return presentTokens({ ...issued, tokenType: 'Bearer' }, result.account)
    },
  })

const refresh = ({ tokens, guard }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/refresh`,
    operationId: 'accountRefresh',
    summary: 'Get new tokens',
    description: 'The refresh token is replaced; the old one is good for some seconds more, for a retry.',
    guard: { kind: 'public' },
    request: { schema: schemas.REFRESH, example: { refreshToken: schemas.TOKENS_EXAMPLE.refreshToken } },
    success: {
      status: 200,
      description: 'New tokens.',
      schema: schemas.TOKENS,
      example: schemas.TOKENS_EXAMPLE,
    },
    failures: { invalid_grant: 401 },
    async handle({ body, ...call }) {
      const request = { refreshToken: body.refreshToken, keepsRefreshToken: false }
      const refreshed = await refreshTokens(tokens, call, request)
      const { account } = await guard.get(refreshed.accessToken)
      return presentTokens(refreshed, account)
    },
  })

const validate = ({ guard, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/validate`,
    operationId: 'accountValidate',
    summary: 'Ask whether an access token is good',
    description: 'For gateways. Any text is answered; only a request without one is an error.',
    guard: { kind: 'public' },
    request: { schema: schemas.VALIDATE, example: { token: schemas.TOKENS_EXAMPLE.accessToken } },
    success: {
      status: 200,
      description: 'Whose token it is, or why it is not good.',
      schema: schemas.VALIDATED,
      example: schemas.VALIDATED_EXAMPLE,
    },
    async handle({ body: { token } }) {
      const caller = await guard.find(token)
      return caller === undefined ? presentRefused(await tokens.whyDead(token)) : presentValidated(caller)
    },
  })

const logout = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/logout`,
    operationId: 'accountLogout',
    summary: 'Log out',
    description: 'Ends the session of the token, and with it every token of that session.',
    guard: OWN_ACCOUNT,
    success: { ...done(LOGGED_OUT), description: 'The session has ended.' },
    async handle({ caller, origin }) {
      await tokens.endSession(caller.accessToken, origin)
      return presentDone(LOGGED_OUT)
    },
  })

const profile = ({ signIn }: ApiCore) =>
  defineRoute({
    method: 'GET',
    path: `${BASE}/profile`,
    operationId: 'accountProfile',
    summary: 'See one’s own profile',
    guard: OWN_ACCOUNT,
    success: {
      status: 200,
      description: 'The profile.',
      schema: schemas.PROFILE,
      example: schemas.PROFILE_EXAMPLE,
    },
    handle: async ({ caller: { account } }) =>
      presentProfile(account, accountStatus(account, await signIn.lockedUntil(account.id))),
  })

const verifyEmail = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'GET',
    path: `${BASE}/verify-email/{token}`,
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

const resendVerification = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/verify-email/resend`,
    operationId: 'accountResendVerification',
    summary: 'Ask for another mail to verify the address',
    guard: OWN_ACCOUNT,
    success: done(SENT_AGAIN),
    async handle({ caller, origin }) {
      await accounts.requestEmailVerification(caller.account.id, origin)
      return presentDone(SENT_AGAIN)
    },
  })

const requestReset = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/password-reset`,
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

const confirmReset = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/password-reset/confirm`,
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

const changePassword = ({ accounts, tokens }: ApiCore) =>
  defineRoute({
    method: 'PUT',
    path: `${BASE}/change-password`,
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

function health() {
  const version = productVersion()
  return defineRoute({
    method: 'GET',
    path: `${BASE}/health`,
    operationId: 'accountHealth',
    summary: 'Ask whether the service is there',
    guard: { kind: 'public' },
    success: { status: 200, description: 'It is.', schema: schemas.HEALTH, example: schemas.HEALTH_EXAMPLE },
    handle: () => presentHealth(version),
  })
}
