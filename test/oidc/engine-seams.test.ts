/**
 * Holds every seam of src/oidc/engine-seams.ts against the engine as it is installed: each test fails when the engine
 * no longer calls the member that is replaced there, which another version of it may do without a word.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey } from './support/dpop.ts'
import {
  aResource,
  isActive,
  obtainCode,
  obtainTokens,
  push,
  redeem,
  refresh,
  requestToken,
  revoke,
  signOut,
} from './support/steps.ts'

const SESSION = '_session /'

let app: RunningApp
let resource: string
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  rp = await aRelyingParty(app, { resources: [resource], grantTypes })
})
afterAll(() => app.stop())

interface Row {
  kind: string
  id: string
  payload: Record<string, unknown>
}

function artifacts(kind: string): Row[] {
  const database = new DatabaseSync(join(app.dataDir, 'gatehouse.sqlite'), { readOnly: true })
  const rows = database.prepare('SELECT kind, id, payload FROM artifacts WHERE kind = ?').all(kind)
  database.close()
  return rows.map((row) => ({ kind, id: String(row.id), payload: JSON.parse(String(row.payload)) }))
}

describe('sealAccessTokens', () => {
  it('keeps no opaque token, of a person or of a client, and remembers the end of one by its id', async () => {
    const { email } = await anAccount(app)
    const ofPerson = (await obtainTokens(app, rp, email)).access_token
    const ofClient = (await requestToken(app, rp, { grant_type: 'client_credentials' })).body.access_token
    for (const token of [ofPerson, ofClient]) {
      expect(token).toMatch(/^at_[\w-]{80,}$/)
      const before = artifacts('RevokedToken').length
      expect(await isActive(app, rp, token)).toBe(true)
      await revoke(app, rp, token)
      expect(artifacts('RevokedToken')).toHaveLength(before + 1)
      expect(await isActive(app, rp, token)).toBe(false)
    }
    expect([...artifacts('AccessToken'), ...artifacts('ClientCredentials')]).toEqual([])
  })
})

describe('nameTokens', () => {
  it('gives codes and refresh tokens their prefix, the grant and session they hang on, and 256 random bits', async () => {
    const { email } = await anAccount(app)
    const code = await obtainCode(app, rp, email, { scope: 'openid offline_access', prompt: 'consent' })
    expect(code.code).toMatch(/^ac_[\w-]{43}[\w-]{43}$/)
    const { body } = await redeem(app, rp, code)
    expect(body.refresh_token).toMatch(/^rt_[\w-]{43}[\w-]{22}[\w-]{43}$/)
    const next = await refresh(app, rp, body.refresh_token)
    expect(next.body.refresh_token.slice(0, -43)).toBe(body.refresh_token.slice(0, -43))
    expect(next.body.refresh_token.slice(-43)).not.toBe(body.refresh_token.slice(-43))
    const bound = await obtainCode(app, rp, email, { scope: 'openid' }, code.agent)
    expect(bound.code).toMatch(/^ac_[\w-]{43}[\w-]{43}[\w-]{43}$/)
  })
})

describe('rememberSessionOfGrant', () => {
  it('notes the session with the grant, by which a JWT that tells no session dies at logout', async () => {
    const { email, id } = await anAccount(app)
    const tokens = await obtainTokens(app, rp, email, { scope: 'read', resource })
    const uid = tokens.agent.cookies.get(SESSION)?.value.split('.')[0]
    const grants = artifacts('Grant').filter(({ payload }) => payload.accountId === id)
    expect(grants.map(({ payload }) => payload.sessionUid)).toEqual([uid])
    expect(await isActive(app, rp, tokens.access_token)).toBe(true)
    await signOut(tokens.agent)
    expect(await isActive(app, rp, tokens.access_token)).toBe(false)
  })
})

describe('storeSessionsByUid', () => {
  it('makes the cookie uid.secret, and keeps one record for the session under the uid', async () => {
    const { email, id } = await anAccount(app)
    const { agent } = await obtainCode(app, rp, email)
    const [uid = '', secret = '', ...more] = agent.cookies.get(SESSION)?.value.split('.') ?? []
    expect([uid.length, secret.length, more]).toEqual([43, 43, []])
    const records = artifacts('Session').filter(({ payload }) => payload.accountId === id)
    expect(records.map((record) => record.id)).toEqual([uid])
    expect(JSON.stringify(records)).not.toContain(secret)
  })

  it('renews the secret at every sign-in, after which the old cookie is nobody’s (session fixation)', async () => {
    const { email } = await anAccount(app)
    const { agent } = await obtainCode(app, rp, email)
    const before = agent.cookies.get(SESSION)
    const signatureBefore = agent.cookies.get('_session.sig /')
    await obtainCode(app, rp, email, { prompt: 'login' }, agent)
    const after = agent.cookies.get(SESSION)
    expect(after?.value.split('.')[0]).toBe(before?.value.split('.')[0])
    expect(after?.value.split('.')[1]).not.toBe(before?.value.split('.')[1])
    const thief = createAgent(app.issuer)
    if (before !== undefined) thief.cookies.set(SESSION, before)
    if (signatureBefore !== undefined) thief.cookies.set('_session.sig /', signatureBefore)
    const { url } = await begin(rp, { prompt: 'none' })
    expect((await thief.get(url)).url.searchParams.get('error')).toBe('login_required')
    expect((await agent.get((await begin(rp, { prompt: 'none' })).url)).url.searchParams.has('code')).toBe(
      true,
    )
  })

  it('does not take a session that was planted before the sign-in over to the person who signs in', async () => {
    const { email } = await anAccount(app)
    const attacker = createAgent(app.issuer)
    await attacker.get('/oauth/logout')
    const victim = createAgent(app.issuer)
    for (const [key, cookie] of attacker.cookies) victim.cookies.set(key, cookie)
    expect(attacker.cookies.has(SESSION)).toBe(true)
    await obtainCode(app, rp, email, {}, victim)
    const { url } = await begin(rp, { prompt: 'none' })
    expect((await attacker.get(url)).url.searchParams.get('error')).toBe('login_required')
  })
})

describe('acceptProofsOnce', () => {
  it('notes a used proof by one creation of a record', async () => {
    const before = artifacts('UsedProof').length
    const proof = await (await aProofKey()).headers({ url: `${app.issuer}/oauth/token` })
    const grant = { grant_type: 'client_credentials' }
    expect((await requestToken(app, rp, grant, proof)).status).toBe(200)
    expect((await requestToken(app, rp, grant, proof)).status).toBe(400)
    expect(artifacts('UsedProof')).toHaveLength(before + 1)
  })
})

describe('rememberClients', () => {
  it('takes up what changes in a registration with the next request', async () => {
    const other = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    const ask = () => requestToken(app, other, { grant_type: 'client_credentials' })
    expect((await ask()).status).toBe(200)
    await app.core.clients.update(other.clientId, {
      grantTypes: ['authorization_code'],
      redirectUris: ['https://app.example/'],
    })
    expect((await ask()).body.error).toBe('unauthorized_client')
  })

  it('knows nobody by what is no id', async () => {
    const hint = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"aud":{}}').toString('base64url')}.AAAA`
    const page = await fetch(`${app.issuer}/oauth/logout?id_token_hint=${hint}`)
    expect(page.status).toBe(400)
  })
})

describe('compareSecretHashes', () => {
  it('accepts the secret whose hash is kept, and not the hash', async () => {
    const { secrets } = await app.core.clients.get(rp.clientId)
    const attempt = async (secret: string) =>
      (await requestToken(app, { ...rp, secret }, { grant_type: 'client_credentials' })).status
    expect(await attempt(rp.secret ?? '')).toBe(200)
    for (const secret of ['wrong', ...secrets.map(({ hash }) => hash), `${rp.secret}x`]) {
      expect(await attempt(secret)).toBe(401)
    }
  })
})

describe('tellUnauthorizedClients and limitScopes', () => {
  it('answer by the codes of RFC 6749 what a client is not registered for', async () => {
    const machine = await aRelyingParty(app, { grantTypes: ['client_credentials'], scope: 'read' })
    expect((await refresh(app, machine, 'x')).body.error).toBe('unauthorized_client')
    const openid = { grant_type: 'client_credentials', scope: 'openid' }
    expect((await requestToken(app, machine, openid)).body.error).toBe('invalid_scope')
    expect((await requestToken(app, rp, openid)).status).toBe(200)
  })
})

describe('urlsFromIssuer and cookiesByIssuer', () => {
  it('go by ISSUER behind a proxy that ends TLS, whatever host the request names', async () => {
    const behindProxy = await startApp({ ISSUER: 'https://id.example.com' })
    const { client } = await behindProxy.core.clients.register({
      name: 'App',
      redirectUris: ['https://app.example.com/callback'],
    })
    const query = new URLSearchParams({
      client_id: client.id,
      redirect_uri: 'https://app.example.com/callback',
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    const base = `http://127.0.0.1:${behindProxy.port}`
    const headers = { 'x-forwarded-host': 'evil.example.com', 'x-forwarded-proto': 'http' }
    const response = await fetch(`${base}/oauth/authorize?${query}`, { headers, redirect: 'manual' })
    expect(response.status).toBe(303)
    const cookies = response.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatch(/; secure/i)
    const page = await fetch(`${base}/oauth/logout`, { headers: { ...headers, accept: 'text/html' } })
    const text = await page.text()
    expect(text).toContain('https://id.example.com/oauth/logout/confirm')
    expect(text).not.toContain('evil.example.com')
    for (const cookie of page.headers.getSetCookie()) expect(cookie).toMatch(/; secure/i)
    await behindProxy.stop()
  })
})

describe('the database', () => {
  it('holds nothing that anybody would accept, in any table or byte of its files', async () => {
    const { email } = await anAccount(app)
    const pushed = await push(app, rp, {
      scope: 'openid offline_access',
      prompt: 'consent',
      state: 'look for me',
    })
    const agent = createAgent(app.issuer)
    const signIn = await agent.get(pushed.url)
    const fields = { username: email, 'current-password': PASSWORD }
    const consent = await agent.submit(signIn, '/sign-in', fields)
    const sessionAtConsent = agent.cookies.get(SESSION)?.value ?? ''
    const { url: callback } = await agent.submit(consent, '/consent', { decision: 'allow' })
    const code = { code: callback.searchParams.get('code') ?? '', verifier: pushed.verifier, agent, callback }
    const { body } = await redeem(app, rp, code)
    const next = await refresh(app, rp, body.refresh_token)
    const waiting = await obtainCode(app, rp, email, {}, agent)
    const jwt = await requestToken(app, rp, { grant_type: 'client_credentials', resource })
    const sessions = [sessionAtConsent, agent.cookies.get(SESSION)?.value ?? '']
    const secrets = {
      sessions,
      sessionSecrets: sessions.map((session) => session.split('.')[1] ?? ''),
      codes: [code.code, waiting.code],
      tokens: [body.access_token, next.body.access_token, jwt.body.access_token, body.id_token],
      refreshTokens: [body.refresh_token, next.body.refresh_token],
      halfTokens: [body.refresh_token.slice(25), next.body.refresh_token.slice(25)],
      clientSecret: [rp.secret ?? ''],
      requestUri: [pushed.requestUri, pushed.requestUri.split(':').at(-1) ?? ''],
      password: [PASSWORD],
    }
    const entries = readdirSync(app.dataDir, { withFileTypes: true }).filter((entry) => entry.isFile())
    const files = entries.map(({ name }) => readFileSync(join(app.dataDir, name)))
    const found = (text: string) => files.some((bytes) => bytes.includes(text))
    expect(found('look for me')).toBe(true)
    for (const [what, values] of Object.entries(secrets)) {
      for (const value of values) expect([what, value.length > 10, found(value)]).toEqual([what, true, false])
    }
  })
})
