/** Names that a caller claims the server has: none is believed, none is repeated. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import { aRelyingParty, begin, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { everyEndpoint } from '../every-endpoint.ts'
import { type RawAnswer, sendRaw } from '../raw-request.ts'

const EVIL = 'evil.example'
const FORGED: [string, string][] = [
  ['X-Forwarded-Host', EVIL],
  ['X-Forwarded-Server', EVIL],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Port', '443'],
  ['X-Forwarded-Prefix', `/${EVIL}`],
  ['X-Forwarded-For', `203.0.113.7, ${EVIL}`],
  ['X-Original-URL', `https://${EVIL}/`],
  ['X-Original-Host', EVIL],
  ['X-Rewrite-URL', `/${EVIL}`],
  ['X-Host', EVIL],
  ['Forwarded', `for=203.0.113.7;host=${EVIL};proto=https`],
]

describe.each([
  ['behind nothing', {}],
  ['behind a proxy that is trusted', { TRUST_PROXY: '1' }],
])('%s, a forged Host and forwarding headers', (_where, settings: Record<string, string>) => {
  let app: RunningApp
  let rp: RelyingParty

  beforeAll(async () => {
    app = await startApp(settings)
    rp = await aRelyingParty(app)
  })
  afterAll(() => app.stop())

  const forged = (
    path: string,
    more: { method?: string; body?: string; headers?: [string, string][] } = {},
  ) => sendRaw(app.port, { ...more, path, headers: [['Host', EVIL], ...FORGED, ...(more.headers ?? [])] })

  function expectNoTrace(answer: RawAnswer): void {
    expect(answer.status).toBeLessThan(500)
    expect(answer.text).not.toContain(EVIL)
  }

  it('are repeated by no endpoint, in no header, cookie or page', async () => {
    for (const { path, methods } of everyEndpoint('/interaction/x')) {
      for (const method of methods) {
        for (const accept of ['text/html', 'application/json']) {
          expectNoTrace(await forged(path, { method, headers: [['Accept', accept]] }))
        }
      }
    }
    expectNoTrace(await forged('/nothing', { headers: [['Accept', 'text/html']] }))
  })

  it('do not change a word of the discovery document', async () => {
    const path = '/.well-known/openid-configuration'
    expect((await forged(path)).body).toBe(await (await fetch(`${app.issuer}${path}`)).text())
  })

  it('do not get into the redirects, forms and cookies of a sign-in', async () => {
    const { url } = await begin(rp)
    const authorize = await forged(`${url.pathname}${url.search}`)
    expectNoTrace(authorize)
    const location = authorize.headers.get('location') ?? ''
    expect(location).toMatch(/^\/interaction\//)
    const setCookies = authorize.headers.get('set-cookie') ?? ''
    expect(setCookies).not.toMatch(/domain=/i)
    expect(setCookies).not.toMatch(/;\s*secure/i)
    const cookie = setCookies
      .split('\n')
      .map((line) => line.split(';')[0])
      .join('; ')
    expectNoTrace(
      await forged(location, {
        headers: [
          ['Cookie', cookie],
          ['Accept', 'text/html'],
        ],
      }),
    )
  })

  it('do not get into the first answer that is kept for others', async () => {
    const fresh = await startApp(settings)
    try {
      for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
        expectNoTrace(await sendRaw(fresh.port, { path, headers: [['Host', EVIL], ...FORGED] }))
        expect(await (await fetch(`${fresh.issuer}${path}`)).text()).not.toContain(EVIL)
      }
    } finally {
      await fresh.stop()
    }
  })

  it('are not believed in an absolute request line either', async () => {
    const { url } = await begin(rp)
    for (const path of [
      '/.well-known/openid-configuration',
      `${url.pathname}${url.search}`,
      '/oauth/logout',
      '/demo',
    ]) {
      expectNoTrace(await sendRaw(app.port, { path: `http://${EVIL}${path}` }))
    }
  })

  it.each(['a b', '[', `${EVIL}:99999`, '', 'x"y<z>', '@', 'a/b', 'user@localhost', '\xff', 'a,b', '%00'])(
    'of the form %j break nothing',
    async (host) => {
      const { url } = await begin(rp)
      for (const path of [
        `${url.pathname}${url.search}`,
        '/oauth/logout',
        '/',
        '/demo/sign-in',
        '/oauth/userinfo',
      ]) {
        const answer = await sendRaw(app.port, {
          path,
          headers: [
            ['Host', host],
            ['Accept', 'text/html'],
          ],
        })
        expect(answer.status).toBeLessThan(500)
        expect(answer.body).not.toContain('x"y<z>')
      }
    },
  )

  it('do not let another page pass for ours', async () => {
    const agent = createAgent(app.issuer)
    const page = await agent.get((await begin(rp)).url)
    const cookie = [...agent.cookies].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ')
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await sendRaw(app.port, {
      method: 'POST',
      path: `${page.url.pathname}/cancel`,
      headers: [
        ['Cookie', cookie],
        ['Origin', `https://${EVIL}`],
        ['X-Forwarded-Host', EVIL],
        ['X-Forwarded-Proto', 'https'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: new URLSearchParams({ csrf }).toString(),
    })
    expect(answer.status).toBe(403)
  })
})
