/** TenantStore in SQLite: tables `tenants` and `projects`. */
import type { TenantStore } from '../../src/domain/tenants/tenant-store.ts'
import { asTenantStore, PROJECTS, TENANTS } from '../aged-records.ts'
import { createAgedRecords } from './aged-records.ts'
import type { Database } from './database.ts'

export function createTenantStore(database: Database): TenantStore {
  return asTenantStore(
    createAgedRecords(database, 'tenants', TENANTS),
    createAgedRecords(database, 'projects', PROJECTS, 'tenant_id'),
  )
}
