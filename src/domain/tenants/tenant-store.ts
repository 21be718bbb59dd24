/** Port: the registry of tenants and projects. Whose client is whose stands with the client (client-store.ts). */
import type { Project, ProjectId, Tenant, TenantId, TrustedIssuer } from './tenant.ts'

export type { Project, ProjectId, Tenant, TenantId, TrustedIssuer }

export interface TenantPage {
  /** Only those whose (createdAt, id) sorts after this one's, whether that tenant is there or not. */
  after?: Pick<Tenant, 'createdAt' | 'id'>
  limit: number
}

export interface ProjectPage {
  /** As for tenants. */
  after?: Pick<Project, 'createdAt' | 'id'>
  limit: number
  /** Of this tenant; of all, if left out. */
  tenantId?: TenantId
}

export interface TenantStore {
  /** @throws DomainError `conflict` with code `tenant_exists` when the id is taken */
  create(tenant: Tenant): Promise<void>
  find(id: TenantId): Promise<Tenant | undefined>
  /**
   * Applies `change` to the tenant as it stands and keeps the result, atomically. `change` must be pure, since it may
   * run more than once. Undefined when the tenant is gone.
   */
  update(id: TenantId, change: (current: Tenant) => Tenant): Promise<Tenant | undefined>
  /** True to the one caller that deleted it. */
  delete(id: TenantId): Promise<boolean>
  /** By createdAt, then id, ascending; stable while tenants are added. */
  list(page: TenantPage): Promise<Tenant[]>

  /** @throws DomainError `conflict` with code `project_exists` when the id is taken */
  createProject(project: Project): Promise<void>
  findProject(id: ProjectId): Promise<Project | undefined>
  /** True to the one caller that deleted it. */
  deleteProject(id: ProjectId): Promise<boolean>
  /** By createdAt, then id, ascending. */
  listProjects(page: ProjectPage): Promise<Project[]>
}
