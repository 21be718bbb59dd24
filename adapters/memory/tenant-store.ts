/** TenantStore in memory: the reference for what the port means. */
import type { TenantStore } from '../../src/domain/tenants/tenant-store.ts'
import { asTenantStore, PROJECTS, TENANTS } from '../aged-records.ts'
import { createAgedRecords } from './aged-records.ts'

export const createTenantStore = (): TenantStore =>
  asTenantStore(createAgedRecords(TENANTS), createAgedRecords(PROJECTS))
