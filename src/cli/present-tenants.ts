/** Tenants and what is theirs → the JSON of the command line. These names are promises to scripts. */
import { authorizationOf, type Explanation, type Member, type Project, type Tenant } from '#domain/tenants'
import type { Shape } from './output.ts'
import { presentBrand } from './present.ts'

export function presentTenant(tenant: Tenant): Shape {
  return {
    id: tenant.id,
    name: tenant.name,
    status: tenant.status,
    issuers: tenant.issuers,
    ...presentBrand(tenant.brand),
    created_at: isoTime(tenant.createdAt),
  }
}

export function presentProject(project: Project): Shape {
  return {
    id: project.id,
    tenant_id: project.tenantId,
    name: project.name,
    created_at: isoTime(project.createdAt),
  }
}

export function presentMember(member: Member): Shape {
  return {
    email: member.email,
    sub: member.accountId,
    ...authorizationOf(member),
    assignments: member.assignments,
    created_at: isoTime(member.createdAt),
  }
}

export function presentExplanation(explanation: Explanation): Shape {
  return {
    tenant_id: explanation.tenant.id,
    tenant_status: explanation.tenant.status,
    project_id: explanation.projectId,
    client_id: explanation.clientId,
    email: explanation.email,
    roles: explanation.roles,
    scopes: explanation.scopes,
    resources: explanation.resources,
    groups: explanation.groups,
    because: explanation.because,
    withheld_scopes: explanation.withheldScopes,
  }
}

/** @param time milliseconds since the epoch */
function isoTime(time: number): string {
  return new Date(time).toISOString()
}
