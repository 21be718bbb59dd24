/**
 * What tokens and grants of a tenant's clients carry: whose they are, and the tenant's epoch at their birth. A tenant
 * that is suspended counts its epoch up, and everything of an earlier one has ended (liveness.ts).
 */
import type { Clients } from '#domain/clients'
import type { Tenants } from '#domain/tenants'

export interface TenantMark {
  id: string
  epoch: number
}

/** The claims that tell it, in a token that anybody can read. */
export interface TenantClaims {
  tenant_id: string
  project_id: string
  tenant_epoch: number
}

/** Of a token's claims, or what else was put down in the same names. */
export function tenantMarkIn(claims: unknown): TenantMark | undefined {
  const { tenant_id: id, tenant_epoch: epoch } = (claims ?? {}) as Partial<TenantClaims>
  return typeof id === 'string' && typeof epoch === 'number' ? { id, epoch } : undefined
}

export type TenantClaimsOf = (clientId: string) => Promise<TenantClaims | undefined>

/** Undefined for a client of no tenant, which costs nothing to find out. */
export function createTenantClaims(deps: {
  clients: Pick<Clients, 'find'>
  tenants: Pick<Tenants, 'find'>
}): TenantClaimsOf {
  return async (clientId) => {
    const tenancy = (await deps.clients.find(clientId))?.tenancy
    const tenant = tenancy && (await deps.tenants.find(tenancy.tenantId))
    if (tenancy === undefined || tenant === undefined) return undefined
    return { tenant_id: tenant.id, project_id: tenancy.projectId, tenant_epoch: tenant.epoch }
  }
}
