/** The resource server that comes with the product: the JSON APIs by which people sign in and see to their account. */
import type { ResourceServer } from './resource-server.ts'

/** Lifetime of an access token from a sign-in at one of the JSON APIs, in seconds (contract, "Tokens"). */
const ACCESS_TOKEN_SECONDS = 900

/** Its scope values are those of OpenID Connect, since what it tells of a person is what userinfo tells. */
export const ACCOUNT_API_SCOPES = ['openid', 'profile', 'email'] as const

export function accountApi(issuer: string): ResourceServer {
  return Object.freeze({
    uri: `${issuer}/api`,
    scopes: [...ACCOUNT_API_SCOPES],
    alg: 'ES256',
    accessTokenTtlSeconds: ACCESS_TOKEN_SECONDS,
    createdAt: 0,
    updatedAt: 0,
  })
}
