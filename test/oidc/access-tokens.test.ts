/** Access tokens: opaque without a resource, JWTs for a resource server (RFC 9068; contract, "Tokens"). */
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { nowSeconds } from '#lib/clock'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, passInteractions } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import {
  aResource,
  isActive,
  obtainTokens,
  push,
  redeem,
  requestToken,
  times,
  userinfo,
} from './support/steps.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp({}, { jobs: false })
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

/** As a resource server would, with the published keys and nothing else. */
function verify(token: string, audience: string) {
  const keys = createRemoteJWKSet(new URL(`${app.issuer}/.well-known/jwks.json`))
  return jwtVerify(token, keys, { issuer: app.issuer, audience, typ: 'at+jwt' })
}

async function setUp(resource: { alg?: string; accessTokenTtlSeconds?: number } = {}) {
  const uri = await aResource(app, resource)
  const rp = await aRelyingParty(app, {
    resources: [uri],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  })
  return { uri, rp, account: await anAccount(app) }
}

describe('an opaque access token', () => {
  it('is what comes without a resource, lives an hour and opens userinfo', async () => {
    const { rp, account } = await setUp()
    const tokens = await obtainTokens(app, rp, account.email)
    expect(tokens.access_token).toMatch(/^at_[\w-]+$/)
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid' })
    expect((await userinfo(app, tokens.access_token)).body).toEqual({ sub: account.id })
  })

  it('is dead everywhere to the second when its time is over', async () => {
    const { rp, account } = await setUp()
    vi.useFakeTimers({ toFake: ['Date'] })
    const { access_token: token } = await obtainTokens(app, rp, account.email)
    vi.setSystemTime(Date.now() + 3598_000)
    expect((await userinfo(app, token)).status).toBe(200)
    vi.setSystemTime(Date.now() + 2000)
    expect(await isActive(app, rp, token)).toBe(false)
    expect((await userinfo(app, token)).status).toBe(401)
  })

  it('opens nothing with a single character changed, however much the person has asked to share', async () => {
    const { rp, account } = await setUp()
    const { access_token: token } = await obtainTokens(app, rp, account.email, {
      scope: 'openid profile email',
    })
    const middle = Math.floor(token.length / 2)
    const changed = token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1)
    const { status, headers, body } = await userinfo(app, changed)
    expect([status, body.error]).toEqual([401, 'invalid_token'])
    expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/)
  })

  it('is short and works whatever the length of the claims parameter that it was asked for with', async () => {
    const { rp, account } = await setUp()
    const unknown = Object.fromEntries(times(500, (index) => [`unknown_claim_${index}`, { essential: true }]))
    const userinfoClaims = { nickname: { value: 'x'.repeat(9000) }, email: null, ...unknown }
    const { url, verifier } = await push(app, rp, { claims: JSON.stringify({ userinfo: userinfoClaims }) })
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    const code = { code: callback.searchParams.get('code') ?? '', verifier, agent, callback }
    const { body } = await redeem(app, rp, code)
    expect(body.access_token.length).toBeLessThan(1000)
    const { status, body: claims } = await userinfo(app, body.access_token)
    expect([status, claims]).toEqual([200, { sub: account.id, email: account.email }])
  })
})

describe('an access token for a resource server', () => {
  it('has exactly the header and the claims that RFC 9068 asks for, and verifies with the JWKS', async () => {
    const { uri, rp, account } = await setUp()
    const { access_token: token, expires_in } = await obtainTokens(app, rp, account.email, {
      scope: 'read',
      resource: uri,
    })
    const { payload, protectedHeader } = await verify(token, uri)
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) })
    const now = Math.floor(Date.now() / 1000)
    const { gid, ...claims } = payload
    expect(claims).toEqual({
      iss: app.issuer,
      sub: account.id,
      aud: uri,
      client_id: rp.clientId,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
      scope: 'read',
    })
    expect(gid).toEqual(expect.any(String))
    expect(Math.abs(Number(payload.iat) - now)).toBeLessThan(60)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3600)
    expect(expires_in).toBe(3600)
  })

  it.each(['ES256', 'RS256', 'PS256', 'EdDSA'])(
    'is signed with %s where the resource server says so',
    async (alg) => {
      const { uri, rp } = await setUp({ alg })
      const { body } = await requestToken(app, rp, {
        grant_type: 'client_credentials',
        scope: 'read',
        resource: uri,
      })
      expect(decodeProtectedHeader(body.access_token).alg).toBe(alg)
      await expect(verify(body.access_token, uri)).resolves.toBeDefined()
      expect(await isActive(app, rp, body.access_token)).toBe(true)
    },
  )

  it('lives as long as the resource server says, and is then dead', async () => {
    const { uri, rp, account } = await setUp({ accessTokenTtlSeconds: 120 })
    const tokens = await obtainTokens(app, rp, account.email, { scope: 'read', resource: uri })
    expect(tokens.expires_in).toBe(120)
    const { payload } = await verify(tokens.access_token, uri)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(120)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 121_000 })
    expect(await isActive(app, rp, tokens.access_token)).toBe(false)
  })

  it('names the client as its subject where no person is behind it', async () => {
    const { uri, rp } = await setUp()
    const { body } = await requestToken(app, rp, {
      grant_type: 'client_credentials',
      scope: 'read',
      resource: uri,
    })
    const { payload } = await verify(body.access_token, uri)
    expect(payload).toEqual({
      iss: app.issuer,
      sub: rp.clientId,
      aud: uri,
      client_id: rp.clientId,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
      scope: 'read',
    })
  })

  it('does not open userinfo', async () => {
    const { uri, rp, account } = await setUp()
    const scope = 'openid read'
    const { access_token: token } = await obtainTokens(app, rp, account.email, { scope, resource: uri })
    expect((await verify(token, uri)).payload.scope).toBe('read')
    expect((await userinfo(app, token)).status).toBe(401)
  })

  it('is written nowhere: issuing one leaves the store as large as it was', async () => {
    const { uri, rp } = await setUp()
    const fields = { grant_type: 'client_credentials', scope: 'read', resource: uri }
    await requestToken(app, rp, fields)
    const before = await countArtifacts()
    for (let turn = 0; turn < 3; turn += 1) expect((await requestToken(app, rp, fields)).status).toBe(200)
    const withoutResource = { grant_type: 'client_credentials' }
    expect((await requestToken(app, rp, withoutResource)).status).toBe(200)
    expect(await countArtifacts()).toBe(before)
  })
})

/** Those that live as long as a token does: what is over soon may be swept away while the test runs. */
async function countArtifacts(): Promise<number> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(`${app.dataDir}/gatehouse.sqlite`, { readOnly: true })
  const row = database
    .prepare('SELECT count(*) AS number FROM artifacts WHERE expires_at > ?')
    .get(nowSeconds() + 600)
  database.close()
  return Number(row?.number)
}
