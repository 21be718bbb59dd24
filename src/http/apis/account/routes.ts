/** `account` (specification 004): everything about one's own account, below `/api/v1/auth`. */
import { accountStatus } from '#domain/accounts'
import { productVersion } from '#lib/product-version'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { refreshTokens } from '../refresh.ts'
import { requireSignedIn } from '../sign-in-outcome.ts'
import type { Surface } from '../surface.ts'
import { ACCOUNT_BASE, OWN_ACCOUNT } from './base.ts'
import { CODES, errors } from './errors.ts'
import {
  DONE_EXAMPLE,
  HEALTH_EXAMPLE,
  PROFILE_EXAMPLE,
  TOKENS_EXAMPLE,
  VALIDATED_EXAMPLE,
} from './examples.ts'
import {
  changePassword,
  confirmReset,
  requestReset,
  resendVerification,
  verifyEmail,
} from './password-routes.ts'
import {
  presentDone,
  presentHealth,
  presentProfile,
  presentRefused,
  presentTokens,
  presentValidated,
} from './present.ts'
import * as schemas from './schemas.ts'

export function accountSurface(core: ApiCore): Surface {
  return {
    name: 'account',
    description: 'Register, log in and out, see to the password and the profile.',
    base: ACCOUNT_BASE,
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

const register = ({ accounts, signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/register`,
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
      example: TOKENS_EXAMPLE,
    },
    failures: { weak_password: 400, user_exists: 409 },
    async handle({ body, origin }) {
      const account = await accounts.signUp(body, origin)
      const result = requireSignedIn(await signIn.signedUp(account, { origin }))
      const issued = await tokens.issue({ ...result, accountId: account.id }, origin)
      return presentTokens({ ...issued, tokenType: 'Bearer' }, account)
    },
  })

const login = ({ signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/login`,
    operationId: 'accountLogin',
    summary: 'Log in with a password',
    description: 'An account with a second factor cannot log in here; it is answered 403.',
    guard: { kind: 'public' },
    request: { schema: schemas.LOGIN, example: { username: 'johndoe', password: 'securePassword123' } },
    success: {
      status: 200,
      description: 'A session, and its tokens.',
      schema: schemas.TOKENS,
      example: TOKENS_EXAMPLE,
    },
    failures: { invalid_credentials: 401, mfa_required: 403, account_locked: 423 },
    async handle({ body, origin }) {
      const result = requireSignedIn(await signIn.checkPassword(body.username, body.password, { origin }))
      const issued = await tokens.issue({ ...result, accountId: result.account.id }, origin)
      return presentTokens({ ...issued, tokenType: 'Bearer' }, result.account)
    },
  })

const refresh = ({ tokens, guard }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/refresh`,
    operationId: 'accountRefresh',
    summary: 'Get new tokens',
    description: 'The refresh token is replaced; the old one is good for some seconds more, for a retry.',
    guard: { kind: 'public' },
    request: { schema: schemas.REFRESH, example: { refreshToken: TOKENS_EXAMPLE.refreshToken } },
    success: { status: 200, description: 'New tokens.', schema: schemas.TOKENS, example: TOKENS_EXAMPLE },
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
    path: `${ACCOUNT_BASE}/validate`,
    operationId: 'accountValidate',
    summary: 'Ask whether an access token is good',
    description: 'For gateways. Any text is answered; only a request without one is an error.',
    guard: { kind: 'public' },
    request: { schema: schemas.VALIDATE, example: { token: TOKENS_EXAMPLE.accessToken } },
    success: {
      status: 200,
      description: 'Whose token it is, or why it is not good.',
      schema: schemas.VALIDATED,
      example: VALIDATED_EXAMPLE,
    },
    async handle({ body: { token } }) {
      const caller = await guard.find(token)
      return caller === undefined ? presentRefused(await tokens.whyDead(token)) : presentValidated(caller)
    },
  })

const logout = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${ACCOUNT_BASE}/logout`,
    operationId: 'accountLogout',
    summary: 'Log out',
    description: 'Ends the session of the token, and with it every token of that session.',
    guard: OWN_ACCOUNT,
    success: {
      status: 200,
      description: 'The session has ended.',
      schema: schemas.DONE,
      example: { ...DONE_EXAMPLE, message: 'Successfully logged out' },
    },
    async handle({ caller, origin }) {
      await tokens.endSession(caller.accessToken, origin)
      return presentDone('Successfully logged out')
    },
  })

const profile = ({ signIn }: ApiCore) =>
  defineRoute({
    method: 'GET',
    path: `${ACCOUNT_BASE}/profile`,
    operationId: 'accountProfile',
    summary: 'See one’s own profile',
    guard: OWN_ACCOUNT,
    success: {
      status: 200,
      description: 'The profile.',
      schema: schemas.PROFILE,
      example: PROFILE_EXAMPLE,
    },
    handle: async ({ caller: { account } }) =>
      presentProfile(account, accountStatus(account, await signIn.lockedUntil(account.id))),
  })

function health() {
  const version = productVersion()
  return defineRoute({
    method: 'GET',
    path: `${ACCOUNT_BASE}/health`,
    operationId: 'accountHealth',
    summary: 'Ask whether the service is there',
    guard: { kind: 'public' },
    success: { status: 200, description: 'It is.', schema: schemas.HEALTH, example: HEALTH_EXAMPLE },
    handle: () => presentHealth(version),
  })
}
