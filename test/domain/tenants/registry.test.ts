/** The life of tenants and projects. */
import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefusal } from '../refusals.ts'
import { aWorld, type World } from './a-world.ts'

let world: World
beforeEach(() => {
  world = aWorld()
})

const TRUSTED = { issuer: 'https://login.example', audience: 'acme' }

describe('a tenant', () => {
  it('has an id that is safe in the name of a file and a database, and a database from the start', async () => {
    const tenant = await world.tenants.create('  Acme & Söhne ')
    expect(tenant).toMatchObject({ name: 'Acme & Söhne', status: 'active', epoch: 0, issuers: [] })
    expect(tenant.id).toMatch(/^tn_[a-z2-7]{24}$/)
    expect(await world.tenants.members.list(tenant.id)).toEqual([])
    await expect(world.tenants.members.add(tenant.id, { email: 'a@x.example' })).resolves.toBeDefined()
  })

  it.each(['', '  ', 'two\nlines', 'x'.repeat(201)])('is not called %j', async (name) => {
    await expectRefusal(world.tenants.create(name), 'invalid', 'invalid_input', 'name')
  })

  it('ends its tokens when it is suspended, once, and keeps its epoch when it is resumed', async () => {
    const { id } = await world.tenants.create('Acme')
    expect(await world.tenants.suspend(id)).toMatchObject({ status: 'suspended', epoch: 1 })
    expect(await world.tenants.suspend(id)).toMatchObject({ status: 'suspended', epoch: 1 })
    expect(await world.tenants.resume(id)).toMatchObject({ status: 'active', epoch: 1 })
    expect(await world.tenants.suspend(id)).toMatchObject({ epoch: 2 })
    expect(world.ended.tenants).toEqual([
      [id, 1],
      [id, 1],
      [id, 2],
    ])
  })

  it('is deleted with its database, projects and clients, and no other', async () => {
    const { tenant, project, client } = await world.aTenant()
    const other = await world.aTenant('Other')
    await world.tenants.members.add(tenant.id, { email: 'a@x.example' })
    await world.tenants.delete(tenant.id)
    expect(world.ended.tenants.at(-1)).toEqual([tenant.id, Number.MAX_SAFE_INTEGER])
    expect(await world.tenants.find(tenant.id)).toBeUndefined()
    expect(await world.tenants.findProject(project.id)).toBeUndefined()
    expect(await world.clients.find(client.id)).toBeUndefined()
    expect(await world.stores.tenantData.export(tenant.id)).toBeUndefined()
    expect(await world.tenants.find(other.tenant.id)).toBeDefined()
    expect(await world.clients.find(other.client.id)).toBeDefined()
    await expectRefusal(world.tenants.delete(tenant.id), 'not_found', 'no_such_tenant')
  })

  it('trusts an issuer for one audience, the latest', async () => {
    const { id } = await world.tenants.create('Acme')
    await world.tenants.trust(id, TRUSTED)
    await world.tenants.trust(id, { issuer: 'https://other.example/realms/a', audience: 'b' })
    const { issuers } = await world.tenants.trust(id, { ...TRUSTED, audience: 'acme-2' })
    expect(issuers).toEqual([
      { issuer: 'https://other.example/realms/a', audience: 'b' },
      { ...TRUSTED, audience: 'acme-2' },
    ])
  })

  it.each([
    'http://login.example',
    'login.example',
    'https://login.example/?a=b',
    'https://login.example/#f',
    'https://user:secret@login.example',
    'ftp://login.example',
    'https://login.example/a b',
  ])('does not trust %j', async (issuer) => {
    const { id } = await world.tenants.create('Acme')
    await expectRefusal(
      world.tenants.trust(id, { issuer, audience: 'a' }),
      'invalid',
      'invalid_input',
      'issuer',
    )
  })

  it('is exported as a whole', async () => {
    const { tenant, project } = await world.aTenant()
    const member = await world.tenants.members.add(tenant.id, { email: 'a@x.example', roles: ['r'] })
    expect(await world.tenants.export(tenant.id)).toEqual({
      tenant,
      projects: [project],
      members: [member],
      identities: [],
    })
  })

  it('that nobody knows is not found', async () => {
    for (const act of ['get', 'suspend', 'resume', 'delete', 'export'] as const) {
      await expectRefusal(world.tenants[act]('tn_none'), 'not_found', 'no_such_tenant')
    }
    await expectRefusal(world.tenants.trust('tn_none', TRUSTED), 'not_found', 'no_such_tenant')
    const project = world.tenants.createProject({ tenantId: 'tn_none', name: 'Shop' })
    await expectRefusal(project, 'not_found', 'no_such_tenant')
  })
})

describe('a project', () => {
  it('is listed with those of its tenant, and with all', async () => {
    const [one, other] = [await world.aTenant(), await world.aTenant('Other')]
    expect(await world.tenants.listProjects(one.tenant.id)).toEqual([one.project])
    expect(await world.tenants.listProjects()).toHaveLength(2)
    expect(await world.tenants.listProjects()).toContainEqual(other.project)
  })

  it('takes its clients with it, and no others', async () => {
    const { tenant, project, client } = await world.aTenant()
    const sibling = await world.tenants.createProject({ tenantId: tenant.id, name: 'Blog' })
    const place = { tenantId: tenant.id, projectId: sibling.id }
    const stays = await world.tenants.registerClient({ name: 'B', grantTypes: ['client_credentials'] }, place)
    await world.tenants.deleteProject(project.id)
    expect(await world.clients.find(client.id)).toBeUndefined()
    expect(await world.clients.find(stays.client.id)).toBeDefined()
    await expectRefusal(world.tenants.deleteProject(project.id), 'not_found', 'no_such_project')
  })

  it('of another tenant gets no client', async () => {
    const [one, other] = [await world.aTenant(), await world.aTenant('Other')]
    const crossed = { tenantId: one.tenant.id, projectId: other.project.id }
    const input = { name: 'App', grantTypes: ['client_credentials'] }
    await expectRefusal(world.tenants.registerClient(input, crossed), 'not_found', 'no_such_project')
  })

  it('that is deleted while a client is registered keeps none', async () => {
    const { tenant, project } = await world.aTenant()
    const { tenants: store } = world.stores
    const create = world.stores.clients.create
    world.stores.clients.create = async (client) => {
      await store.deleteProject(project.id)
      return create(client)
    }
    const registering = world.tenants.registerClient(
      { name: 'Late', grantTypes: ['client_credentials'] },
      { tenantId: tenant.id, projectId: project.id },
    )
    await expectRefusal(registering, 'not_found', 'no_such_project')
    expect((await world.clients.list()).map(({ name }) => name)).not.toContain('Late')
  })
})

describe('a client', () => {
  it('stays in its project whatever is changed of it', async () => {
    const { tenant, project, client } = await world.aTenant()
    const changed = await world.clients.update(client.id, { name: 'Renamed' })
    expect(changed.client.tenancy).toEqual({ tenantId: tenant.id, projectId: project.id })
  })
})
