/** Pushed authorization requests (RFC 9126). */
import * as client from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  passInteractions,
  REDIRECT_URI,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainTokens, push, redeem, send, sendAs } from './support/steps.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

const authorizeUrl = (clientId: string, requestUri: string, more = {}) =>
  `/oauth/authorize?${new URLSearchParams({ client_id: clientId, request_uri: requestUri, ...more })}`

describe('a pushed authorization request', () => {
  it('brings a person to the app, by a real client library', async () => {
    const account = await anAccount(app)
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const url = await client.buildAuthorizationUrlWithPAR(rp.config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid email',
      state: 'some state',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    const checks = { pkceCodeVerifier, expectedState: 'some state' }
    const tokens = await client.authorizationCodeGrant(rp.config, callback, checks)
    expect(tokens.claims()?.sub).toBe(account.id)
    expect(tokens.scope).toBe('openid email')
  })

  it('is answered with 201, a minute to live, and nothing to cache', async () => {
    const { headers, status, body } = await sendAs(rp, `${app.issuer}/oauth/par`, {
      client_id: rp.clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43,}$/),
      expires_in: 60,
    })
  })

  it('counts as it was pushed: what the browser adds or changes is ignored', async () => {
    const account = await anAccount(app)
    const { requestUri, verifier } = await push(app, rp, { scope: 'openid', state: 'pushed' })
    const agent = createAgent(app.issuer)
    const changed = { scope: 'openid email', state: 'changed', redirect_uri: 'https://evil.example.com/' }
    const url = authorizeUrl(rp.clientId, requestUri, changed)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    expect(callback.href.startsWith(REDIRECT_URI)).toBe(true)
    expect(callback.searchParams.get('state')).toBe('pushed')
    const code = { code: callback.searchParams.get('code') ?? '', verifier, agent, callback }
    expect((await redeem(app, rp, code)).body.scope).toBe('openid')
  })

  it('is good for one answer', async () => {
    const account = await anAccount(app)
    const { url } = await push(app, rp)
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    expect(callback.searchParams.has('code')).toBe(true)
    const again = await agent.get(url)
    expect(again.url.searchParams.get('code')).toBeNull()
    expect(again.body).toContain('invalid_request_uri')
  })

  it('is good for one answer also when two pages were opened with it and both are answered late', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainTokens(app, rp, account.email)
    const { url } = await push(app, rp, { prompt: 'consent' })
    const pages = [await agent.get(url), await agent.get(url)]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 60_000 })
    const answers = [
      await passInteractions(agent, pages[0] ?? fail(), account.email),
      await passInteractions(agent, pages[1] ?? fail(), account.email),
    ]
    expect(answers[0]?.searchParams.has('code')).toBe(true)
    expect(answers[1]?.searchParams.get('code')).toBeNull()
    expect(answers[1]?.searchParams.get('error')).toBe('invalid_request_uri')
  })

  it('gives the person all the time that a sign-in page gives', async () => {
    const account = await anAccount(app)
    const { url } = await push(app, rp)
    const agent = createAgent(app.issuer)
    const page = await agent.get(url)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 55 * 60_000 })
    const callback = await passInteractions(agent, page, account.email)
    expect(callback.searchParams.has('code')).toBe(true)
  })

  it('is gone after a minute, to the second', async () => {
    const { url } = await push(app, rp)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    const page = await createAgent(app.issuer).get(url)
    expect(page.status).toBe(400)
    expect(page.body).toContain('invalid_request_uri')
  })

  it('belongs to the client that pushed it', async () => {
    const stranger = await aRelyingParty(app)
    const { requestUri } = await push(app, rp)
    const page = await createAgent(app.issuer).get(authorizeUrl(stranger.clientId, requestUri))
    expect(page.url.origin).toBe(app.issuer)
    expect(page.status).toBe(400)
  })
})

describe('pushing', () => {
  const request = (change: Record<string, string> = {}) => ({
    client_id: rp.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...change,
  })

  it('is refused at once for what would be refused later', async () => {
    const cases: [Record<string, string>, string][] = [
      [{ redirect_uri: 'https://evil.example.com/callback' }, 'invalid_request'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_mode: 'jwt' }, 'unsupported_response_mode'],
      [{ prompt: 'create' }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ resource: 'https://unknown.example.com/' }, 'invalid_target'],
      [{ request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'request_uri_not_supported'],
      [{ request: 'a.b.c' }, 'request_not_supported'],
      [{ claims: '{' }, 'invalid_request'],
    ]
    for (const [change, error] of cases) {
      const { status, body } = await sendAs(rp, `${app.issuer}/oauth/par`, request(change))
      expect([change, status, body.error]).toEqual([change, 400, error])
    }
  })

  it('is for clients that prove who they are, and open to public ones by their name', async () => {
    expect((await send(`${app.issuer}/oauth/par`, request())).status).toBe(401)
    const wrong = await sendAs({ ...rp, secret: 'wrong' }, `${app.issuer}/oauth/par`, request())
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client'])
    const spa = await aRelyingParty(app, { authMethod: 'none' })
    expect((await sendAs(spa, `${app.issuer}/oauth/par`, request({ client_id: spa.clientId }))).status).toBe(
      201,
    )
  })
})

function fail(): never {
  throw new Error('there should have been a page')
}
