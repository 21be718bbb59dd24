/**
 * Tenants: customers of whoever runs this provider, kept apart from each other. Owns which tenants, projects and members
 * there are, what a member may do and why, and which client may have a token about whom; the tokens themselves, and how
 * a client or another OpenID provider proves something, are oidc's.
 */
import type { Accounts } from '#domain/accounts'
import type { ClientInput, Clients, RegisteredClient } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { type ApplicationGrants, createApplicationGrants } from './application-grants.ts'
import { createExplain, type Explanation } from './explain.ts'
import { createMembers, type Members } from './members.ts'
import { createRegistry, type Registry } from './registry.ts'
import type { TenantDataStore } from './tenant-data-store.ts'
import type { TenantStore } from './tenant-store.ts'
import type { TokenEnding } from './token-ending.ts'

export {
  type ApplicationGrant,
  type ApplicationGrants,
  type Place,
  type Plane,
  unauthorized,
  type Who,
} from './application-grants.ts'
export type { Explanation } from './explain.ts'
export {
  type Authorization,
  authorizationOf,
  type Identity,
  type Member,
  type MemberId,
  type Reason,
} from './member.ts'
export type { Members, VouchedIdentity } from './members.ts'
export type { Registry } from './registry.ts'
export type { SecretChecker } from './secret-checker.ts'
export { servedClients } from './served-clients.ts'
export type { Project, Tenant, TenantId, TrustedIssuer } from './tenant.ts'
export type { TenantDataStore, TenantExport } from './tenant-data-store.ts'
export type { TenantStore } from './tenant-store.ts'
export type { TokenEnding } from './token-ending.ts'

export interface Tenants extends Registry {
  members: Members
  grants: ApplicationGrants
  /** @throws DomainError `not_found` for the project in the tenant; as `Clients.register` */
  registerClient(
    input: ClientInput,
    place: { tenantId: string; projectId: string },
  ): Promise<RegisteredClient>
  /** @throws DomainError `not_found` for the tenant, the client in it, or the member */
  explain(asked: { tenantId: string; email: string; clientId: string }): Promise<Explanation>
}

export function createTenants(deps: {
  issuer: string
  store: TenantStore
  data: TenantDataStore
  clients: Clients
  accounts: Accounts
  tokens: TokenEnding
}): Tenants {
  const { clients } = deps
  const registry = createRegistry(deps)
  const members = createMembers(deps)
  const grants = createApplicationGrants({ ...deps, members })

  async function checkProject({ tenantId, projectId }: { tenantId: string; projectId: string }) {
    const project = await registry.findProject(projectId)
    if (project?.tenantId === tenantId) return
    throw new DomainError('not_found', 'no_such_project', `There is no project ${projectId} in ${tenantId}`)
  }

  return {
    ...registry,
    members,
    grants,
    async registerClient(input, place) {
      await checkProject(place)
      const registered = await clients.register(input, { tenancy: { ...place } })
      try {
        // A project that was deleted meanwhile has not taken this client with it.
        await checkProject(place)
      } catch (error) {
        await clients.delete(registered.client.id)
        throw error
      }
      return registered
    },
    explain: createExplain({ registry, members, clients, grants }),
  }
}
