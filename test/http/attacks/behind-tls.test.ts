/** Behind a proxy that ends TLS: the issuer is https, the socket is plain. */
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { sendRaw } from '../raw-request.ts'

const ISSUER = 'https://id.example.com'
let secure: RunningApp

beforeAll(async () => {
  secure = await startApp({ ISSUER })
})
afterAll(() => secure.stop())

/** What the proxy passes on: the plain request, with the public name. */
function behindProxy(path: string, cookies: Map<string, string>, body?: URLSearchParams) {
  return new Promise<{ status: number; location: string; body: string; setCookies: string[] }>(
    (resolve, reject) => {
      const headers = {
        host: 'id.example.com',
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined
          ? {}
          : { origin: ISSUER, 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const method = body === undefined ? 'GET' : 'POST'
      const sent = httpRequest(
        { port: secure.port, host: '127.0.0.1', path, method, headers },
        async (response) => {
          const setCookies = response.headers['set-cookie'] ?? []
          for (const line of setCookies) {
            const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
            cookies.set(name, value)
          }
          const text = (await response.toArray()).join('')
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? '',
            body: text,
            setCookies,
          })
        },
      )
      sent.on('error', reject)
      sent.end(body?.toString())
    },
  )
}

describe('behind a proxy that ends TLS', () => {
  it('a sign-in works, with cookies that are Secure and redirects that are https', async () => {
    const { client } = await secure.core.clients.register({
      name: 'App',
      redirectUris: ['https://app.example.com/cb'],
    })
    await secure.core.accounts.create({ email: 'ada@example.com', password: PASSWORD })
    const query = new URLSearchParams({
      client_id: client.id,
      response_type: 'code',
      redirect_uri: 'https://app.example.com/cb',
      scope: 'openid',
      state: 's',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const cookies = new Map<string, string>()
    const lines: string[] = []
    const go = async (to: string, fields?: Record<string, string>) => {
      const url = new URL(to, ISSUER)
      expect(url.origin).toBe(ISSUER)
      const body = fields === undefined ? undefined : new URLSearchParams(fields)
      const answer = await behindProxy(`${url.pathname}${url.search}`, cookies, body)
      lines.push(...answer.setCookies)
      return answer
    }
    const csrfIn = (body: string) => /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const started = await go(`/oauth/authorize?${query}`)
    const signIn = await go(started.location)
    const fields = { username: 'ada@example.com', 'current-password': PASSWORD, csrf: csrfIn(signIn.body) }
    const signedIn = await go(`${started.location}/sign-in`, fields)
    const resumed = await go(signedIn.location)
    const consent = await go(resumed.location)
    expect(consent.body).toContain('Allow access')
    const allowed = await go(`${resumed.location}/consent`, { decision: 'allow', csrf: csrfIn(consent.body) })
    const answered = await go(allowed.location)
    expect(answered.location).toMatch(/^https:\/\/app\.example\.com\/cb\?code=ac_/)
    expect(new URL(answered.location).searchParams.get('iss')).toBe(ISSUER)
    expect(lines.length).toBeGreaterThan(8)
    for (const line of lines) expect(line).toMatch(/; secure/i)
  })

  it('the demo cookie is Secure, and transport security is demanded', async () => {
    const answer = await sendRaw(secure.port, { path: '/demo', headers: { host: 'id.example.com' } })
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}/)
    expect(answer.body).toContain(`${ISSUER}/demo/sign-in`)
  })

  it('plain http at the same name is another origin, whose forms are refused', async () => {
    const answer = await sendRaw(secure.port, {
      method: 'POST',
      path: '/interaction/x/sign-in',
      headers: { host: 'id.example.com', origin: 'http://id.example.com' },
    })
    expect(answer.status).toBe(403)
  })

  it('the demo app says so when it cannot reach its provider, and so does its API', async () => {
    const page = await sendRaw(secure.port, { path: '/demo/sign-in', headers: { accept: 'text/html' } })
    expect(page.status).toBe(503)
    expect(page.body).toContain('does not answer at its own address')
    const token = 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.AAAA'
    const api = await sendRaw(secure.port, {
      path: '/demo/api',
      headers: { authorization: `Bearer ${token}` },
    })
    expect([api.status, api.headers.get('retry-after')]).toEqual([503, '1'])
  })
})
