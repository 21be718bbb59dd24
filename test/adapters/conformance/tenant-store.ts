/** What every TenantStore must do. */
import { describe, expect, test } from 'vitest'
import type { Project, Tenant, TenantId } from '../../../src/domain/tenants/tenant-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aProject, aTenant, WEIRD_TEXTS } from './records.ts'

export function tenantStoreConformance(open: OpenStores): void {
  describe('a tenant store', () => {
    const stores = openForEach(open)
    const tenants = () => stores().tenants

    test('finds a tenant exactly as it was created', async () => {
      const tenant = aTenant({ issuers: [{ issuer: 'https://id.example.com', audience: 'app' }] })
      await tenants().create(tenant)
      expect(await tenants().find(tenant.id)).toEqual(tenant)
      expect(await tenants().find('tn_unknown' as TenantId)).toBeUndefined()
    })

    test('refuses an id that is taken, and keeps the tenant that has it', async () => {
      const tenant = aTenant()
      await tenants().create(tenant)
      await expect(tenants().create({ ...tenant, name: 'Impostor' })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'tenant_exists',
      })
      expect(await tenants().find(tenant.id)).toEqual(tenant)
    })

    test('loses none of 50 parallel updates', async () => {
      const { id } = aTenant()
      await tenants().create(aTenant({ id, epoch: 0 }))
      await Promise.all(
        upTo(50).map(() => tenants().update(id, (current) => ({ ...current, epoch: current.epoch + 1 }))),
      )
      expect((await tenants().find(id))?.epoch).toBe(50)
    })

    test('answers undefined when the tenant to update is gone', async () => {
      const tenant = aTenant()
      expect(await tenants().update(tenant.id, () => tenant)).toBeUndefined()
      expect(await tenants().find(tenant.id)).toBeUndefined()
    })

    test('says of one caller that it deleted a tenant', async () => {
      const { id } = aTenant()
      await tenants().create(aTenant({ id }))
      const results = await Promise.all(upTo(20).map(() => tenants().delete(id)))
      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await tenants().find(id)).toBeUndefined()
    })

    test('lists tenants by age, page by page, also after one that is deleted meanwhile', async () => {
      const inOrder = upTo(5).map((n) => aTenant({ createdAt: n }))
      for (const tenant of inOrder.toReversed()) await tenants().create(tenant)
      expect(await tenants().list({ limit: 100 })).toEqual(inOrder)
      const after = inOrder[1] as Tenant
      expect(await tenants().list({ after, limit: 2 })).toEqual(inOrder.slice(2, 4))
      await tenants().delete(after.id)
      expect(await tenants().list({ after, limit: 2 })).toEqual(inOrder.slice(2, 4))
    })

    test('finds a project exactly as it was created, and refuses its id to another', async () => {
      const project = aProject()
      await tenants().createProject(project)
      expect(await tenants().findProject(project.id)).toEqual(project)
      await expect(tenants().createProject({ ...project, name: 'Impostor' })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'project_exists',
      })
    })

    test('lists the projects of one tenant, and those of all', async () => {
      const ours = upTo(3).map((n) => aProject({ tenantId: 'tn_ours' as TenantId, createdAt: n }))
      const theirs = aProject({ tenantId: 'tn_theirs' as TenantId, createdAt: 2.5 * 2 })
      for (const project of [theirs, ...ours]) await tenants().createProject(project)
      const tenantId = 'tn_ours' as TenantId
      expect(await tenants().listProjects({ tenantId, limit: 10 })).toEqual(ours)
      expect(await tenants().listProjects({ limit: 10 })).toEqual([...ours, theirs])
      const after = ours[0] as Project
      expect(await tenants().listProjects({ tenantId, after, limit: 1 })).toEqual([ours[1]])
      await tenants().deleteProject(after.id)
      expect(await tenants().listProjects({ tenantId, after, limit: 1 })).toEqual([ours[1]])
    })

    test('says of one caller that it deleted a project', async () => {
      const { id } = aProject()
      await tenants().createProject(aProject({ id }))
      expect(await tenants().deleteProject(id)).toBe(true)
      expect(await tenants().deleteProject(id)).toBe(false)
      expect(await tenants().findProject(id)).toBeUndefined()
    })

    test('keeps ids apart whatever they contain', async () => {
      for (const id of WEIRD_TEXTS) await tenants().create(aTenant({ id: id as TenantId, name: `of ${id}` }))
      for (const id of WEIRD_TEXTS) {
        expect(await tenants().find(id as TenantId)).toMatchObject({ id, name: `of ${id}` })
      }
    })
  })
}
