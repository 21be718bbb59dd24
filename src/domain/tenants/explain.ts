/** Why a token says what it says: which roles and groups led to which scopes and resources. */
import type { Clients } from '#domain/clients'
import { DomainError } from '#domain/errors'
import type { ApplicationGrants } from './application-grants.ts'
import { type Authorization, authorizationOf, type Reason, reasonsFor } from './member.ts'
import type { Members } from './members.ts'
import type { Registry } from './registry.ts'
import type { Tenant } from './tenant.ts'

export interface Explanation extends Authorization {
  tenant: Tenant
  projectId: string
  clientId: string
  email: string
  /** For each scope and each resource that the token has. */
  because: { scopes: Record<string, Reason[]>; resources: Record<string, Reason[]> }
  /** Scopes that the member has and this client may not ask for. */
  withheldScopes: string[]
}

/** @throws DomainError `not_found` for the tenant, the client in it, or the member */
export function createExplain(deps: {
  registry: Registry
  members: Members
  clients: Clients
  grants: ApplicationGrants
}) {
  return async (asked: { tenantId: string; email: string; clientId: string }): Promise<Explanation> => {
    const tenant = await deps.registry.get(asked.tenantId)
    const client = await deps.clients.get(asked.clientId)
    if (client.tenancy?.tenantId !== tenant.id) {
      throw new DomainError('not_found', 'no_such_client', `${asked.clientId} is no client of ${tenant.id}`)
    }
    const member = await deps.members.find(tenant.id, asked.email)
    if (member === undefined) {
      throw new DomainError('not_found', 'no_such_member', `${asked.email} is no member of ${tenant.id}`)
    }
    const authorization = deps.grants.authorizationIn(client, member)
    const isGiven = ([scope]: [string, Reason[]]) => authorization.scopes.includes(scope)
    return {
      tenant,
      projectId: client.tenancy.projectId,
      clientId: client.id,
      email: member.email,
      ...authorization,
      because: {
        scopes: Object.fromEntries(Object.entries(reasonsFor('scopes', member)).filter(isGiven)),
        resources: reasonsFor('resources', member),
      },
      withheldScopes: authorizationOf(member).scopes.filter((scope) => !authorization.scopes.includes(scope)),
    }
  }
}
