/** What the provider says about itself, and that it says it to everybody alike (OpenID Connect Discovery 1.0, RFC 8414). */
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { basic, send } from './support/steps.ts'

const PATHS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'] as const
const JWKS = '/.well-known/jwks.json'

/** Contract, "The protocol endpoints": those that exist today. */
const ENDPOINTS = {
  authorization_endpoint: '/oauth/authorize',
  token_endpoint: '/oauth/token',
  pushed_authorization_request_endpoint: '/oauth/par',
  introspection_endpoint: '/oauth/introspect',
  revocation_endpoint: '/oauth/revoke',
  userinfo_endpoint: '/oauth/userinfo',
  end_session_endpoint: '/oauth/logout',
  jwks_uri: JWKS,
}

let app: RunningApp
/** The answer to the very first request, which came with a forged host: what is rendered once must not keep it. */
let first: Record<string, unknown>

beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '1' })
  first = await getAs(PATHS[0], FORGED)
})
afterAll(() => app.stop())

const FORGED = {
  host: 'evil.example.com',
  'x-forwarded-host': 'evil.example.com',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '203.0.113.1',
  forwarded: 'host=evil.example.com;proto=https',
}

/** Headers and all, which `fetch` would not send as they are. */
function getAs(path: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: app.port, path, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(JSON.parse(text)))
    })
    sent.on('error', reject).end()
  })
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${app.issuer}${path}`, { method, headers })

describe('the discovery documents', () => {
  it('are one and the same', async () => {
    const [oidc, oauth] = await Promise.all(PATHS.map(async (path) => (await get(path)).json()))
    expect(oauth).toEqual(oidc)
    expect(first).toEqual(oidc)
  })

  it('name the endpoints of the contract below ISSUER, whatever host a request claims to be for', async () => {
    const endpoints = Object.entries(ENDPOINTS).map(([name, path]) => [name, `${app.issuer}${path}`])
    for (const document of [first, await getAs(PATHS[1], FORGED), await (await get(PATHS[0])).json()]) {
      expect(document).toMatchObject({ issuer: app.issuer, ...Object.fromEntries(endpoints) })
      expect(JSON.stringify(document)).not.toContain('evil')
    }
  })

  it('name endpoints that answer as such', async () => {
    const { secret, clientId } = await aRelyingParty(app)
    const credentials = basic(clientId, secret ?? '')
    const answers = {
      authorization_endpoint: (await get(ENDPOINTS.authorization_endpoint)).status,
      token_endpoint: (await send(`${app.issuer}${ENDPOINTS.token_endpoint}`, {}, credentials)).body.error,
      pushed_authorization_request_endpoint: (
        await send(`${app.issuer}${ENDPOINTS.pushed_authorization_request_endpoint}`, {}, credentials)
      ).body.error,
      introspection_endpoint: (
        await send(`${app.issuer}${ENDPOINTS.introspection_endpoint}`, { token: 'x' }, credentials)
      ).body,
      revocation_endpoint: (
        await send(`${app.issuer}${ENDPOINTS.revocation_endpoint}`, { token: 'x' }, credentials)
      ).status,
      userinfo_endpoint: (await get(ENDPOINTS.userinfo_endpoint)).status,
      end_session_endpoint: (await get(ENDPOINTS.end_session_endpoint)).status,
      jwks_uri: (await get(ENDPOINTS.jwks_uri)).status,
    }
    expect(answers).toEqual({
      authorization_endpoint: 400,
      token_endpoint: 'invalid_request',
      pushed_authorization_request_endpoint: 'invalid_request',
      introspection_endpoint: { active: false },
      revocation_endpoint: 200,
      userinfo_endpoint: 401,
      end_session_endpoint: 200,
      jwks_uri: 200,
    })
  })
})

describe('the key set', () => {
  it('holds public members only, and one key to sign with for each algorithm', async () => {
    const response = await get(JWKS)
    expect(response.headers.get('content-type')).toContain('application/jwk-set+json')
    const { keys } = (await response.json()) as { keys: Record<string, string>[] }
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'EdDSA', 'PS256', 'RS256'])
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(4)
    for (const key of keys) {
      const members = { RSA: ['e', 'n'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] }[key.kty ?? ''] ?? []
      expect(Object.keys(key).sort()).toEqual(['alg', 'kid', 'kty', 'use', ...members].sort())
      expect(key.use).toBe('sig')
    }
  })
})

describe.each([...PATHS, JWKS])('%s', (path) => {
  it('may be kept for as long as a new key is published before it signs, and be asked for again by its tag', async () => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600')
    const etag = response.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    const again = await get(path, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('etag')).toBe(etag)
    expect(again.headers.get('cache-control')).toBe('public, max-age=3600')
    for (const tags of [`W/${etag}`, `"x", ${etag}`, '*']) {
      expect([tags, (await get(path, { 'if-none-match': tags })).status]).toEqual([tags, 304])
    }
    for (const tags of ['"other"', etag.slice(1, -1)]) {
      expect([tags, (await get(path, { 'if-none-match': tags })).status]).toEqual([tags, 200])
    }
  })

  it('answers HEAD as GET, without the body', async () => {
    const [head, full] = [await get(path, {}, 'HEAD'), await get(path)]
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'))
    expect(head.headers.get('content-length')).toBe(String((await full.text()).length))
  })

  it('is open to every web page', async () => {
    const origin = 'https://anywhere.example.com'
    for (const headers of [{}, { origin }, { origin: 'null' }]) {
      expect((await get(path, headers)).headers.get('access-control-allow-origin')).toBe('*')
    }
    const asked = { origin, 'access-control-request-method': 'GET' }
    const preflight = await get(path, asked, 'OPTIONS')
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('GET')
    expect(['*', origin]).toContain(preflight.headers.get('access-control-allow-origin'))
  })
})

describe('with a shorter KEY_LEAD', () => {
  it('is kept for no longer than that', async () => {
    const hasty = await startApp({ KEY_LEAD: '30' })
    const response = await fetch(`${hasty.issuer}${JWKS}`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=30')
    await hasty.stop()
  })
})
