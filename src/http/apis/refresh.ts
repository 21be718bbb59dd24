/** A new access token for a refresh token, by the token endpoint itself, for surfaces that ask in their own words. */
import { DomainError } from '#domain/errors'
import type { ApiTokens } from '#oidc'
import type { Call, Guard } from './define-route.ts'
import { EXPIRES_IN, TOKEN_TYPE } from './fields.ts'

export interface Refreshed {
  accessToken: string
  refreshToken: string
  tokenType: string
  /** Seconds. */
  expiresIn: number
}

export interface RefreshRequest {
  refreshToken: string
  clientId?: string | undefined
  clientSecret?: string | undefined
  /** Whether the refresh token stays good, since the answer has no place for another one. */
  keepsRefreshToken: boolean
}

/** Of a client that says nothing of itself; nobody has registered it. */
const NOBODY = 'nobody'

/**
 * A client that authenticates is named by its authentication, any other by the token, which only a public client may
 * use without more.
 * @throws DomainError `invalid` with the engine's own code, `invalid_grant` above all; `unauthenticated`, code
 *   `invalid_client`; `unavailable`
 */
export async function refreshTokens(
  tokens: Pick<ApiTokens, 'clientOf'>,
  { authorization, forward }: Pick<Call<unknown, Guard>, 'authorization' | 'forward'>,
  request: RefreshRequest,
): Promise<Refreshed> {
  const { refreshToken, clientId, clientSecret, keepsRefreshToken } = request
  const isNamed = clientId !== undefined || /^basic /i.test(authorization)
  const named = isNamed ? clientId : ((await tokens.clientOf(refreshToken)) ?? NOBODY)
  if (named === NOBODY) throw invalidGrant('The refresh token is expired, revoked, or invalid')
  const { status, body } = await forward({
    endpoint: 'token',
    keepsRefreshToken,
    fields: {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      ...(named === undefined ? {} : { client_id: named }),
      ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    },
  })
  if (status === 401 && !isNamed)
    throw invalidGrant('The refresh token is for a client that must authenticate')
  if (status !== 200) throw refusal(status, body)
  return {
    accessToken: String(body.access_token),
    refreshToken: String(body.refresh_token ?? refreshToken),
    tokenType: String(body.token_type),
    expiresIn: Number(body.expires_in),
  }
}

function invalidGrant(message: string): DomainError {
  return new DomainError('invalid', 'invalid_grant', message)
}

function refusal(status: number, { error, error_description: description }: Record<string, unknown>): Error {
  const message = String(description ?? 'The request could not be answered')
  if (status === 503) return new DomainError('unavailable', 'temporarily_unavailable', message)
  if (status >= 500) return new Error(message)
  return new DomainError(status === 401 ? 'unauthenticated' : 'invalid', String(error), message)
}

/** An answer that has no place for another refresh token. */
export const REFRESHED = {
  type: 'object',
  properties: { access_token: { type: 'string' }, token_type: TOKEN_TYPE, expires_in: EXPIRES_IN },
  required: ['access_token', 'token_type', 'expires_in'],
  additionalProperties: false,
} as const

export function presentRefreshed({ accessToken, tokenType, expiresIn }: Refreshed) {
  return { access_token: accessToken, token_type: tokenType, expires_in: expiresIn }
}
