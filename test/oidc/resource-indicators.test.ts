/** Access tokens for resource servers that a person grants an app (RFC 8707; contract, "Tokens"). */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, passInteractions } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aResource, obtainCode, obtainTokens, redeem, refresh, userinfo } from './support/steps.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

async function setUp(input = {}) {
  const resources = [await aResource(app), await aResource(app, { scope: 'read pay', alg: 'EdDSA' })]
  const [first = '', second = ''] = resources
  return {
    first,
    second,
    rp: await aRelyingParty(app, { resources, ...input }),
    account: await anAccount(app),
  }
}

describe('the authorization request', () => {
  it('shows the person which API the app wants to use, and remembers the answer', async () => {
    const { first, rp, account } = await setUp()
    const agent = createAgent(app.issuer)
    const { url } = await begin(rp, { scope: 'openid read', resource: first })
    const signIn = await agent.get(url)
    const password = 'correct horse battery'
    const consent = await agent.submit(signIn, '/sign-in', {
      username: account.email,
      'current-password': password,
    })
    expect(consent.body).toContain(first)
    await agent.submit(consent, '/consent', { decision: 'allow' })
    await obtainTokens(app, rp, 'nobody is asked', { scope: 'openid read', resource: first }, agent)
    const more = await begin(rp, { scope: 'openid read write', resource: first })
    expect((await agent.get(more.url)).url.pathname).toMatch(/^\/interaction\//)
  })

  it('for a resource that is unknown or not the app’s is invalid_target, told to the app', async () => {
    const { rp } = await setUp()
    const foreign = await aResource(app)
    for (const resource of [foreign, 'https://unknown.example.com/', 'nonsense', `${foreign}#fragment`]) {
      const { url } = await begin(rp, { scope: 'openid', resource })
      const page = await createAgent(app.issuer).get(url)
      expect(page.url.origin).toBe('https://app.example.com')
      expect(page.url.searchParams.get('error')).toBe('invalid_target')
    }
  })

  it('gives no more scope than the resource server has, the app is registered for, and was asked for', async () => {
    const { second, rp, account } = await setUp({ scope: 'openid read pay' })
    const asked = { scope: 'openid read write unknown', resource: second }
    const tokens = await obtainTokens(app, rp, account.email, asked)
    expect(decodeJwt(tokens.access_token).scope).toBe('read')
    expect(tokens.scope).toBe('read')
    const limited = await aRelyingParty(app, { resources: [second], scope: 'openid read' })
    const less = await obtainTokens(app, limited, account.email, {
      scope: 'openid read pay',
      resource: second,
    })
    expect(decodeJwt(less.access_token).scope).toBe('read')
  })
})

describe('an app whose registration names only a resource’s scopes', () => {
  it('gets those, in plain OAuth, and no OpenID scope, not even offline_access', async () => {
    const { first, rp, account } = await setUp({ scope: 'read' })
    const tokens = await obtainTokens(app, rp, account.email, { scope: 'read', resource: first })
    expect(decodeJwt(tokens.access_token).scope).toBe('read')
    for (const scope of ['openid read', 'read email', 'read offline_access']) {
      const { url } = await begin(rp, { scope, nonce: undefined, resource: first, prompt: 'consent' })
      const page = await createAgent(app.issuer).get(url)
      expect([scope, page.url.searchParams.get('error')]).toEqual([scope, 'invalid_scope'])
    }
  })
})

describe('the token request', () => {
  it('with openid and no resource gets the token for userinfo, also when a resource was granted', async () => {
    const { first, rp, account } = await setUp()
    const code = await obtainCode(app, rp, account.email, { scope: 'openid read', resource: first })
    const { body } = await redeem(app, rp, code)
    expect(body.access_token).toMatch(/^at_/)
    expect((await userinfo(app, body.access_token)).body.sub).toBe(account.id)
  })

  it('without openid gets the token for the one resource that was granted', async () => {
    const { first, rp, account } = await setUp()
    const code = await obtainCode(app, rp, account.email, { scope: 'read', resource: first })
    const { body } = await redeem(app, rp, code)
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: first, scope: 'read' })
    expect(body.id_token).toBeUndefined()
  })

  it('for a resource that was not granted is invalid_target, and the code is used up', async () => {
    const { first, second, rp, account } = await setUp()
    const code = await obtainCode(app, rp, account.email, { scope: 'openid read', resource: first })
    expect((await redeem(app, rp, code, { resource: second })).body.error).toBe('invalid_target')
    expect((await redeem(app, rp, code, { resource: first })).body.error).toBe('invalid_grant')
  })

  it('chooses among several granted resources by refreshing, one token for one audience', async () => {
    const { first, second, rp, account } = await setUp()
    const agent = createAgent(app.issuer)
    const { url, checks } = await begin(rp, { scope: 'openid read pay offline_access', prompt: 'consent' })
    for (const resource of [first, second]) url.searchParams.append('resource', resource)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    const code = {
      code: callback.searchParams.get('code') ?? '',
      verifier: checks.pkceCodeVerifier,
      agent,
      callback,
    }
    const { body } = await redeem(app, rp, code, { resource: first })
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: first, scope: 'read' })
    const other = await refresh(app, rp, body.refresh_token, { resource: second })
    expect(decodeJwt(other.body.access_token)).toMatchObject({ aud: second, scope: 'read pay' })
    const narrow = await refresh(app, rp, other.body.refresh_token, { resource: second, scope: 'pay' })
    expect(decodeJwt(narrow.body.access_token)).toMatchObject({ aud: second, scope: 'pay' })
    const opaque = await refresh(app, rp, narrow.body.refresh_token)
    expect((await userinfo(app, opaque.body.access_token)).status).toBe(200)
  })

  it('is invalid_target once the resource server is gone, or no longer the app’s', async () => {
    const { first, second, rp, account } = await setUp()
    const parameters = { scope: 'openid read offline_access', prompt: 'consent', resource: first }
    const tokens = await obtainTokens(app, rp, account.email, parameters)
    await app.core.clients.update(rp.clientId, { resources: [second] })
    const { status, body } = await refresh(app, rp, tokens.refresh_token, { resource: first })
    expect([status, body.error]).toEqual([400, 'invalid_target'])
  })
})
