/** Token exchange, RFC 8693. */
import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aTenant,
  isActive,
  ownToken,
  postForm,
  postJson,
  type TenantOfTest,
  TOKEN_EXCHANGE,
} from '../http/tenant/a-tenant.ts'
import { AUDIENCE, startTrustedIssuer, type TrustedIssuer } from '../http/tenant/trusted-issuer.ts'
import { anAccount, aRelyingParty, logIn } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey } from './support/dpop.ts'

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'
const [ORDERS, BILLING] = ['https://orders.example.com', 'https://billing.example.com'] as const

interface Party {
  clientId: string
  secret: string
}

let app: RunningApp
/** An app that people sign in to, and the API behind it, which calls another. */
let shop: Party & { config: client.Configuration }
let orders: Party
beforeAll(async () => {
  app = await startApp({ OUTBOUND_ALLOW: '127.0.0.1' })
  const { resourceServers, clients } = app.core
  await resourceServers.create({ uri: ORDERS, scope: 'read write' })
  await resourceServers.create({ uri: BILLING, scope: 'read pay', accessTokenTtlSeconds: 600 })
  const rp = await aRelyingParty(app, { resources: [ORDERS] })
  shop = { ...rp, secret: rp.secret ?? '' }
  const registered = await clients.register({
    name: 'Orders API',
    grantTypes: [TOKEN_EXCHANGE, 'client_credentials'],
    resources: [ORDERS, BILLING],
  })
  orders = { clientId: registered.client.id, secret: registered.secret ?? '' }
})
afterAll(() => app.stop())

const exchange = (fields: Record<string, string>, caller: Party, headers = {}) =>
  postForm(
    app,
    '/oauth/token',
    { grant_type: TOKEN_EXCHANGE, subject_token_type: ACCESS_TOKEN, ...fields },
    caller,
    headers,
  )

/** Somebody signs in, and the shop gets a token for the orders API. */
async function aSubject(scope = 'read write') {
  const account = await anAccount(app)
  const login = await logIn(app, shop, account.email, { scope, resource: ORDERS, nonce: undefined })
  return { account, ...login, token: login.tokens.access_token }
}

