/** What a resource server is: an API that accepts our access tokens, named by its resource indicator (RFC 8707). */

/** Algorithms that an access token for a resource server may be signed with. */
export const ACCESS_TOKEN_ALGS = ['ES256', 'RS256', 'PS256', 'EdDSA'] as const
export type AccessTokenAlg = (typeof ACCESS_TOKEN_ALGS)[number]

export interface ResourceServer {
  /** Absolute URI without fragment; the `aud` of its tokens. */
  uri: string
  /** Scope values it understands. */
  scopes: string[]
  alg: AccessTokenAlg
  /** Lifetime of its access tokens, in seconds. */
  accessTokenTtlSeconds: number
  createdAt: number
  updatedAt: number
}
