/** What HTTP and JSON themselves rule out, in the words of the surface that was asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { sendRaw } from '../raw-request.ts'

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp({ CORS_ORIGINS: 'https://spa.example.com' })
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

const JSON_TYPE = { 'content-type': 'application/json' }
/** A path of each surface that takes a body. */
const PATHS = ['/auth/login', '/auth/token/refresh', '/v2/oauth/revoke', '/api/v1/auth/login']

const raw = (path: string, body: string | Buffer, headers: Record<string, string> = JSON_TYPE) =>
  api.call('POST', path, { raw: body, headers })

describe.each(PATHS)('POST %s', (path) => {
  it.each([
    ['no JSON', '{"email":'],
    ['a name twice', '{"email":"a@example.com","email":"b@example.com"}'],
    ['a name twice, once escaped', '{"token":"x","tok\\u0065n":"y"}'],
    ['__proto__', '{"__proto__":{"admin":true}}'],
    ['NUL', '{"email":"a\\u0000@example.com"}'],
    ['half a character', '{"email":"\\ud800"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a byte order mark', '\ufeff{}'],
    ['too deep', `{"email":${'['.repeat(17)}${']'.repeat(17)}}`],
    ['so deep that a stack would end', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
  ])('refuses %s with 400', async (_what, body) => {
    const answer = await raw(path, body)
    expect(answer.status).toBe(400)
    // Nothing of what was sent comes back.
    expect(JSON.stringify(answer.body)).not.toContain('example.com')
  })

  it('refuses a body that is too large with 413, whether it says so or not', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(70_000) })
    expect((await raw(path, large)).status).toBe(413)
    const unsaid = await sendRaw(app.port, {
      method: 'POST',
      path,
      headers: { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' },
      body: `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
    })
    expect(unsaid.status).toBe(413)
  })

  it.each([
    ['text/plain'],
    ['application/xml'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/jsonp'],
  ])('refuses %s with 415', async (type) => {
    expect((await raw(path, '{}', { 'content-type': type })).status).toBe(415)
  })

  it('refuses a compressed body with 415', async () => {
    expect((await raw(path, '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' })).status).toBe(415)
  })

  it('refuses another method with 405, and names those it takes', async () => {
    const answer = await api.call('DELETE', path)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })
})

describe('a path that does not exist', () => {
  it.each([
    '/auth/',
    '/auth/nothing',
    '/auth/login/',
    '/auth/LOGIN',
    '/v2',
    '/v2/me/x',
    '/api/v1/auth/users',
  ])('%s is 404 in the format of its surface', async (path) => {
    expect((await api.get(path)).status).toBe(404)
    expect((await api.post(path, {})).status).toBe(404)
  })

  it('is a page to a browser', async () => {
    const answer = await fetch(`${app.issuer}/auth/nothing`, { headers: { accept: 'text/html,*/*;q=0.8' } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  })
})

describe.each(['/auth/token', '/v2/oauth/token', '/v2/oauth/revoke'])('a body at the alias %s', (path) => {
  const LIMIT = 64 * 1024
  const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
  /** Full to the last byte: with what a form needs three bytes for, whatever it came in. */
  const json = (bytes: number) => {
    const body = { grant_type: 'client_credentials', token: 'x', client_id: 'nobody', padding: '' }
    return JSON.stringify({ ...body, padding: '/'.repeat(bytes - JSON.stringify(body).length) })
  }
  const form = (bytes: number) => {
    const body = 'grant_type=client_credentials&token=x&client_id=nobody&padding='
    return body + '/'.repeat(bytes - body.length)
  }

  it.each([
    ['form', form, FORM_TYPE],
    ['JSON', json, JSON_TYPE],
  ] as const)('is taken up to 64 KiB, and refused with 413 beyond, as %s', async (_how, make, type) => {
    const fits = await raw(path, make(LIMIT), type)
    expect([fits.status, fits.body.error]).toEqual([401, 'invalid_client'])
    const beyond = await raw(path, make(LIMIT + 1), type)
    expect([beyond.status, beyond.body.error]).toEqual([413, 'payload_too_large'])
  })
})

describe('what a member is', () => {
  it('is told where one is missing, wrong or unknown', async () => {
    const described = async (body: object) => (await api.post('/auth/login', body)).body.error_description
    expect(await described({ email: 'a@example.com' })).toBe('password is required')
    expect(await described({ email: 'a@example.com', password: 1 })).toBe('password must be string')
    expect(await described({ email: 'a@example.com', password: 'x', admin: true })).toBe(
      'admin is not a member of this request',
    )
  })

  it('is told by specification 004 in its own words', async () => {
    const { status, body } = await api.post('/api/v1/auth/login', { username: 'x' })
    expect([status, body.status]).toEqual([400, 400])
    expect(body.message).toMatch(/^Validation failed for field 'password'/)
  })

  it('is of no interest on token endpoints, where it is unknown', async () => {
    const { body } = await api.post('/v2/oauth/revoke', {
      token: 'x',
      client_id: 'gatehouse',
      more: { a: [1] },
    })
    expect(body).toBeUndefined()
    expect((await api.post('/auth/introspect', { token: 'x', token_type_hint: 'y' })).body).toEqual({
      active: false,
    })
  })
})

describe('a request without a token', () => {
  it('is told how to come back with one, and no more (RFC 6750 §3.1)', async () => {
    for (const headers of [{}, { authorization: 'Basic eDp5' }, { authorization: 'Bearer' }]) {
      const answer = await api.call('GET', '/auth/me', { headers })
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token'])
      expect(answer.headers.get('www-authenticate')).toBe(`Bearer realm="${app.issuer}"`)
    }
  })

  it('is told what is wrong with one that is not good', async () => {
    const answer = await api.get('/auth/me', 'nonsense')
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer realm=".+", error="invalid_token", error_desc/,
    )
  })

  it('gains nothing by a token in the query', async () => {
    expect((await fetch(`${app.issuer}/auth/me?access_token=x`)).status).toBe(401)
  })
})

describe('a page of another origin', () => {
  it('may call where the operator names its origin, and not elsewhere', async () => {
    const preflight = (origin: string) =>
      sendRaw(app.port, {
        method: 'OPTIONS',
        path: '/auth/login',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      })
    const named = await preflight('https://spa.example.com')
    expect(named.status).toBe(204)
    expect(named.headers.get('access-control-allow-origin')).toBe('https://spa.example.com')
    expect(named.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect((await preflight('https://evil.example.com')).headers.has('access-control-allow-origin')).toBe(
      false,
    )
    const anybody = await sendRaw(app.port, {
      method: 'OPTIONS',
      path: '/auth/token',
      headers: { Origin: 'a "b', 'Access-Control-Request-Method': 'POST' },
    })
    expect([anybody.status, anybody.headers.has('access-control-allow-origin')]).toEqual([204, false])
    const refresh = (origin: string) =>
      raw('/auth/refresh', '{"refresh_token":"x"}', { ...JSON_TYPE, origin })
    expect((await refresh('https://spa.example.com')).headers.get('access-control-allow-origin')).toBe(
      'https://spa.example.com',
    )
    expect((await refresh('https://evil.example.com')).headers.has('access-control-allow-origin')).toBe(false)
  })
})
