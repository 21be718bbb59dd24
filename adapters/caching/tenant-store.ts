/** TenantStore that remembers: every request of a tenant's client asks for its tenant. */
import type { Project, Tenant, TenantStore } from '../../src/domain/tenants/tenant-store.ts'
import { createRemembering, type Freshness } from './remember.ts'

export function cachedTenantStore(store: TenantStore, freshness: Freshness): TenantStore {
  const tenants = createRemembering<Tenant>(freshness)
  const projects = createRemembering<Project>(freshness)
  return {
    ...store,
    find: (id) => tenants.find(id, () => store.find(id)),
    update: (id, change) => tenants.changing(id, () => store.update(id, change)),
    delete: (id) => tenants.changing(id, () => store.delete(id)),
    findProject: (id) => projects.find(id, () => store.findProject(id)),
    deleteProject: (id) => projects.changing(id, () => store.deleteProject(id)),
  }
}
