/** `auth` (specification 002): accounts and first-party tokens below `/auth`. */
import { DomainError } from '#domain/errors'
import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { presentRefreshed, REFRESHED, refreshTokens } from '../refresh.ts'
import { provenBy, requireSignedIn } from '../sign-in-outcome.ts'
import type { Surface } from '../surface.ts'
import { CODES, errors } from './errors.ts'
import { presentIntrospected, presentLoggedIn, presentMe, presentSignedUp } from './present.ts'
import * as schemas from './schemas.ts'

const TOKENS_EXAMPLE = {
  access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
  refresh_token: 'rt_dGhpc19pc19hX3JlZnJlc2hfdG9rZW4',
  token_type: 'Bearer',
  expires_in: 900,
}
const PERSON_EXAMPLE = { user_id: '123e4567-e89b-12d3-a456-426614174000', role: 'user' }

export function authSurface(core: ApiCore): Surface {
  return {
    name: 'auth',
    description: 'Sign up, log in and out, refresh, ask who somebody is.',
    base: '/auth',
    errors: errors(core.issuer),
    codes: CODES,
    routes: [signup(core), login(core), loginMfa(core), refresh(core), logout(core), me(), introspect(core)],
  }
}

const signup = ({ accounts }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/signup',
    operationId: 'authSignup',
    summary: 'Make an account',
    description: 'A mail with a link to verify the address goes out.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.SIGNUP,
      example: { email: 'user@example.com', password: 'secret123', role: 'user' },
    },
    success: {
      status: 201,
      description: 'The account is there.',
      schema: schemas.SIGNED_UP,
      example: { ...PERSON_EXAMPLE, email: 'user@example.com', created_at: '2025-08-17T12:00:00Z' },
    },
    failures: { weak_password: 400, role_not_allowed: 403, user_exists: 409 },
    handle: async ({ body, origin }) => presentSignedUp(await accounts.signUp(body, origin)),
  })

const login = ({ signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/login',
    operationId: 'authLogin',
    summary: 'Log in with a password',
    guard: { kind: 'public' },
    request: { schema: schemas.LOGIN, example: { email: 'user@example.com', password: 'secret123' } },
    success: {
      status: 200,
      description: 'A session, and its tokens.',
      schema: schemas.LOGGED_IN,
      example: TOKENS_EXAMPLE,
    },
    failures: { invalid_credentials: 401, mfa_required: 403, account_locked: 423 },
    async handle({ body, origin }) {
      const result = requireSignedIn(await signIn.checkPassword(body.email, body.password, { origin }))
      return presentLoggedIn(await tokens.issue(provenBy(result), origin))
    },
  })

const loginMfa = ({ signIn, tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/login/mfa',
    operationId: 'authLoginMfa',
    summary: 'Log in with the second factor',
    description: 'What comes after `mfa_required`: its token, and a code of the app or a recovery code.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.MFA_LOGIN,
      example: { mfa_token: 'sf_dGhpc19pc19hbl9tZmFfdG9rZW4', code: '123456' },
    },
    success: {
      status: 200,
      description: 'A session, and its tokens.',
      schema: schemas.LOGGED_IN,
      example: TOKENS_EXAMPLE,
    },
    failures: { invalid_credentials: 401, account_locked: 423 },
    async handle({ body: { mfa_token: token, code }, origin }) {
      const result = requireSignedIn(await signIn.checkSecondFactor({ token, code }, { origin }))
      return presentLoggedIn(await tokens.issue(provenBy(result), origin))
    },
  })

const refresh = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/refresh',
    operationId: 'authRefresh',
    summary: 'Get a new access token',
    description: 'The refresh token stays the same, and ends with its session.',
    guard: { kind: 'public' },
    request: { schema: schemas.REFRESH, example: { refresh_token: TOKENS_EXAMPLE.refresh_token } },
    success: {
      status: 200,
      description: 'A new access token.',
      schema: REFRESHED,
      example: { ...TOKENS_EXAMPLE, refresh_token: undefined },
    },
    failures: { invalid_grant: 401 },
    async handle({ body, ...call }) {
      const request = { refreshToken: body.refresh_token, keepsRefreshToken: true }
      return presentRefreshed(await refreshTokens(tokens, call, request))
    },
  })

const logout = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/logout',
    operationId: 'authLogout',
    summary: 'Log out',
    description:
      'Ends the session behind the token, and with it every token of that session. Any one of the two members will do, or the access token as bearer.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.LOGOUT,
      example: { refresh_token: TOKENS_EXAMPLE.refresh_token },
      optional: true,
    },
    success: {
      status: 200,
      description: 'The session has ended, or there was none.',
      schema: schemas.LOGGED_OUT,
      example: { message: 'Logged out successfully' },
    },
    async handle({ body, bearer, origin }) {
      const token = body.refresh_token ?? body.token ?? bearer
      if (token === undefined) {
        throw new DomainError(
          'invalid',
          'invalid_request',
          'refresh_token, token or a bearer token is needed',
        )
      }
      await tokens.endSession(token, origin)
      return { message: 'Logged out successfully' }
    },
  })

const me = () =>
  defineRoute({
    method: 'GET',
    path: '/auth/me',
    operationId: 'authMe',
    summary: 'Who the token is for',
    guard: { kind: 'bearer', scopes: [], audience: 'any' },
    success: {
      status: 200,
      description: 'The person.',
      schema: schemas.ME,
      example: { ...PERSON_EXAMPLE, email: 'user@example.com', exp: 1692193929 },
    },
    handle: ({ caller }) => presentMe(caller),
  })

const introspect = ({ guard }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/introspect',
    operationId: 'authIntrospect',
    summary: 'Ask whether an access token is good',
    guard: { kind: 'public' },
    request: { schema: schemas.INTROSPECT, example: { token: TOKENS_EXAMPLE.access_token }, oauth: true },
    success: {
      status: 200,
      description: 'Whose token it is, or that it is not active.',
      schema: schemas.INTROSPECTED,
      example: { active: true, ...PERSON_EXAMPLE, exp: 1692193929 },
    },
    handle: async ({ body }) => presentIntrospected(await guard.find(body.token)),
  })
