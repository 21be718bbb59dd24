/** Resource indicators (RFC 8707): which resource servers a client may name, and what their tokens look like. */
import { errors, type ResourceServer as EngineResourceServer } from 'oidc-provider'
import type { ResourceServer, ResourceServers } from '#domain/resource-servers'
import { forEngine } from './engine-errors.ts'

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

export function createGetResourceServerInfo(resourceServers: ResourceServers) {
  return async (_ctx: unknown, uri: string, client: unknown): Promise<EngineResourceServer> => {
    const asking = client as ResourceClient
    const server = await forEngine(() => resourceServers.find(uri))
    if (server === undefined || !(asking.resources ?? []).includes(uri)) {
      throw new errors.InvalidTarget('resource is unknown, or not registered for this client')
    }
    return {
      audience: server.uri,
      scope: scopesFor(server, asking).join(' '),
      accessTokenFormat: 'jwt',
      accessTokenTTL: server.accessTokenTtlSeconds,
      jwt: { sign: { alg: server.alg } },
    } as EngineResourceServer
  }
}
