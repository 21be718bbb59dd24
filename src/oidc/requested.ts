/** What an authorization request asks a person to allow. */
import type { ResourceServers } from '#domain/resource-servers'
import { forEngine } from './engine-errors.ts'
import { type ResourceClient, scopesFor } from './resources.ts'
import { CLAIMS_BY_SCOPE, OIDC_SCOPES } from './scopes.ts'

export interface Requested {
  /** OpenID scope values. */
  scopes: string[]
  /** Single claims, asked for by the `claims` parameter (OpenID Connect Core 1.0 §5.5). */
  claims: string[]
  /** Scope values by resource indicator. */
  resources: Record<string, string[]>
}

const GRANTED_WITHOUT_QUESTION = new Set(['sub', 'sid', 'auth_time', 'acr', 'amr', 'iss'])
const KNOWN_CLAIMS = new Set<string>(Object.values(CLAIMS_BY_SCOPE).flat())

/** @param params of a request that the engine has found valid */
export async function requestedBy(
  params: Record<string, unknown>,
  client: ResourceClient,
  resourceServers: ResourceServers,
): Promise<Requested> {
  const scopes = typeof params.scope === 'string' ? params.scope.split(' ') : []
  const resources: Record<string, string[]> = {}
  for (const uri of [params.resource ?? []].flat().map(String)) {
    const server = await forEngine(() => resourceServers.find(uri))
    if (server !== undefined) {
      resources[uri] = scopesFor(server, client).filter((scope) => scopes.includes(scope))
    }
  }
  return {
    scopes: scopes.filter((scope) => OIDC_SCOPES.some((known) => known === scope)),
    claims: claimNames(params.claims),
    resources,
  }
}

/**
 * What userinfo goes by of the `claims` parameter: the names of claims that exist. An access token carries them, and
 * must not become as long as whatever a request may say about them.
 */
export function userinfoClaims(claims: unknown): { userinfo: Record<string, null> } | undefined {
  const asked = (claims as { userinfo?: object } | undefined)?.userinfo ?? {}
  const names = Object.keys(asked).filter((name) => KNOWN_CLAIMS.has(name))
  return names.length === 0 ? undefined : { userinfo: Object.fromEntries(names.map((name) => [name, null])) }
}

function claimNames(claimsParameter: unknown): string[] {
  if (typeof claimsParameter !== 'string') return []
  const { userinfo, id_token: idToken } = JSON.parse(claimsParameter) as Record<string, object | undefined>
  const names = new Set([...Object.keys(userinfo ?? {}), ...Object.keys(idToken ?? {})])
  return [...names].filter((name) => KNOWN_CLAIMS.has(name) && !GRANTED_WITHOUT_QUESTION.has(name))
}
