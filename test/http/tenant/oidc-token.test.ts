/** POST /auth/{user,admin}/oidcToken: ID tokens of this server and of issuers that a tenant trusts. */
import { createHmac } from 'node:crypto'
import { type CryptoKey, decodeJwt, exportSPKI, importJWK, UnsecuredJWT } from 'jose'
import * as client from 'openid-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { begin, PASSWORD, passInteractions } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { aTenant, ownToken, postJson, type TenantOfTest } from './a-tenant.ts'
import { AUDIENCE, startTrustedIssuer, type TrustedIssuer } from './trusted-issuer.ts'

const USER = '/auth/user/oidcToken'
const ADMINISTRATION = '/auth/admin/oidcToken'

let app: RunningApp
let login: TrustedIssuer
let ours: TenantOfTest
let bearer: Record<string, string>
beforeAll(async () => {
  app = await startApp({ OUTBOUND_ALLOW: '127.0.0.1' })
  login = await startTrustedIssuer()
})
beforeEach(async () => {
  ours = await aTenant(app)
  await app.core.tenants.trust(ours.tenantId, { issuer: login.issuer, audience: AUDIENCE })
  bearer = { authorization: `Bearer ${await ownToken(app, ours)}` }
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await login.stop()
  await app.stop()
})

const exchange = (token: string, path = USER, headers = bearer) =>
  postJson(app, path, { oidc_token: token }, headers)

const ada = () => ({ sub: 'ada-over-there', email: ours.admin, email_verified: true })

/** Signs somebody in at this server, as the tenant's client. */
async function signIn(email: string, tenant = ours) {
  const config = await client.discovery(new URL(app.issuer), tenant.clientId, tenant.secret, undefined, {
    execute: [client.allowInsecureRequests],
  })
  const rp = { clientId: tenant.clientId, secret: tenant.secret, config }
  const agent = createAgent(app.issuer)
  const { url, checks } = await begin(rp)
  const callback = await passInteractions(agent, await agent.get(url), email)
  const tokens = await client.authorizationCodeGrant(config, callback, checks)
  return { idToken: String(tokens.id_token), accessToken: tokens.access_token }
}

const anAccount = (email: string, emailVerified = true) =>
  app.core.accounts.create({ email, password: PASSWORD, emailVerified })

