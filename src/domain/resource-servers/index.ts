/**
 * Resource servers: the APIs that accept our access tokens. Owns what makes one valid; what their tokens look like
 * on the wire is oidc's.
 */
import { DomainError, invalidField } from '#domain/errors'
import { parseScopeValues, SCOPE_RULE } from '#lib/scope-values'
import { ACCESS_TOKEN_ALGS, type AccessTokenAlg, type ResourceServer } from './resource-server.ts'
import type { ResourceServerStore } from './resource-server-store.ts'

export { ACCOUNT_API_SCOPES, accountApi } from './account-api.ts'
export { ACCESS_TOKEN_ALGS, type AccessTokenAlg, type ResourceServer } from './resource-server.ts'
export type { ResourceServerStore } from './resource-server-store.ts'

export const DEFAULT_ACCESS_TOKEN_TTL_SECONDS = 3600
const MAX_ACCESS_TOKEN_TTL_SECONDS = 24 * 3600
const MAX_URI_LENGTH = 1000

export interface ResourceServerInput {
  uri: string
  /** Scope values, space-separated. */
  scope?: string
  alg?: string
  accessTokenTtlSeconds?: number
}

export interface ResourceServers {
  /** @throws DomainError `invalid` naming the field, `conflict` with code `resource_exists` */
  create(input: ResourceServerInput): Promise<ResourceServer>
  find(uri: string): Promise<ResourceServer | undefined>
  /** @throws DomainError `not_found` */
  get(uri: string): Promise<ResourceServer>
  /** Changes the named members. @throws DomainError `invalid`, `not_found` */
  update(uri: string, input: Omit<ResourceServerInput, 'uri'>): Promise<ResourceServer>
  /** @throws DomainError `not_found` */
  delete(uri: string): Promise<void>
  list(): Promise<ResourceServer[]>
}

const PAGE = 500

/** @param builtIn resource servers that are always there, and in no list */
export function createResourceServers(
  store: ResourceServerStore,
  builtIn: ResourceServer[] = [],
): ResourceServers {
  async function find(uri: string): Promise<ResourceServer | undefined> {
    return builtIn.find((server) => server.uri === uri) ?? store.find(uri)
  }

  async function get(uri: string): Promise<ResourceServer> {
    return (await find(uri)) ?? notFound(uri)
  }
  return {
    async create(input) {
      const now = Date.now()
      if (builtIn.some(({ uri }) => uri === input.uri)) {
        throw new DomainError('conflict', 'resource_exists', `The resource server ${input.uri} is built in`)
      }
      const server: ResourceServer = {
        uri: checkUri(input.uri),
        scopes: checkScopes(input.scope ?? ''),
        alg: checkAlg(input.alg ?? 'ES256'),
        accessTokenTtlSeconds: checkTtl(input.accessTokenTtlSeconds ?? DEFAULT_ACCESS_TOKEN_TTL_SECONDS),
        createdAt: now,
        updatedAt: now,
      }
      await store.create(server)
      return server
    },
    find,
    get,
    async update(uri, input) {
      const changes: Partial<ResourceServer> = {
        ...(input.scope === undefined ? {} : { scopes: checkScopes(input.scope) }),
        ...(input.alg === undefined ? {} : { alg: checkAlg(input.alg) }),
        ...(input.accessTokenTtlSeconds === undefined
          ? {}
          : { accessTokenTtlSeconds: checkTtl(input.accessTokenTtlSeconds) }),
        updatedAt: Date.now(),
      }
      return (await store.update(uri, (current) => ({ ...current, ...changes }))) ?? notFound(uri)
    },
    async delete(uri) {
      if (!(await store.delete(uri))) notFound(uri)
    },
    async list() {
      const all: ResourceServer[] = []
      for (;;) {
        const last = all.at(-1)
        const page = await store.list({ limit: PAGE, ...(last === undefined ? {} : { after: last.uri }) })
        all.push(...page)
        if (page.length < PAGE) return all
      }
    },
  }
}

function notFound(uri: string): never {
  throw new DomainError('not_found', 'no_such_resource', `There is no resource server ${uri}`)
}

/** RFC 8707 §2: an absolute URI without a fragment. */
function checkUri(uri: string): string {
  if (
    uri.length > MAX_URI_LENGTH ||
    URL.parse(uri) === null ||
    uri.includes('#') ||
    /[\s\p{Cc}]/u.test(uri)
  ) {
    throw invalidField(
      'uri',
      `must be an absolute URI of at most ${MAX_URI_LENGTH} characters, without a fragment`,
    )
  }
  return uri
}

function checkScopes(scope: string): string[] {
  const values = parseScopeValues(scope)
  if (values === undefined) throw invalidField('scope', SCOPE_RULE)
  return values
}

function checkAlg(alg: string): AccessTokenAlg {
  const known = ACCESS_TOKEN_ALGS.find((candidate) => candidate === alg)
  if (known === undefined) throw invalidField('alg', `must be one of ${ACCESS_TOKEN_ALGS.join(', ')}`)
  return known
}

function checkTtl(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_ACCESS_TOKEN_TTL_SECONDS) {
    throw invalidField('ttl', `must be 1 to ${MAX_ACCESS_TOKEN_TTL_SECONDS} seconds`)
  }
  return seconds
}
