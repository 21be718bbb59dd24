/** `profile` (specification 000): the token endpoint and userinfo below `/auth`. Its logout is `auth`'s. */

import type { ApiCore } from '../api-core.ts'
import { defineRoute } from '../define-route.ts'
import { presentRefreshed, REFRESHED, refreshTokens } from '../refresh.ts'
import type { Surface } from '../surface.ts'
import { tokenEndpoint } from '../token-endpoint.ts'
import { CODES, errors } from './errors.ts'
import { presentUserinfo } from './present.ts'
import * as schemas from './schemas.ts'

export function profileSurface(core: ApiCore): Surface {
  return {
    name: 'profile',
    description: 'Tokens for applications, and what they say of a person.',
    base: '/auth',
    errors: errors(core.issuer),
    codes: CODES,
    routes: [tokenEndpoint('/auth/token', 'profileToken'), refresh(core), userinfo()],
  }
}

const refresh = ({ tokens }: ApiCore) =>
  defineRoute({
    method: 'POST',
    path: '/auth/token/refresh',
    operationId: 'profileRefresh',
    summary: 'Get a new access token',
    description:
      'The refresh token stays the same, and ends with its session. A token that was issued to a confidential client needs the authentication of that client.',
    guard: { kind: 'public' },
    request: {
      schema: schemas.REFRESH,
      example: { refresh_token: 'rt_dGhpc19pc19hX3JlZnJlc2hfdG9rZW4' },
    },
    success: {
      status: 200,
      description: 'A new access token.',
      schema: REFRESHED,
      example: {
        access_token: 'at_dGhpc19pc19hbl9hY2Nlc3NfdG9rZW4',
        token_type: 'Bearer',
        expires_in: 3600,
      },
    },
    failures: { invalid_grant: 400, unauthorized_client: 400, invalid_client: 401 },
    async handle({ body, ...call }) {
      const { refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret } = body
      const request = { refreshToken, clientId, clientSecret, keepsRefreshToken: true }
      return presentRefreshed(await refreshTokens(tokens, call, request))
    },
  })

const userinfo = () =>
  defineRoute({
    method: 'GET',
    path: '/auth/userinfo',
    operationId: 'profileUserinfo',
    summary: 'What the token says of the person',
    description: 'The claims that the scope of the token allows (OpenID Connect Core 1.0 §5.4).',
    guard: { kind: 'bearer', scopes: ['openid'], audience: 'any' },
    success: {
      status: 200,
      description: 'The claims.',
      schema: schemas.USERINFO,
      example: {
        sub: '123e4567-e89b-12d3-a456-426614174000',
        name: 'Jane Doe',
        email: 'jane.doe@example.com',
        email_verified: true,
        updated_at: 1678704854,
      },
    },
    handle: ({ caller }) => presentUserinfo(caller),
  })
