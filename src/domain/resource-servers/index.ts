/**
 * Resource servers: the APIs that accept our access tokens. Owns what makes one valid; what their tokens look like
 * on the wire is oidc's.
 */
import { DomainError } from '#domain/errors'
import { ACCESS_TOKEN_ALGS, type AccessTokenAlg, type ResourceServer } from './resource-server.ts'
import type { ResourceServerStore } from './resource-server-store.ts'

export { ACCESS_TOKEN_ALGS, type AccessTokenAlg, type ResourceServer } from './resource-server.ts'
export type { ResourceServerStore } from './resource-server-store.ts'

export const DEFAULT_ACCESS_TOKEN_TTL_SECONDS = 3600
const MAX_ACCESS_TOKEN_TTL_SECONDS = 24 * 3600

/** RFC 6749 §3.3: printable ASCII without space, quote and backslash. */
const SCOPE_VALUE = /^[\x21\x23-\x5B\x5D-\x7E]+$/

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

export function createResourceServers(store: ResourceServerStore): ResourceServers {
  async function get(uri: string): Promise<ResourceServer> {
    return (await store.find(uri)) ?? notFound(uri)
  }
  return {
    async create(input) {
      const now = Date.now()
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
    find: (uri) => store.find(uri),
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

function invalid(field: string, problem: string): DomainError {
  return new DomainError('invalid', 'invalid_input', `${field} ${problem}`, { fields: { [field]: problem } })
}

/** RFC 8707 §2: an absolute URI without a fragment. */
function checkUri(uri: string): string {
  if (URL.parse(uri) === null || uri.includes('#') || /[\s\p{Cc}]/u.test(uri)) {
    throw invalid('uri', 'must be an absolute URI without a fragment')
  }
  return uri
}

function checkScopes(scope: string): string[] {
  const values = [...new Set(scope.split(' ').filter((value) => value !== ''))]
  if (!values.every((value) => SCOPE_VALUE.test(value))) {
    throw invalid('scope', 'must be scope values of printable ASCII, separated by spaces (RFC 6749 §3.3)')
  }
  return values
}

function checkAlg(alg: string): AccessTokenAlg {
  const known = ACCESS_TOKEN_ALGS.find((candidate) => candidate === alg)
  if (known === undefined) throw invalid('alg', `must be one of ${ACCESS_TOKEN_ALGS.join(', ')}`)
  return known
}

function checkTtl(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_ACCESS_TOKEN_TTL_SECONDS) {
    throw invalid('ttl', `must be 1 to ${MAX_ACCESS_TOKEN_TTL_SECONDS} seconds`)
  }
  return seconds
}