describe('an API exchanges the token that it was called with', () => {
  test('for one of another API, for the same person and no longer', async () => {
    const { account, token } = await aSubject()
    const answer = await exchange({ subject_token: token, audience: BILLING }, orders)
    expect(answer).toMatchObject({
      status: 200,
      body: { issued_token_type: ACCESS_TOKEN, token_type: 'Bearer', scope: 'read', expires_in: 600 },
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const issued = String(answer.body.access_token)
    expect(decodeProtectedHeader(issued)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' })
    expect(decodeJwt(issued)).toMatchObject({
      sub: account.id,
      client_id: orders.clientId,
      aud: BILLING,
      scope: 'read',
    })
    expect(await isActive(app, issued, orders)).toBe(true)
  })

  test('for as long as the subject token lasts, where that is less', async () => {
    const { token } = await aSubject()
    const uri = 'https://long.example.com'
    await app.core.resourceServers.create({ uri, scope: 'read', accessTokenTtlSeconds: 80_000 })
    const { client: made, secret } = await app.core.clients.register({
      name: 'Long',
      grantTypes: [TOKEN_EXCHANGE],
      resources: [ORDERS, uri],
    })
    const caller = { clientId: made.id, secret: secret ?? '' }
    const { body } = await exchange({ subject_token: token, resource: uri }, caller)
    expect(decodeJwt(String(body.access_token)).exp).toBeLessThanOrEqual(decodeJwt(token).exp ?? 0)
    expect(body.expires_in).toBeLessThanOrEqual(3600)
  })

  test('never for more scope', async () => {
    const { token } = await aSubject('read')
    const subject = { subject_token: token, resource: ORDERS }
    expect(await exchange({ ...subject, scope: 'read write' }, orders)).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    })
    expect((await exchange(subject, orders)).body.scope).toBe('read')
    const { token: wide } = await aSubject('read write')
    const narrow = await exchange({ subject_token: wide, resource: ORDERS, scope: 'write' }, orders)
    expect(narrow.body.scope).toBe('write')
    const again = { subject_token: String(narrow.body.access_token), resource: ORDERS, scope: 'read' }
    expect((await exchange(again, orders)).body.error).toBe('invalid_scope')
    const foreign = await exchange({ subject_token: wide, resource: BILLING, scope: 'pay' }, orders)
    expect(foreign.body.error).toBe('invalid_scope')
  })

  test('and says who acts, and who acted before', async () => {
    const { account, token } = await aSubject()
    const actor = await ownToken(app, orders)
    const acted = { actor_token: actor, actor_token_type: ACCESS_TOKEN, resource: ORDERS }
    const first = String((await exchange({ subject_token: token, ...acted }, orders)).body.access_token)
    expect(decodeJwt(first)).toMatchObject({ sub: account.id, act: { sub: orders.clientId } })
    const introspected = await postForm(app, '/oauth/introspect', { token: first }, orders)
    expect(introspected.body).toMatchObject({ active: true, act: { sub: orders.clientId } })
    const second = await exchange({ subject_token: first, ...acted }, orders)
    expect(decodeJwt(String(second.body.access_token)).act).toEqual({
      sub: orders.clientId,
      act: { sub: orders.clientId },
    })
    const kept = await exchange({ subject_token: first, resource: ORDERS }, orders)
    expect(decodeJwt(String(kept.body.access_token)).act).toEqual({ sub: orders.clientId })
  })

  test('and is passed on eight times, and no more', async () => {
    const { token } = await aSubject()
    const acted = {
      actor_token: await ownToken(app, orders),
      actor_token_type: ACCESS_TOKEN,
      resource: ORDERS,
    }
    let subject_token = token
    for (let hop = 0; hop < 8; hop += 1) {
      const { status, body } = await exchange({ subject_token, ...acted }, orders)
      expect(status).toBe(200)
      subject_token = String(body.access_token)
    }
    expect(await exchange({ subject_token, ...acted }, orders)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })

  test('and what it got ends with the session, and can be revoked', async () => {
    const { account, token } = await aSubject()
    const issue = async () => {
      const { body } = await exchange({ subject_token: token, resource: BILLING }, orders)
      return String(body.access_token)
    }
    const [first, second] = [await issue(), await issue()]
    await postForm(app, '/oauth/revoke', { token: first }, orders)
    expect(await isActive(app, first, orders)).toBe(false)
    expect(await isActive(app, second, orders)).toBe(true)
    await app.core.sessions.endAll(account.id)
    expect(await isActive(app, second, orders)).toBe(false)
    expect((await exchange({ subject_token: token, resource: BILLING }, orders)).status).toBe(400)
  })
})

describe('an exchange is refused', () => {
  const code = async (fields: Record<string, string>, caller: Party) => {
    const { status, body } = await exchange(fields, caller)
    return `${status} ${body.error}`
  }

  test('to a client that has not the grant', async () => {
    const { token } = await aSubject()
    expect(await code({ subject_token: token, resource: ORDERS }, shop)).toBe('400 unauthorized_client')
  })

  test('to a client that the token is neither from nor for', async () => {
    const { token } = await aSubject()
    const { client: made, secret } = await app.core.clients.register({
      name: 'Stranger',
      grantTypes: [TOKEN_EXCHANGE],
      resources: [BILLING],
    })
    const stranger = { clientId: made.id, secret: secret ?? '' }
    expect(await code({ subject_token: token, resource: BILLING }, stranger)).toBe('400 invalid_request')
  })

  test.each([
    ['no subject token', { subject_token: undefined }],
    ['no type of it', { subject_token_type: undefined }],
    ['another type', { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' }],
    ['an ID token, outside of a tenant', { subject_token_type: ID_TOKEN }],
    ['what is no token', { subject_token: 'at_nothing' }],
    ['an actor without a type', { actor_token: 'x' }],
    ['an actor that is none', { actor_token: 'x', actor_token_type: ACCESS_TOKEN }],
    ['a refresh token asked for', { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }],
  ])('with %s', async (_what, change) => {
    const { token } = await aSubject()
    const all = { subject_token: token, resource: ORDERS, ...change }
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const fields: [string, string][] = [['grant_type', TOKEN_EXCHANGE], ...given]
    if (!('subject_token_type' in change)) fields.push(['subject_token_type', ACCESS_TOKEN])
    const { status, body } = await postForm(app, '/oauth/token', fields, orders)
    expect(`${status} ${body.error}`).toBe('400 invalid_request')
  })

  test('for no target, an unknown one, or two', async () => {
    const { token } = await aSubject()
    expect(await code({ subject_token: token }, orders)).toBe('400 invalid_target')
    expect(await code({ subject_token: token, audience: 'https://x.example' }, orders)).toBe(
      '400 invalid_target',
    )
    expect(await code({ subject_token: token, resource: ORDERS, audience: BILLING }, orders)).toBe(
      '400 invalid_target',
    )
  })
})

describe('a token that is bound to a key', () => {
  test('is issued to a caller who proves one', async () => {
    const { token } = await aSubject()
    const key = await aProofKey()
    const headers = await key.headers({ url: `${app.issuer}/oauth/token` })
    const answer = await exchange({ subject_token: token, resource: BILLING }, orders, headers)
    expect(answer.body.token_type).toBe('DPoP')
    expect(decodeJwt(String(answer.body.access_token)).cnf).toEqual({ jkt: key.thumbprint })
    const replayed = await exchange({ subject_token: token, resource: BILLING }, orders, headers)
    expect(replayed.status).toBe(400)
  })

  test('is not turned into one that is not by the client that holds it', async () => {
    const key = await aProofKey()
    const url = `${app.issuer}/oauth/token`
    const bound = await postForm(
      app,
      '/oauth/token',
      { grant_type: 'client_credentials', resource: ORDERS, scope: 'read' },
      orders,
      await key.headers({ url }),
    )
    const subject = { subject_token: String(bound.body.access_token), resource: ORDERS }
    expect((await exchange(subject, orders)).body.error).toBe('invalid_request')
    const other = await aProofKey()
    expect((await exchange(subject, orders, await other.headers({ url }))).status).toBe(400)
    expect((await exchange(subject, orders, await key.headers({ url }))).body.token_type).toBe('DPoP')
  })
})

describe('an actor', () => {
  const actorOf = (token: string) => ({
    actor_token: token,
    actor_token_type: ACCESS_TOKEN,
    resource: ORDERS,
  })

  test('whose token was stolen, and is bound to a key, acts for nobody', async () => {
    const { token } = await aSubject()
    const key = await aProofKey()
    const url = `${app.issuer}/oauth/token`
    const asked = { grant_type: 'client_credentials' }
    const bound = await postForm(app, '/oauth/token', asked, orders, await key.headers({ url }))
    const fields = { subject_token: token, ...actorOf(String(bound.body.access_token)) }
    expect((await exchange(fields, orders)).body.error).toBe('invalid_request')
    const other = await aProofKey()
    expect((await exchange(fields, orders, await other.headers({ url }))).status).toBe(400)
    expect((await exchange(fields, orders, await key.headers({ url }))).status).toBe(200)
  })

  test('whose token was revoked acts for nobody, nor does one that is another client’s', async () => {
    const { token } = await aSubject()
    const revoked = await ownToken(app, orders)
    await postForm(app, '/oauth/revoke', { token: revoked }, orders)
    const { client: made, secret } = await app.core.clients.register({
      name: 'Somebody else',
      grantTypes: ['client_credentials'],
    })
    const foreign = await ownToken(app, { clientId: made.id, secret: secret ?? '' })
    for (const actor of [revoked, foreign, token.slice(0, -2)]) {
      const answer = await exchange({ subject_token: token, ...actorOf(actor) }, orders)
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    }
  })
})

describe('a tenant’s client', () => {
  let ours: TenantOfTest
  let theirs: TenantOfTest
  beforeAll(async () => {
    ours = await aTenant(app)
    theirs = await aTenant(app, 'Other')
  })

  async function signedIn(tenant: TenantOfTest, email: string) {
    const { accounts } = app.core
    const known = await accounts.findByIdentifier(email)
    if (known === undefined) {
      await accounts.create({ email, password: 'correct horse battery', emailVerified: true })
    }
    const config = await client.discovery(new URL(app.issuer), tenant.clientId, tenant.secret, undefined, {
      execute: [client.allowInsecureRequests],
    })
    const { tokens } = await logIn(app, { ...tenant, config }, email, { scope: 'openid email' })
    return { idToken: String(tokens.id_token), accessToken: tokens.access_token }
  }

  const application = async (tenant: TenantOfTest, email: string) => {
    const { body } = await postJson(app, '/auth/user/generateToken', tenant.request(email))
    return String(body.access_token)
  }

  test('exchanges an ID token for what the member may do, once', async () => {
    const { idToken } = await signedIn(ours, ours.admin)
    const fields = { subject_token: idToken, subject_token_type: ID_TOKEN }
    const answer = await exchange(fields, ours)
    expect(answer.body).toMatchObject({ issued_token_type: ACCESS_TOKEN, scope: 'read write' })
    expect(decodeJwt(String(answer.body.access_token))).toMatchObject({
      aud: `${app.issuer}/tenants/${ours.tenantId}`,
      tenant_id: ours.tenantId,
      email: ours.admin,
      roles: ['admin', 'editor'],
    })
    expect((await exchange(fields, ours)).body.error).toBe('invalid_request')
  })

  test('exchanges an application token, for less', async () => {
    const subject_token = await application(ours, ours.admin)
    const { body } = await exchange({ subject_token, scope: 'read' }, ours)
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      scopes: ['read'],
      roles: ['admin', 'editor'],
    })
    const more = { subject_token: String(body.access_token), scope: 'write' }
    expect((await exchange(more, ours)).body.error).toBe('invalid_scope')
    const reader = { subject_token: await application(ours, ours.member), scope: 'write' }
    expect((await exchange(reader, ours)).body.error).toBe('invalid_scope')
  })

  test('reaches the administration plane for administrators alone', async () => {
    const audience = `${app.issuer}/admin`
    const admin = await exchange({ subject_token: await application(ours, ours.admin), audience }, ours)
    expect(decodeJwt(String(admin.body.access_token)).aud).toBe(audience)
    const member = await exchange({ subject_token: await application(ours, ours.member), audience }, ours)
    expect(member.body.error).toBe('invalid_request')
  })

  test('gets no more scope for an access token than that has', async () => {
    const { accessToken } = await signedIn(ours, ours.admin)
    const { body } = await exchange({ subject_token: accessToken }, ours)
    expect(decodeJwt(String(body.access_token))).toMatchObject({ email: ours.admin, scopes: [] })
    expect((await exchange({ subject_token: accessToken, scope: 'read' }, ours)).body.error).toBe(
      'invalid_scope',
    )
  })

  test('gets nothing for a token of another tenant, of none, or with an actor of one', async () => {
    const foreign = [await application(theirs, theirs.admin), await ownToken(app, orders)]
    for (const subject_token of foreign) {
      expect((await exchange({ subject_token }, ours)).body.error).toBe('invalid_request')
      const own = await application(ours, ours.admin)
      const acted = { subject_token: own, actor_token: subject_token, actor_token_type: ACCESS_TOKEN }
      expect((await exchange(acted, ours)).body.error).toBe('invalid_request')
    }
    const { idToken } = await signedIn(theirs, theirs.admin)
    const crossed = { subject_token: idToken, subject_token_type: ID_TOKEN }
    expect((await exchange(crossed, ours)).body.error).toBe('invalid_request')
    const audience = `${app.issuer}/tenants/${theirs.tenantId}`
    const subject_token = await application(ours, ours.admin)
    expect((await exchange({ subject_token, audience }, ours)).body.error).toBe('invalid_target')
  })

  describe('with an ID token of an issuer that the tenant trusts', () => {
    let login: TrustedIssuer
    beforeAll(async () => {
      login = await startTrustedIssuer()
      await app.core.tenants.trust(ours.tenantId, { issuer: login.issuer, audience: AUDIENCE })
    })
    afterAll(() => login.stop())

    const idToken = (claims: Record<string, unknown> = {}, header = {}) =>
      login.idToken({ sub: 'ada', email: ours.admin, email_verified: true, ...claims }, header)

    const exchanged = async (token: string, more = {}) =>
      (await exchange({ subject_token: token, subject_token_type: ID_TOKEN, ...more }, ours)).body

    test('gets a token that ends when that one does', async () => {
      const exp = Math.floor(Date.now() / 1000) + 120
      const { access_token: token, expires_in: seconds } = await exchanged(await idToken({ exp }))
      expect(decodeJwt(String(token)).exp).toBeLessThanOrEqual(exp)
      expect(Number(seconds)).toBeLessThanOrEqual(120)
    })

    test('gets nothing for one that has expired by a second, is for others, or is signed by nobody', async () => {
      const exp = Math.floor(Date.now() / 1000) - 1
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await idToken()).split('.')[1]}.`
      const tokens = [await idToken({ exp }), await idToken({ aud: 'another' }), unsigned]
      for (const token of tokens) expect((await exchanged(token)).error).toBe('invalid_request')
    })

    test('acts where the token lets it, and nobody else does', async () => {
      const actor = { actor_token: await ownToken(app, ours), actor_token_type: ACCESS_TOKEN }
      for (const may_act of [
        { sub: 'somebody-else', iss: app.issuer },
        { sub: ours.clientId },
        { sub: ours.clientId, iss: login.issuer },
        {},
        null,
        { sub: [ours.clientId], iss: app.issuer },
      ]) {
        expect((await exchanged(await idToken({ may_act }), actor)).error).toBe('invalid_request')
      }
      const allowed = await idToken({ may_act: { sub: ours.clientId, iss: app.issuer } })
      const { access_token: token } = await exchanged(allowed, actor)
      expect(decodeJwt(String(token)).act).toEqual({ sub: ours.clientId })
    })
  })

  test('gets nothing for its own token, which speaks for nobody', async () => {
    const subject_token = await ownToken(app, ours)
    expect((await exchange({ subject_token }, ours)).body.error).toBe('invalid_request')
  })

  test('has nothing left when the member is removed or the tenant suspended', async () => {
    const tenant = await aTenant(app, 'Brief')
    const issue = async () => {
      const { body } = await exchange({ subject_token: await application(tenant, tenant.member) }, tenant)
      return String(body.access_token)
    }
    const first = await issue()
    expect(await isActive(app, first, tenant)).toBe(true)
    await app.core.tenants.members.remove(tenant.tenantId, tenant.member)
    expect(await isActive(app, first, tenant)).toBe(false)
    await app.core.tenants.members.add(tenant.tenantId, { email: tenant.member })
    const second = await issue()
    await app.core.tenants.suspend(tenant.tenantId)
    await app.core.tenants.resume(tenant.tenantId)
    expect(await isActive(app, second, tenant)).toBe(false)
  })
})

test('discovery names the grant', async () => {
  const discovery = (await (await fetch(`${app.issuer}/.well-known/openid-configuration`)).json()) as {
    grant_types_supported: string[]
  }
  expect(discovery.grant_types_supported).toContain(TOKEN_EXCHANGE)
})