describe('an ID token of an issuer that the tenant trusts', () => {
  test('is exchanged for what the member may do, for no longer than it lasts', async () => {
    const answer = await exchange(await login.idToken({ ...ada(), exp: Math.floor(Date.now() / 1000) + 60 }))
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
    expect(answer.body.expires_in).toBeLessThanOrEqual(60)
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({
      tenant_id: ours.tenantId,
      client_id: ours.clientId,
      email: ours.admin,
      roles: ['admin', 'editor'],
    })
  })

  test('is for the administration plane where the member is an administrator', async () => {
    const answer = await exchange(await login.idToken(ada()), ADMINISTRATION)
    expect(decodeJwt(String(answer.body.access_token)).aud).toBe(`${app.issuer}/admin`)
    const bob = { sub: 'bob', email: ours.member, email_verified: true }
    expect((await exchange(await login.idToken(bob), ADMINISTRATION)).status).toBe(401)
  })

  test('is known by its subject once the address has linked it', async () => {
    const { sub } = ada()
    expect((await exchange(await login.idToken({ sub }))).status).toBe(401)
    expect((await exchange(await login.idToken(ada()))).status).toBe(200)
    expect((await exchange(await login.idToken({ sub }))).status).toBe(200)
    const moved = { sub, email: 'elsewhere@example.com', email_verified: true }
    const answer = await exchange(await login.idToken(moved))
    expect(decodeJwt(String(answer.body.access_token)).email).toBe(ours.admin)
  })

  test.each([
    ['an address that nobody verified', () => ({ email_verified: false })],
    ['an address that is not said to be verified', () => ({ email_verified: undefined })],
    ['a verification in words', () => ({ email_verified: 'true' })],
    ['somebody who is no member', () => ({ email: 'nobody@example.com' })],
    ['another issuer', () => ({ iss: 'https://login.example' })],
    ['this server as its issuer', () => ({ iss: app.issuer })],
    ['another audience', () => ({ aud: 'another' })],
    ['our client as its audience', () => ({ aud: ours.clientId })],
    ['another party that it was issued to', () => ({ azp: 'another' })],
    ['two audiences and no azp', () => ({ aud: [AUDIENCE, 'another'] })],
    ['an end a second ago', () => ({ exp: Math.floor(Date.now() / 1000) - 1 })],
    ['an end at this second', () => ({ exp: Math.floor(Date.now() / 1000) })],
    ['no end', () => ({ exp: undefined })],
    ['no time of issue', () => ({ iat: undefined })],
    ['a time of issue in an hour', () => ({ iat: Math.floor(Date.now() / 1000) + 3600 })],
    ['a beginning in an hour', () => ({ nbf: Math.floor(Date.now() / 1000) + 3600 })],
    ['no subject', () => ({ sub: undefined })],
    ['an empty subject', () => ({ sub: '' })],
    ['a subject that is no text', () => ({ sub: 7 })],
    ['a nonce that is no text', () => ({ nonce: { $gt: '' } })],
    ['the events of a logout token', () => ({ events: {} })],
  ])('is refused with %s', async (_what, change) => {
    const answer = await exchange(await login.idToken({ ...ada(), ...change() }))
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
  })

  test('with two audiences is good where it was issued to the one that is trusted', async () => {
    const both = { ...ada(), aud: [AUDIENCE, 'another'], azp: AUDIENCE }
    expect((await exchange(await login.idToken(both))).status).toBe(200)
  })

  test('is refused as an access token, or with another signature', async () => {
    expect((await exchange(await login.idToken(ada(), { typ: 'at+jwt' }))).status).toBe(401)
    const [header, , signature] = (await login.idToken({ ...ada(), email: ours.member })).split('.')
    const payload = (await login.idToken(ada())).split('.')[1]
    expect((await exchange([header, payload, signature].join('.'))).status).toBe(401)
  })

  test('signed with none, or with HS256 by the public key, is refused', async () => {
    const claims = decodeJwt(await login.idToken(ada()))
    expect((await exchange(new UnsecuredJWT(claims).encode())).status).toBe(401)
    const [jwk] = login.publicKeys()
    const pem = await exportSPKI((await importJWK(jwk ?? {}, 'RS256')) as CryptoKey)
    for (const key of [pem, JSON.stringify(jwk), jwk?.n ?? '']) {
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
      const signed = `${encode({ alg: 'HS256', kid: jwk?.kid })}.${encode(claims)}`
      const signature = createHmac('sha256', key).update(signed).digest('base64url')
      expect((await exchange(`${signed}.${signature}`)).status).toBe(401)
    }
  })

  test('is used up: replayed, or by another token of the same sign-in, it is refused', async () => {
    const token = await login.idToken(ada())
    const results = await Promise.all(Array.from({ length: 20 }, () => exchange(token)))
    expect(results.filter(({ status }) => status === 200)).toHaveLength(1)
    const { nonce } = decodeJwt(token)
    expect((await exchange(await login.idToken({ ...ada(), nonce }))).status).toBe(401)
    expect((await exchange(await login.idToken({ ...ada(), nonce: undefined }))).status).toBe(200)
  })

  test('is nothing to a tenant that does not trust the issuer', async () => {
    const other = await aTenant(app, 'Other')
    await app.core.tenants.members.add(other.tenantId, { email: ours.admin })
    const theirBearer = { authorization: `Bearer ${await ownToken(app, other)}` }
    expect((await exchange(await login.idToken(ada()), USER, theirBearer)).status).toBe(401)
  })
})

