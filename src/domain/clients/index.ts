/**
 * Clients: registered applications. Owns what makes a registration valid and the life of client secrets; how a
 * client proves itself at an endpoint is oidc's.
 */
import { toBrandInput } from '#domain/branding'
import { DomainError } from '#domain/errors'
import { newId } from '#lib/ids'
import type { Secrets } from '#lib/secrets'
import type { Client, ClientId, Tenancy } from './client.ts'
import { type ClientInput, type ClientMetadata, checkClientMetadata } from './client-metadata.ts'
import { createClientSecret, isClientSecret, needsSecret, withNewSecret } from './client-secrets.ts'
import type { ClientStore } from './client-store.ts'

export { ACCOUNT_CLIENT_ID, API_CLIENT_ID, builtInClients, SWAGGER_CLIENT_ID } from './built-in.ts'
export type { Client, ClientAuthMethod, ClientId, Tenancy } from './client.ts'
export {
  CLIENT_AUTH_METHODS,
  type ClientInput,
  DEVICE_CODE,
  GRANT_TYPES,
  TOKEN_EXCHANGE,
} from './client-metadata.ts'
export type { ClientStore } from './client-store.ts'

export interface RegisteredClient {
  client: Client
  /** In clear, this once; null for a client that has none. */
  secret: string | null
}

export interface Clients {
  /**
   * @param given what is not the application's to say; credentials where they are not made here
   * @throws DomainError `invalid` with code `invalid_client_metadata`, naming the field; `conflict` with code
   *   `client_exists` when the given id is taken
   */
  register(
    input: ClientInput,
    given?: { id?: string; secret?: string; tenancy?: Tenancy },
  ): Promise<RegisteredClient>
  find(id: string): Promise<Client | undefined>
  /** @throws DomainError `not_found` */
  get(id: string): Promise<Client>
  /** Of one project, or all. */
  list(of?: { projectId?: string }): Promise<Client[]>
  /** Changes the named members and checks the whole. @throws DomainError `invalid`, `not_found` */
  update(id: string, input: Partial<ClientInput>): Promise<RegisteredClient>
  /** Adds a secret; the newest two stay active. @throws DomainError `invalid` for a client without secret, `not_found` */
  rotateSecret(id: string): Promise<RegisteredClient>
  /** @throws DomainError `not_found` */
  delete(id: string): Promise<void>
  isSecret(client: Pick<Client, 'secrets'>, text: string): boolean
}

const PAGE = 500

/** @param deps `builtIn`: clients that are always there, and in no list */
export function createClients(deps: { store: ClientStore; secrets: Secrets; builtIn?: Client[] }): Clients {
  const { store, secrets } = deps
  const builtIn = new Map((deps.builtIn ?? []).map((client) => [client.id, client]))

  async function find(id: string): Promise<Client | undefined> {
    return builtIn.get(id as ClientId) ?? store.find(id as ClientId)
  }

  async function get(id: string): Promise<Client> {
    return (await find(id)) ?? notFound(id)
  }

  return {
    async register(input, given = {}) {
      const metadata = checkClientMetadata(input)
      const secret = needsSecret(metadata) ? createClientSecret(secrets, given.secret) : null
      const now = Date.now()
      const client: Client = {
        ...metadata,
        ...(given.tenancy === undefined ? {} : { tenancy: given.tenancy }),
        id: (given.id ?? newId()) as ClientId,
        secrets: secret === null ? [] : [secret.stored],
        createdAt: now,
        updatedAt: now,
      }
      await store.create(client)
      return { client, secret: secret?.text ?? null }
    },
    find,
    get,
    async list(of = {}) {
      const all: Client[] = []
      for (;;) {
        const last = all.at(-1)
        const page = await store.list({
          ...of,
          limit: PAGE,
          ...(last === undefined ? {} : { after: last }),
        })
        all.push(...page)
        if (page.length < PAGE) return all
      }
    },
    async update(id, input) {
      let secret: ReturnType<typeof createClientSecret> | null = null
      const client = await store.update(id as ClientId, (current) => {
        const metadata = checkClientMetadata({ ...toInput(current), ...input })
        secret = needsSecret(metadata) && current.secrets.length === 0 ? createClientSecret(secrets) : null
        return {
          ...current,
          ...metadata,
          secrets: secretsAfter(metadata, current, secret),
          updatedAt: Date.now(),
        }
      })
      if (client === undefined) notFound(id)
      return { client, secret: textOf(secret) }
    },
    async rotateSecret(id) {
      const secret = createClientSecret(secrets)
      const client = await store.update(id as ClientId, (current) => {
        if (!needsSecret(current)) {
          throw new DomainError('invalid', 'no_secret', `The client ${id} authenticates without a secret`)
        }
        return { ...current, secrets: withNewSecret(current.secrets, secret.stored), updatedAt: Date.now() }
      })
      if (client === undefined) notFound(id)
      return { client, secret: secret.text }
    },
    async delete(id) {
      if (!(await store.delete(id as ClientId))) notFound(id)
    },
    isSecret: (client, text) => isClientSecret(secrets, client, text),
  }
}

function notFound(id: string): never {
  throw new DomainError('not_found', 'no_such_client', `There is no client ${id}`)
}

function textOf(secret: { text: string } | null): string | null {
  return secret === null ? null : secret.text
}

/** A client that changes to a method without secret loses those it had. */
function secretsAfter(
  metadata: ClientMetadata,
  current: Client,
  added: ReturnType<typeof createClientSecret> | null,
): Client['secrets'] {
  if (!needsSecret(metadata)) return []
  return added === null ? current.secrets : [added.stored]
}

function toInput(client: Client): ClientInput {
  const { scope, jwks, jwksUri, ...rest } = client
  return {
    name: rest.name,
    redirectUris: rest.redirectUris,
    postLogoutRedirectUris: rest.postLogoutRedirectUris,
    grantTypes: rest.grantTypes,
    resources: rest.resources,
    authMethod: rest.authMethod,
    pkce: rest.pkce,
    firstParty: rest.firstParty,
    ...toBrandInput(rest.brand),
    ...(scope === null ? {} : { scope }),
    ...(jwks === null ? {} : { jwks }),
    ...(jwksUri === null ? {} : { jwksUri }),
  }
}
