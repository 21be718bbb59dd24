/** POST /auth/{user,admin}/generateToken, as specification 003 and its client have it. */
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anAccount } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import {
  ADMIN,
  aTenant,
  basic,
  isActive,
  ownToken,
  postForm,
  postJson,
  type TenantOfTest,
} from './a-tenant.ts'

const PATHS = ['/auth/user/generateToken', '/auth/admin/generateToken'] as const
const [USER, ADMINISTRATION] = PATHS

let app: RunningApp
let ours: TenantOfTest
let theirs: TenantOfTest
beforeAll(async () => {
  app = await startApp()
  ours = await aTenant(app)
  theirs = await aTenant(app, 'Other')
})
afterAll(() => app.stop())

async function claimsOf(token: unknown) {
  const jwks = createRemoteJWKSet(new URL(`${app.issuer}/.well-known/jwks.json`))
  return jwtVerify(String(token), jwks, { issuer: app.issuer, typ: 'at+jwt' })
}

describe('a token about a member', () => {
  test('says who may do what, and for whom it is meant', async () => {
    const answer = await postJson(app, USER, ours.request(ours.admin.toUpperCase()))
    expect(answer).toMatchObject({ status: 200, body: { expires_in: 3600, token_type: 'Bearer' } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { payload } = await claimsOf(answer.body.access_token)
    expect(payload).toMatchObject({
      iss: app.issuer,
      aud: `${app.issuer}/tenants/${ours.tenantId}`,
      tenant_id: ours.tenantId,
      project_id: ours.projectId,
      client_id: ours.clientId,
      email: ours.admin,
      ...ADMIN,
      scope: 'read write',
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
    expect(payload.jti).toEqual(expect.any(String))
  })

  test('for the administration plane is for the admin API', async () => {
    const answer = await postJson(app, ADMINISTRATION, ours.request(ours.admin))
    const { payload } = await claimsOf(answer.body.access_token)
    expect(payload).toMatchObject({ aud: `${app.issuer}/admin`, tenant_id: ours.tenantId })
  })

  test('has empty lists for a member who has nothing', async () => {
    await app.core.tenants.members.add(ours.tenantId, { email: 'nothing@example.com' })
    const answer = await postJson(app, USER, ours.request('nothing@example.com'))
    const { payload } = await claimsOf(answer.body.access_token)
    expect(payload).toMatchObject({ roles: [], scopes: [], resources: [], groups: [] })
    expect(payload.scope).toBeUndefined()
  })

  test('names the account that has verified the address, and no other', async () => {
    const account = await app.core.accounts.create({
      email: 'verified@example.com',
      password: 'correct horse battery',
      emailVerified: true,
    })
    const pending = await anAccount(app)
    for (const email of [account.email, pending.email]) {
      await app.core.tenants.members.add(ours.tenantId, { email })
    }
    const subjectFor = async (email: string) => {
      const answer = await postJson(app, USER, ours.request(email))
      return (await claimsOf(answer.body.access_token)).payload.sub
    }
    expect(await subjectFor(account.email)).toBe(account.id)
    expect(await subjectFor(pending.email)).not.toBe(pending.id)
  })

  test('is introspected by its client with what it says, and revoked by it', async () => {
    const token = String((await postJson(app, USER, ours.request(ours.admin))).body.access_token)
    const answer = await postForm(app, '/oauth/introspect', { token }, ours)
    expect(answer.body).toMatchObject({
      active: true,
      tenant_id: ours.tenantId,
      email: ours.admin,
      token_type: 'Bearer',
      ...ADMIN,
    })
    expect(await isActive(app, token, theirs)).toBe(false)
    const refused = await postForm(app, '/oauth/revoke', { token }, theirs)
    expect(refused.status).toBe(400)
    expect(await isActive(app, token, ours)).toBe(true)
    expect((await postForm(app, '/oauth/revoke', { token }, ours)).status).toBe(200)
    expect(await isActive(app, token, ours)).toBe(false)
  })

  test('opens nothing that is for accounts', async () => {
    const token = String((await postJson(app, USER, ours.request(ours.admin))).body.access_token)
    const headers = { authorization: `Bearer ${token}` }
    for (const path of ['/auth/me', '/oauth/userinfo']) {
      expect((await fetch(app.issuer + path, { headers })).status).toBe(401)
    }
    expect((await postJson(app, '/auth/introspect', { token })).body).toEqual({ active: false })
  })
})

describe('a client shows that it is the one', () => {
  const unnamed = (email: string) => {
    const { secret_id: _secret, ...request } = ours.request(email)
    return request
  }

  test('by Basic', async () => {
    const answer = await postJson(app, USER, unnamed(ours.member), { authorization: basic(ours) })
    expect(answer.status).toBe(200)
  })

  test('by an access token of its own, as bearer', async () => {
    const authorization = `Bearer ${await ownToken(app, ours)}`
    expect((await postJson(app, USER, unnamed(ours.member), { authorization })).status).toBe(200)
  })

  test('by private_key_jwt, each assertion once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const { client } = await app.core.tenants.registerClient(
      {
        name: 'Signed',
        grantTypes: ['client_credentials'],
        authMethod: 'private_key_jwt',
        jwks: { keys: [await exportJWK(publicKey)] },
      },
      { tenantId: ours.tenantId, projectId: ours.projectId },
    )
    const sign = (claims: Record<string, unknown> = {}) =>
      new SignJWT({ iss: client.id, sub: client.id, aud: app.issuer, jti: crypto.randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime('1m')
        .sign(privateKey)
    const ask = (assertion: string) =>
      postJson(app, USER, {
        ...unnamed(ours.member),
        client_id: client.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      })
    const good = await sign()
    expect((await ask(good)).status).toBe(200)
    expect((await ask(good)).status).toBe(401)
    expect((await ask(await sign({ aud: app.issuer + USER }))).status).toBe(200)
    expect((await ask(await sign({ aud: 'https://other.example' }))).status).toBe(401)
    expect((await ask(await sign({ sub: ours.clientId }))).status).toBe(401)
    const { privateKey: another } = await generateKeyPair('ES256')
    const forged = await new SignJWT({ iss: client.id, sub: client.id, aud: app.issuer, jti: 'x' })
      .setProtectedHeader({ alg: 'ES256' })
      .setExpirationTime('1m')
      .sign(another)
    expect((await ask(forged)).status).toBe(401)
  })

  test.each([
    ['with nothing', {}],
    ['with a wrong secret by Basic', { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` }],
    ['with a Basic that is none', { authorization: 'Basic %%%' }],
    ['with a bearer that is none', { authorization: 'Bearer at_nothing' }],
  ])('but not %s', async (_how, headers) => {
    const answer = await postJson(app, USER, unnamed(ours.member), headers as Record<string, string>)
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  test('and not as another client, nor by a token about a person', async () => {
    const asTheirs = { authorization: basic(theirs) }
    expect((await postJson(app, USER, unnamed(ours.member), asTheirs)).status).toBe(401)
    const theirToken = { authorization: `Bearer ${await ownToken(app, theirs)}` }
    expect((await postJson(app, USER, unnamed(ours.member), theirToken)).status).toBe(401)
    const about = String((await postJson(app, USER, ours.request(ours.member))).body.access_token)
    const byPerson = { authorization: `Bearer ${about}` }
    expect((await postJson(app, ADMINISTRATION, unnamed(ours.admin), byPerson)).status).toBe(401)
  })
})

describe.each(PATHS)('%s', (path) => {
  test('answers an unknown tenant, project or client alike: 404', async () => {
    const right = ours.request(ours.admin)
    const wrong = [
      { tenant_id: 'tn_none' },
      { project_id: 'pj_none' },
      { client_id: 'none' },
      { tenant_id: theirs.tenantId },
      { project_id: theirs.projectId },
      { client_id: theirs.clientId },
      { tenant_id: '../../etc/passwd' },
      { tenant_id: '__proto__' },
    ]
    const answers = await Promise.all(wrong.map((names) => postJson(app, path, { ...right, ...names })))
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({
        status: 404,
        body: {
          error: 'client_not_found',
          error_description: 'Client not found',
          error_uri: `${app.issuer}/errors/client_not_found`,
        },
      })
    }
  })

  test('answers a client of another project of the same tenant: 404', async () => {
    const other = await app.core.tenants.createProject({ tenantId: ours.tenantId, name: 'Blog' })
    const answer = await postJson(app, path, { ...ours.request(ours.admin), project_id: other.id })
    expect(answer.status).toBe(404)
  })

  test('answers a wrong secret and somebody who is no member alike: 401', async () => {
    const wrong = [
      { ...ours.request(ours.admin), secret_id: 'gcs_wrong' },
      { ...ours.request(ours.admin), secret_id: theirs.secret },
      ours.request('nobody@example.com'),
      ours.request(theirs.admin),
    ]
    const answers = await Promise.all(wrong.map((request) => postJson(app, path, request)))
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
  })

  test.each([
    ['a missing member', { email_id: undefined }],
    ['an unknown member', { role: 'admin' }],
    ['a number', { client_id: 7 }],
    ['what is no address', { email_id: 'not-an-address' }],
    ['two addresses', { email_id: 'a@example.com, b@example.com' }],
    ['an address with a line break', { email_id: 'a@example.com\r\nBcc: b@example.com' }],
    ['an empty secret', { secret_id: '' }],
    ['an object', { tenant_id: { $gt: '' } }],
  ])('answers %s: 400', async (_what, change) => {
    const answer = await postJson(app, path, { ...ours.request(ours.admin), ...change })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

test('whoever knows a member’s address cannot stop the tokens by ten wrong passwords', async () => {
  const tenant = await aTenant(app, 'Locked')
  await app.core.accounts.create({
    email: tenant.member,
    password: 'correct horse battery',
    emailVerified: true,
  })
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await postJson(app, '/auth/login', { email: tenant.member, password: `wrong ${attempt}` })
  }
  const right = { email: tenant.member, password: 'correct horse battery' }
  expect((await postJson(app, '/auth/login', right)).status).toBe(423)
  for (const [path, status] of [
    ['/auth/user/generateToken', 200],
    ['/auth/admin/generateToken', 401],
  ] as const) {
    expect((await postJson(app, path, tenant.request(tenant.member))).status).toBe(status)
  }
})

test('the administration plane refuses a member without the role as it refuses anybody', async () => {
  const refused = await postJson(app, ADMINISTRATION, ours.request(ours.member))
  const nobody = await postJson(app, ADMINISTRATION, ours.request('nobody@example.com'))
  expect(refused.status).toBe(401)
  expect(refused.body).toEqual(nobody.body)
})
