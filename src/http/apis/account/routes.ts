/** `account` (specification 004): everything about one's own account, below `/api/v1/auth`. */
import { accountStatus } from '#domain/accounts'
import { productVersion } from '#lib/product-version'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { refreshTokens } from '../refresh.ts'
import { requireSignedIn } from '../sign-in-outcome.ts'
import type { Surface } from '../surface.ts'
import { CODES, errors } from './errors.ts'
import {
  DONE_EXAMPLE,
  HEALTH_EXAMPLE,
  PROFILE_EXAMPLE,
  TOKENS_EXAMPLE,
  VALIDATED_EXAMPLE,
} from './examples.ts'
import { presentDone, presentHealth, presentProfile, presentTokens, presentValidated } from './present.ts'
import * as schemas from './schemas.ts'

const BASE = '/api/v1/auth'
const OWN = { kind: 'bearer', scopes: [], audience: 'account-api' } as const

export function accountSurface(core: ApiCore): Surface {
  return {
    name: 'account',
    description: 'Register, log in and out, see to the password and the profile.',
    base: BASE,
    errors: errors(),
    codes: CODES,
    routes: [register(core), login(core), refresh(core), validate(core), logout(core), profile(), health()],
  }
}

const register = ({ accounts, tokens }: ApiCore) =>
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
      example: TOKENS_EXAMPLE,
    },
    failures: { weak_password: 400, user_exists: 409 },
    async handle({ body, origin }) {
      const account = await accounts.signUp(body, origin)
      const issued = await tokens.issue(
        { accountId: account.id, acr: 'urn:gatehouse:acr:1fa', amr: ['pwd'] },
        origin,
      )
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
    path: `${BASE}/refresh`,
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

const validate = ({ guard }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/validate`,
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
    handle: async ({ body }) => presentValidated(await guard.find(body.token)),
  })

const logout = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: `${BASE}/logout`,
    operationId: 'accountLogout',
    summary: 'Log out',
    description: 'Ends the session of the token, and with it every token of that session.',
    guard: OWN,
    success: {
      status: 200,
      description: 'The session has ended.',
      schema: schemas.DONE,
      example: { ...DONE_EXAMPLE, message: 'Successfully logged out' },
    },
    async handle({ caller }) {
      await tokens.endSession(caller.accessToken)
      return presentDone('Successfully logged out')
    },
  })

const profile = () =>
  defineRoute({
    method: 'GET',
    path: `${BASE}/profile`,
    operationId: 'accountProfile',
    summary: 'See one’s own profile',
    guard: OWN,
    success: {
      status: 200,
      description: 'The profile.',
      schema: schemas.PROFILE,
      example: PROFILE_EXAMPLE,
    },
    handle: ({ caller: { account } }) => presentProfile(account, accountStatus(account)),
  })

function health() {
  const version = productVersion()
  return defineRoute({
    method: 'GET',
    path: `${BASE}/health`,
    operationId: 'accountHealth',
    summary: 'Ask whether the service is there',
    guard: { kind: 'public' },
    success: { status: 200, description: 'It is.', schema: schemas.HEALTH, example: HEALTH_EXAMPLE },
    handle: () => presentHealth(version),
  })
}