describe('the keys of a trusted issuer', () => {
  test('are fetched once, and once more for a key that is not there', async () => {
    // Not again for some seconds, which are not to go by here.
    vi.useFakeTimers({ toFake: ['Date'] })
    login.asked.length = 0
    for (const _ of [1, 2, 3]) await exchange(await login.idToken(ada()))
    expect(login.asked).toEqual(['/.well-known/openid-configuration', '/keys'])
    await login.rotate()
    const all = await Promise.all([1, 2, 3].map(async () => exchange(await login.idToken(ada()))))
    expect(all.map(({ status }) => status)).toContain(200)
    expect((await exchange(await login.idToken(ada()))).status).toBe(200)
    expect(login.asked).toEqual(['/.well-known/openid-configuration', '/keys', '/keys'])
    for (const _ of [1, 2, 3]) await exchange(await login.idToken(ada(), { kid: crypto.randomUUID() }))
    expect(login.asked).toHaveLength(3)
  })

  test.each([
    [
      'it answers for somebody else',
      { discovery: { issuer: 'https://login.example', jwks_uri: 'https://x.example' } },
    ],
    ['its keys lie at an address without https', { discovery: { jwks_uri: 'http://10.0.0.1/keys' } }],
    ['it answers 500', { status: 500 }],
    ['it redirects', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['it has no keys', { jwks: { keys: 'none' } }],
    ['it says too much', { jwks: { keys: [], padding: 'x'.repeat(300_000) } }],
  ])('cannot be had when %s: 503, and no verdict', async (_what, answers) => {
    const withIssuer =
      'discovery' in answers ? { discovery: { issuer: login.issuer, ...answers.discovery } } : {}
    Object.assign(login.answers, answers, withIssuer)
    try {
      const answer = await exchange(await login.idToken(ada()))
      expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    } finally {
      for (const name of Object.keys(login.answers)) delete login.answers[name as keyof typeof login.answers]
    }
    expect((await exchange(await login.idToken(ada()))).status).toBe(200)
  })

  test('are not asked for at an address that may not be reached', async () => {
    const careful = await startApp()
    try {
      const tenant = await aTenant(careful)
      await careful.core.tenants.trust(tenant.tenantId, { issuer: login.issuer, audience: AUDIENCE })
      const own = { authorization: `Bearer ${await ownToken(careful, tenant)}` }
      login.asked.length = 0
      const token = await login.idToken({ sub: '1', email: tenant.admin, email_verified: true })
      expect((await postJson(careful, USER, { oidc_token: token }, own)).status).toBe(503)
      expect(login.asked).toEqual([])
    } finally {
      await careful.stop()
    }
  })
})

describe('an ID token of this server', () => {
  test('is exchanged by its client, and by the person’s own access token', async () => {
    const account = await anAccount(ours.admin)
    const first = await signIn(account.email)
    const answer = await exchange(first.idToken)
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({ sub: account.id, email: ours.admin })
    const second = await signIn(account.email)
    const own = { authorization: `Bearer ${second.accessToken}` }
    expect((await exchange(second.idToken, USER, own)).status).toBe(200)
    expect((await exchange(second.idToken, ADMINISTRATION, own)).status).toBe(200)
  })

  test('is refused with another person’s access token, and by another client', async () => {
    await anAccount(ours.admin)
    await anAccount(ours.member)
    const [admin, member] = [await signIn(ours.admin), await signIn(ours.member)]
    const byMember = { authorization: `Bearer ${member.accessToken}` }
    expect((await exchange(admin.idToken, USER, byMember)).status).toBe(401)
    const other = await aTenant(app, 'Other')
    await app.core.tenants.members.add(other.tenantId, { email: ours.admin })
    const byOther = { authorization: `Bearer ${await ownToken(app, other)}` }
    expect((await exchange((await signIn(ours.admin)).idToken, USER, byOther)).status).toBe(401)
  })

  test('of somebody whose address is not verified makes nobody a member', async () => {
    await anAccount(ours.admin, false)
    expect((await exchange((await signIn(ours.admin)).idToken)).status).toBe(401)
  })
})

describe('who asks', () => {
  test.each([
    ['nobody', {}],
    ['a token that is none', { authorization: 'Bearer at_nothing' }],
    ['a client by Basic', { authorization: 'Basic eDp5' }],
  ])('%s is refused', async (_who, headers) => {
    const answer = await exchange(await login.idToken(ada()), USER, headers as Record<string, string>)
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
  })

  test('is no client of no tenant', async () => {
    const free = await app.core.clients.register({ name: 'Free', grantTypes: ['client_credentials'] })
    const own = await ownToken(app, { clientId: free.client.id, secret: free.secret ?? '' })
    expect(
      (await exchange(await login.idToken(ada()), USER, { authorization: `Bearer ${own}` })).status,
    ).toBe(401)
  })

  test('may be the holder of an application token, for the same member alone', async () => {
    const path = '/auth/user/generateToken'
    const token = async (email: string) => {
      const { body } = await postJson(app, path, ours.request(email))
      return { authorization: `Bearer ${body.access_token}` }
    }
    expect((await exchange(await login.idToken(ada()), USER, await token(ours.admin))).status).toBe(200)
    expect((await exchange(await login.idToken(ada()), USER, await token(ours.member))).status).toBe(401)
  })

  test.each([
    ['nothing', {}],
    ['a number', { oidc_token: 7 }],
    ['an empty token', { oidc_token: '' }],
    ['something else beside it', { oidc_token: 'x', tenant_id: 'tn_x' }],
  ])('is told that %s is no request: 400', async (_what, body) => {
    const answer = await postJson(app, USER, body, bearer)
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})
