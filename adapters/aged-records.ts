/** Records that are kept whole and listed by age, in any technology, and the ports that are made of them alone. */
import type { Client, ClientStore } from '../src/domain/clients/client-store.ts'
import type { Project, Tenant, TenantStore } from '../src/domain/tenants/tenant-store.ts'

export interface Aged {
  id: string
  createdAt: number
}

export interface AgedPage {
  /** What the page before ended with, as it was: it may be gone by now. */
  after?: Aged | undefined
  limit: number
  /** Only records of this group. */
  group?: string | undefined
}

export interface AgedRecords<Row extends Aged> {
  /** @throws DomainError `conflict` */
  create(record: Row): Promise<void>
  find(id: string): Promise<Row | undefined>
  /** Loses no change that was made in between. Undefined when the record is gone. */
  update(id: string, change: (current: Row) => Row): Promise<Row | undefined>
  /** True to the one caller that deleted it. */
  delete(id: string): Promise<boolean>
  /** By createdAt, then id. */
  list(page: AgedPage): Promise<Row[]>
}

/** What a kind of record says where an id is taken, and by what its list can be narrowed. */
export interface AgedKind<Row> {
  conflict: { code: string; message: string }
  groupOf(record: Row): string | undefined
}

export const CLIENTS: AgedKind<Client> = {
  conflict: { code: 'client_exists', message: 'A client with this id exists' },
  groupOf: ({ tenancy }) => tenancy?.projectId,
}
export const TENANTS: AgedKind<Tenant> = {
  conflict: { code: 'tenant_exists', message: 'A tenant with this id exists' },
  groupOf: () => undefined,
}
export const PROJECTS: AgedKind<Project> = {
  conflict: { code: 'project_exists', message: 'A project with this id exists' },
  groupOf: ({ tenantId }) => tenantId,
}

/** @param clients grouped by project */
export function asClientStore(clients: AgedRecords<Client>): ClientStore {
  return { ...clients, list: ({ projectId, ...page }) => clients.list({ ...page, group: projectId }) }
}

/** @param projects grouped by tenant */
export function asTenantStore(tenants: AgedRecords<Tenant>, projects: AgedRecords<Project>): TenantStore {
  return {
    ...tenants,
    createProject: projects.create,
    findProject: projects.find,
    deleteProject: projects.delete,
    listProjects: ({ tenantId, ...page }) => projects.list({ ...page, group: tenantId }),
  }
}
