/** What ends tokens of tenants: at once, and for good. */
import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { anAccount, begin, PASSWORD, passInteractions } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { aTenant, isActive, ownToken, postForm, postJson, type TenantOfTest } from './a-tenant.ts'

const USER = '/auth/user/generateToken'

let app: RunningApp
let ours: TenantOfTest
beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  ours = await aTenant(app)
})
afterAll(() => app.stop())

const tokenFor = async (tenant: TenantOfTest, email: string) =>
  String((await postJson(app, USER, tenant.request(email))).body.access_token)

test('a suspended tenant has no tokens, and gets none; resuming revives none', async () => {
  const { tenants } = app.core
  const [about, own] = [await tokenFor(ours, ours.admin), await ownToken(app, ours)]
  const other = await aTenant(app, 'Other')
  const theirs = await tokenFor(other, other.admin)

  await tenants.suspend(ours.tenantId)
  expect(await postJson(app, USER, ours.request(ours.admin))).toMatchObject({
    status: 401,
    body: { error: 'unauthorized' },
  })
  expect((await postForm(app, '/oauth/token', { grant_type: 'client_credentials' }, ours)).status).toBe(401)
  expect((await postForm(app, '/oauth/introspect', { token: about }, ours)).status).toBe(401)
  expect(await isActive(app, theirs, other)).toBe(true)

  await tenants.resume(ours.tenantId)
  for (const token of [about, own]) expect(await isActive(app, token, ours)).toBe(false)
  const again = await tokenFor(ours, ours.admin)
  expect(await isActive(app, again, ours)).toBe(true)
  expect(await isActive(app, await ownToken(app, ours), ours)).toBe(true)
})

test('a suspended tenant’s sign-ins have ended too: codes, refresh tokens, and the grants behind them', async () => {
  const config = await client.discovery(new URL(app.issuer), ours.clientId, ours.secret, undefined, {
    execute: [client.allowInsecureRequests],
  })
  const rp = { clientId: ours.clientId, secret: ours.secret, config }
  const { email } = await anAccount(app)
  const agent = createAgent(app.issuer)
  const logIn = async () => {
    const { url, checks } = await begin(rp, { scope: 'openid offline_access', prompt: 'consent' })
    return { callback: await passInteractions(agent, await agent.get(url), email), checks }
  }
  const redeem = ({ callback, checks }: Awaited<ReturnType<typeof logIn>>) =>
    client.authorizationCodeGrant(config, callback, checks)
  const first = await redeem(await logIn())
  const pending = await logIn()
  expect(await isActive(app, first.access_token, ours)).toBe(true)

  await app.core.tenants.suspend(ours.tenantId)
  await app.core.tenants.resume(ours.tenantId)
  expect(await isActive(app, first.access_token, ours)).toBe(false)
  await expect(redeem(pending)).rejects.toMatchObject({ error: 'invalid_grant' })
  const refreshed = client.refreshTokenGrant(config, first.refresh_token ?? '')
  await expect(refreshed).rejects.toMatchObject({ error: 'invalid_grant' })

  const second = await redeem(await logIn())
  expect(await isActive(app, second.access_token, ours)).toBe(true)
  expect(await isActive(app, first.access_token, ours)).toBe(false)
})

test('a member removed a second ago gets no token, and has none', async () => {
  const token = await tokenFor(ours, ours.member)
  const stays = await tokenFor(ours, ours.admin)
  await app.core.tenants.members.remove(ours.tenantId, ours.member)
  expect((await postJson(app, USER, ours.request(ours.member))).status).toBe(401)
  expect(await isActive(app, token, ours)).toBe(false)
  expect(await isActive(app, stays, ours)).toBe(true)
  await app.core.tenants.members.add(ours.tenantId, { email: ours.member })
  expect(await isActive(app, token, ours)).toBe(false)
  expect(await isActive(app, await tokenFor(ours, ours.member), ours)).toBe(true)
})

test('a disabled account has no token about it, and gets none', async () => {
  const { accounts } = app.core
  const account = await accounts.create({ email: ours.member, password: PASSWORD, emailVerified: true })
  const token = await tokenFor(ours, ours.member)
  expect(await isActive(app, token, ours)).toBe(true)
  await accounts.disable(account.id, {})
  expect(await isActive(app, token, ours)).toBe(false)
  expect((await postJson(app, USER, ours.request(ours.member))).status).toBe(401)
  expect(await isActive(app, await tokenFor(ours, ours.admin), ours)).toBe(true)
})

test('a deleted tenant leaves nothing behind', async () => {
  const other = await aTenant(app, 'Other')
  const token = await tokenFor(ours, ours.admin)
  await app.core.tenants.delete(ours.tenantId)
  expect((await postJson(app, USER, ours.request(ours.admin))).status).toBe(404)
  expect((await postForm(app, '/oauth/introspect', { token }, ours)).status).toBe(401)
  const platform = await app.core.clients.register({
    name: 'Platform',
    grantTypes: ['client_credentials'],
    resources: [`${app.issuer}/tenants/${ours.tenantId}`],
  })
  const asking = { clientId: platform.client.id, secret: platform.secret ?? '' }
  expect(await isActive(app, token, asking)).toBe(false)
  expect(await isActive(app, await tokenFor(other, other.admin), other)).toBe(true)
})

test('a client of another tenant learns nothing of a token, even as the API that it is for', async () => {
  const other = await aTenant(app, 'Other')
  const audience = `${app.issuer}/tenants/${ours.tenantId}`
  await app.core.clients.update(other.clientId, { resources: [audience] })
  const token = await tokenFor(ours, ours.admin)
  expect(await isActive(app, token, other)).toBe(false)
  const platform = await app.core.clients.register({
    name: 'Platform',
    grantTypes: ['client_credentials'],
    resources: [audience],
  })
  const asking = { clientId: platform.client.id, secret: platform.secret ?? '' }
  expect(await isActive(app, token, asking)).toBe(true)
})

test('one TokenIssued tells of each token, and names nobody who has no account', async () => {
  await tokenFor(ours, ours.admin)
  const { accounts, events } = app.core
  const account = await accounts.create({ email: ours.member, password: PASSWORD, emailVerified: true })
  await tokenFor(ours, ours.member)
  const all = await events.list({ clientId: ours.clientId, limit: 10 })
  const issued = all.filter(({ type }) => type === 'TokenIssued').map(({ data }) => data)
  expect(issued).toEqual([
    expect.objectContaining({ client_id: ours.clientId, grant_type: 'generate_token', scope: 'read write' }),
    expect.objectContaining({ account_id: account.id, client_id: ours.clientId, scope: 'read' }),
  ])
  expect(issued[0]).not.toHaveProperty('account_id')
})
