/** Resource indicators (RFC 8707): which resource servers a client may name, and what their tokens look like. */
import { type ResourceServer as EngineResourceServer, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { ResourceServer, ResourceServers } from '#domain/resource-servers'
import { forEngine } from './engine-errors.ts'
import { OIDC_SCOPES } from './scopes.ts'

/** What of a client decides about resources, as the engine carries it. */
export interface ResourceClient {
  resources?: string[]
  allowed_scope?: string
}

/** Scope values of a resource server that the client may ask for. */
export function scopesFor(server: ResourceServer, client: ResourceClient): string[] {
  if (client.allowed_scope === undefined) return server.scopes
  const allowed = new Set(client.allowed_scope.split(' '))
  return server.scopes.filter((scope) => allowed.has(scope))
}

/** A client's request for a token of its own; there is no person who could have granted only a part of it. */
function isForItself(ctx: KoaContextWithOIDC): boolean {
  return ctx.oidc.params?.grant_type === 'client_credentials'
}

/** Offline means: while the person is away. */
const SCOPES_WITHOUT_PERSON = OIDC_SCOPES.filter((scope) => scope !== 'offline_access')

/**
 * What a client asks for itself, it gets as a whole or is told (RFC 6749 §5.2, `invalid_scope`); the engine would leave
 * out what it may not have, without a word where nothing remains.
 */
function checkOwnScope(ctx: KoaContextWithOIDC, available: readonly string[], problem: string): void {
  const asked = String(ctx.oidc.params?.scope ?? '').split(' ')
  const refused = asked.filter((scope) => scope !== '' && !available.includes(scope))
  if (refused.length > 0) throw new errors.InvalidScope(problem, refused.join(' '))
}

export function createGetResourceServerInfo(resourceServers: ResourceServers) {
  return async (ctx: KoaContextWithOIDC, uri: string, client: unknown): Promise<EngineResourceServer> => {
    const asking = client as ResourceClient
    const server = await forEngine(() => resourceServers.find(uri))
    if (server === undefined || !(asking.resources ?? []).includes(uri)) {
      throw new errors.InvalidTarget('resource is unknown, or not registered for this client')
    }
    const scopes = scopesFor(server, asking)
    if (isForItself(ctx)) checkOwnScope(ctx, scopes, 'requested scope is not one of this client and resource')
    return resourceServerInfo(server, scopes)
  }
}

/** What tokens for a resource server look like. @param scopes values of it that the client may have */
export function resourceServerInfo(server: ResourceServer, scopes = server.scopes): EngineResourceServer {
  return {
    audience: server.uri,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: server.accessTokenTtlSeconds,
    jwt: { sign: { alg: server.alg } },
  } as EngineResourceServer
}

/** Asked where a request names no resource: there is no default. Of several that were granted, none is preferred. */
export async function defaultResource(ctx: KoaContextWithOIDC, _client: unknown, oneOf?: readonly string[]) {
  if (isForItself(ctx)) {
    checkOwnScope(ctx, SCOPES_WITHOUT_PERSON, 'requested scope needs the resource parameter, or is unknown')
  }
  return oneOf
}
