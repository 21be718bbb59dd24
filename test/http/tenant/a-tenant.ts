/** A tenant with a project, a client and two members, on a running server; and what its client sends. */
import type { RunningApp } from '../../support/start-app.ts'

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

export interface Answer {
  status: number
  headers: Headers
  // The tests say what they expect of it.
  body: Record<string, unknown>
}

export interface TenantOfTest {
  tenantId: string
  projectId: string
  clientId: string
  secret: string
  /** `admin` with every kind of claim. */
  admin: string
  /** An ordinary member. */
  member: string
  /** What `generateToken` is asked with. */
  request(email: string): Record<string, string>
}

export const ADMIN = {
  roles: ['admin', 'editor'],
  scopes: ['read', 'write'],
  resources: ['articles'],
  groups: ['press'],
}

export async function aTenant({ core }: RunningApp, name = 'Acme'): Promise<TenantOfTest> {
  const tenant = await core.tenants.create(name)
  const project = await core.tenants.createProject({ tenantId: tenant.id, name: 'Shop' })
  const { client, secret } = await core.tenants.registerClient(
    {
      name: 'App',
      redirectUris: ['https://app.example.com/callback'],
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', TOKEN_EXCHANGE],
    },
    { tenantId: tenant.id, projectId: project.id },
  )
  const suffix = tenant.id.slice(-8)
  const [admin, member] = [`Ada.${suffix}@example.com`, `bob.${suffix}@example.com`]
  await core.tenants.members.add(tenant.id, { email: admin, ...ADMIN })
  await core.tenants.members.add(tenant.id, { email: member, roles: ['reader'], scopes: ['read'] })
  const place = { client_id: client.id as string, project_id: project.id, tenant_id: tenant.id }
  return {
    tenantId: tenant.id,
    projectId: project.id,
    clientId: client.id,
    secret: secret ?? '',
    admin,
    member,
    request: (email) => ({ ...place, email_id: email, secret_id: secret ?? '' }),
  }
}

export async function postJson(
  app: Pick<RunningApp, 'port'>,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return answerOf(
    await fetch(`http://127.0.0.1:${app.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  )
}

/** At a protocol endpoint, as the client. */
export async function postForm(
  app: Pick<RunningApp, 'port'>,
  path: string,
  fields: Record<string, string> | [string, string][],
  client: Pick<TenantOfTest, 'clientId' | 'secret'>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return answerOf(
    await fetch(`http://127.0.0.1:${app.port}${path}`, {
      method: 'POST',
      headers: { authorization: basic(client), ...headers },
      body: new URLSearchParams(fields),
    }),
  )
}

export function basic({ clientId, secret }: Pick<TenantOfTest, 'clientId' | 'secret'>): string {
  const encoded = [clientId, secret].map(encodeURIComponent).join(':')
  return `Basic ${Buffer.from(encoded).toString('base64')}`
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}

/** A token of the client's own. */
export async function ownToken(
  app: RunningApp,
  client: Pick<TenantOfTest, 'clientId' | 'secret'>,
): Promise<string> {
  const answer = await postForm(app, '/oauth/token', { grant_type: 'client_credentials' }, client)
  return String(answer.body.access_token)
}

export async function isActive(
  app: RunningApp,
  token: string,
  client: Pick<TenantOfTest, 'clientId' | 'secret'>,
): Promise<boolean> {
  return (await postForm(app, '/oauth/introspect', { token }, client)).body.active === true
}
