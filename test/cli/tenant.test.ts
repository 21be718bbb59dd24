/** gatehouse tenant …, project …, member …, and clients of projects, as their user has them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommandLine, type Json, openCommandLine } from './command-line.ts'

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)

async function aProject() {
  const tenant = await line.json(['tenant', 'create', 'Acme'])
  const id = String(tenant.id)
  const project = await line.json(['project', 'create', '--tenant', id, '--name', 'Shop'])
  return { tenant, project, tenantId: id, projectId: String(project.id) }
}

test('the life of a tenant', async () => {
  const made = await line.json(['tenant', 'create', 'Acme'])
  expect(made).toEqual({
    id: expect.stringMatching(/^tn_/),
    name: 'Acme',
    status: 'active',
    issuers: [],
    created_at: TIME,
  })
  const id = String(made.id)
  expect(await line.json(['tenant', 'show', id])).toEqual(made)
  expect(await line.json<Json[]>(['tenant', 'list'])).toContainEqual(made)
  expect(await line.json(['tenant', 'suspend', id])).toEqual({ ...made, status: 'suspended' })
  expect(await line.json(['tenant', 'resume', id])).toEqual(made)
  const trusted = ['--issuer', 'https://login.example', '--audience', 'acme']
  expect(await line.json(['tenant', 'trust', id, ...trusted])).toEqual({
    ...made,
    issuers: [{ issuer: 'https://login.example', audience: 'acme' }],
  })
  expect(await line.json(['tenant', 'delete', id])).toEqual({ deleted: id })
  for (const command of ['show', 'suspend', 'resume', 'delete', 'export']) {
    expect(await line.refused(['tenant', command, id])).toContain('There is no tenant')
  }
})

test('the life of a project and its clients', async () => {
  const { tenantId, project, projectId } = await aProject()
  expect(project).toEqual({ id: projectId, tenant_id: tenantId, name: 'Shop', created_at: TIME })
  expect(await line.json(['project', 'list', '--tenant', tenantId])).toEqual([project])
  expect(await line.json(['project', 'list'])).toContainEqual(project)

  const options = ['--name', 'Job', '--grant', 'client_credentials', '--tenant', tenantId]
  const client = await line.json(['client', 'create', ...options, '--project', projectId])
  expect(client).toMatchObject({ tenant_id: tenantId, project_id: projectId })
  const id = String(client.client_id)
  expect(await line.json(['client', 'show', id])).toMatchObject({ tenant_id: tenantId })

  expect(await line.refused(['client', 'create', ...options], 2)).toContain('--project')
  expect(await line.refused(['client', 'create', ...options, '--project', 'pj_none'])).toContain(
    'There is no project pj_none',
  )
  expect(await line.json(['project', 'delete', projectId])).toEqual({ deleted: projectId })
  expect(await line.refused(['client', 'show', id])).toContain('There is no client')
})

test('the life of a member, and why a token says what it says', async () => {
  const { tenantId, projectId } = await aProject()
  const add = ['member', 'add', '--tenant', tenantId, '--email', 'Ada@x.example']
  const roles = ['--role', 'admin', '--role', 'editor', '--scope', 'read write', '--scope', 'delete']
  const member = await line.json([...add, ...roles, '--resource', 'articles', '--group', 'press'])
  const authorization = {
    roles: ['admin', 'editor'],
    scopes: ['read', 'write', 'delete'],
    resources: ['articles'],
    groups: ['press'],
  }
  expect(member).toEqual({
    email: 'Ada@x.example',
    sub: null,
    ...authorization,
    assignments: [authorization],
    created_at: TIME,
  })
  expect(await line.json(['member', 'list', '--tenant', tenantId])).toEqual([member])
  expect(await line.refused(['member', 'list', '--tenant', 'tn_none'])).toContain('There is no tenant')

  const options = ['--name', 'Job', '--grant', 'client_credentials', '--scope', 'read write']
  const place = ['--tenant', tenantId, '--project', projectId]
  const client = String((await line.json(['client', 'create', ...options, ...place])).client_id)
  const who = ['--tenant', tenantId, '--email', 'ada@X.example', '--client', client]
  const reason = [{ roles: ['admin', 'editor'], groups: ['press'] }]
  expect(await line.json(['tenant', 'explain', ...who])).toEqual({
    tenant_id: tenantId,
    tenant_status: 'active',
    project_id: projectId,
    client_id: client,
    email: 'Ada@x.example',
    ...authorization,
    scopes: ['read', 'write'],
    because: { scopes: { read: reason, write: reason }, resources: { articles: reason } },
    withheld_scopes: ['delete'],
  })
  expect((await line.run(['tenant', 'explain', ...who])).stdout).toContain('roles')

  const { code, stdout } = await line.run(['tenant', 'export', tenantId])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    tenant: { id: tenantId },
    projects: [{ id: projectId }],
    members: [{ ...member, identities: [] }],
  })

  const removing = ['member', 'remove', '--tenant', tenantId, '--email', 'ADA@x.example']
  expect(await line.json(removing)).toEqual({ removed: 'ADA@x.example' })
  expect(await line.refused(removing)).toContain('is no member')
})

test('token exchange is a grant that a client may have, unless it is public', async () => {
  const grant = 'urn:ietf:params:oauth:grant-type:token-exchange'
  const client = await line.json(['client', 'create', '--name', 'Gateway', '--grant', grant])
  expect(client).toMatchObject({ grant_types: [grant] })
  expect(await line.refused(['client', 'create', '--name', 'App', '--public', '--grant', grant])).toMatch(
    /token-exchange/,
  )
})
