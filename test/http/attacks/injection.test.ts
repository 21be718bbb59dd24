/** Text that tries to be something else: a header, a second log line, markup, a path. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  type RelyingParty,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { everyEndpoint } from '../every-endpoint.ts'
import { sendRaw } from '../raw-request.ts'

const INJECTED = 'X-Injected: yes'
const CRLF = [
  `\r\n${INJECTED}`,
  `\n${INJECTED}`,
  `\r${INJECTED}`,
  `\u2028${INJECTED}`,
  `\u560d\u560a${INJECTED}`,
]
const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

describe('a line break in a parameter', () => {
  it('makes no header, wherever it is sent', async () => {
    const { url } = await begin(rp)
    const targets = [
      ...everyEndpoint('/interaction/x').map(({ path }) => `${path}?`),
      `${url.pathname}${url.search}&`,
    ]
    const names = [
      'state',
      'nonce',
      'ui_locales',
      'login_hint',
      'client_id',
      'redirect_uri',
      'post_logout_redirect_uri',
    ]
    for (const target of targets) {
      for (const text of CRLF) {
        const query = names.map((name) => `${name}=${encodeURIComponent(`x${text}`)}`).join('&')
        const { headers } = await sendRaw(app.port, {
          path: `${target}${query}`,
          headers: { accept: 'text/html' },
        })
        expect(headers.has('x-injected')).toBe(false)
      }
    }
  })

  it('in state reaches the app as it was sent, inside one Location', async () => {
    for (const text of CRLF) {
      const { url } = await begin(rp, { prompt: 'none', state: `x${text}` })
      const page = await createAgent(app.issuer).get(url)
      expect(page.headers.has('x-injected')).toBe(false)
      expect(page.url.searchParams.get('state')).toBe(`x${text}`)
    }
  })

  it('in a path makes no header', async () => {
    for (const path of [
      '/%0d%0aX-Injected:%20yes',
      '/interaction/x%0d%0aX-Injected:%20yes',
      '/demo%0d%0aX-Injected:%20yes',
    ]) {
      const { headers } = await sendRaw(app.port, { path, headers: { accept: 'text/html' } })
      expect(headers.has('x-injected')).toBe(false)
    }
  })
})

describe('markup', () => {
  it('in what the person typed or the app sent is text on the page', async () => {
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(rp, { login_hint: MARKUP })).url)
    const wrong = await agent.submit(signIn, '/sign-in', { username: MARKUP, 'current-password': MARKUP })
    const signUp = await agent.submit(await agent.get(`${signIn.url.pathname}/sign-up`), '/sign-up', {
      email: MARKUP,
      name: MARKUP,
      'new-password': 'x',
    })
    const error = await agent.get(`/oauth/authorize?client_id=${encodeURIComponent(MARKUP)}`)
    for (const page of [signIn, wrong, signUp, error]) {
      expect(page.body).not.toContain('<script>')
      expect(page.body).not.toContain('<img')
    }
    expect(wrong.body).toContain('&quot;&gt;&lt;script&gt;')
    expect(wrong.body).not.toContain('type="password" value')
  })

  it('in the name of an app or of a person is text on every page that shows it', async () => {
    const hostile = await aRelyingParty(app, { name: MARKUP })
    const { email } = await anAccount(app, { name: MARKUP })
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(hostile, { scope: 'openid profile' })).url)
    const consent = await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD })
    expect(consent.body).toContain('Allow access')
    await agent.submit(consent, '/consent', { decision: 'allow' })
    const signOut = await agent.get(`/oauth/logout?client_id=${hostile.clientId}`)
    for (const page of [signIn, consent, signOut]) {
      expect(page.body).toContain('&lt;script&gt;')
      expect(page.body).not.toContain('<script>')
      expect(page.body).not.toContain('<img')
    }
  })

  it('in state is text on the page that posts it to the app', async () => {
    const { agent } = await logIn(app, rp, (await anAccount(app)).email)
    const page = await agent.get((await begin(rp, { response_mode: 'form_post', state: MARKUP })).url)
    expect(page.body).toContain('name="state" value="&quot;&gt;&lt;script&gt;')
    expect(page.body.match(/<script/g)).toHaveLength(1)
  })
})

describe('control characters', () => {
  it.each(['a\r\nb', 'a\u0000b', 'a\u001b[31mb', 'a\u007fb', 'a\u0085b'])(
    'in the name %j are refused for apps and people',
    async (name) => {
      await expect(app.core.clients.register({ name, redirectUris: ['https://x.example/'] })).rejects.toThrow(
        'client_name',
      )
      await expect(
        app.core.accounts.create({ email: 'x@example.com', password: PASSWORD, name }),
      ).rejects.toThrow('name')
    },
  )

  it('in a sign-up form are told as a mistake in their field', async () => {
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(rp)).url)
    const signUp = await agent.get(`${signIn.url.pathname}/sign-up`)
    for (const fields of [{ name: 'a\u0000b' }, { name: 'a\r\nb' }, { email: 'a\r\nBcc: b@example.com' }]) {
      const all = { email: 'a@example.com', name: 'A', 'new-password': PASSWORD, ...fields }
      const page = await agent.submit(signUp, '/sign-up', all)
      expect(page.status).toBe(400)
      expect(page.body).toContain('field-error')
    }
  })
})

describe('a path that leaves its folder', () => {
  const WAYS = [
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/package.json',
    '%2e%2e%2fpackage.json',
    '....//package.json',
    '..\\package.json',
    '..%5cpackage.json',
    '..%252fpackage.json',
    '%c0%ae%c0%ae/package.json',
    '../../../../etc/passwd',
    '/etc/passwd',
    '%00',
    'gatehouse.css%00.txt',
    '..;/package.json',
    '.',
    '',
    'gatehouse.css',
    '../src/main.ts',
    'gatehouse.css?raw',
  ]

  it.each(WAYS)('/assets/%s leads nowhere', async (way) => {
    const answer = await sendRaw(app.port, { path: `/assets/${way}` })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toMatch(/dependencies|root:|import /)
  })

  it.each([
    '/demo/../package.json',
    '/interaction/../package.json',
    '//etc/passwd',
    '/%2e%2e/package.json',
    '/.env',
    '/.git/config',
    '/keys/secrets.key',
    '/data/gatehouse.sqlite',
    '/package.json',
    '/src/main.ts',
    '/node_modules/koa/package.json',
  ])('%s leads nowhere', async (path) => {
    const answer = await sendRaw(app.port, { path })
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'not_found' })
  })
})
