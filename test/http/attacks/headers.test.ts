/** What every answer tells a browser not to do, and what no cache may keep. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
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
import { type RawAnswer, sendRaw } from '../raw-request.ts'

let app: RunningApp
let rp: RelyingParty
let email: string
let stylesheet: string

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  email = (await anAccount(app, { name: 'Ada Lovelace' })).email
  const page = await createAgent(app.issuer).get('/demo')
  stylesheet = /href="(\/assets\/[^"]+)"/.exec(page.body)?.[1] ?? ''
})
afterAll(() => app.stop())

/** The policy as a map from directive to sources. */
function policyOf(text: string): Map<string, string[]> {
  return new Map(
    text.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources]
    }),
  )
}

function expectGuarded(get: (name: string) => string | null | undefined): void {
  expect(get('x-content-type-options')).toBe('nosniff')
  expect(get('x-frame-options')).toBe('DENY')
  expect(get('referrer-policy')).toBe('same-origin')
  expect(get('x-powered-by') ?? undefined).toBeUndefined()
  expect(get('server') ?? undefined).toBeUndefined()
  const policy = policyOf(get('content-security-policy') ?? '')
  expect(policy.get('default-src')).toEqual(["'none'"])
  expect(policy.get('frame-ancestors')).toEqual(["'none'"])
  expect(policy.get('base-uri')).toEqual(["'none'"])
  expect([...policy.values()].flat()).not.toContain("'unsafe-inline'")
  expect([...policy.values()].flat()).not.toContain("'unsafe-eval'")
  expect([...policy.values()].flat()).not.toContain('*')
}

/** Served from here, under a name that changes with its content. */
const OWN_SCRIPT = /<script type="module" src="\/assets\/gatehouse\.[0-9a-f]{16}\.js"><\/script>/

describe('every answer', () => {
  it('of every endpoint, and of none, forbids framing, sniffing and what we did not send', async () => {
    const paths = [
      ...everyEndpoint('/interaction/x'),
      { path: '/nothing', methods: ['GET', 'POST'] },
      { path: stylesheet, methods: ['GET', 'HEAD'] },
    ]
    for (const { path, methods } of paths) {
      for (const method of [...methods, 'DELETE']) {
        for (const accept of ['text/html', '*/*']) {
          const { headers } = await sendRaw(app.port, { method, path, headers: { accept } })
          expectGuarded((name) => headers.get(name))
        }
      }
    }
  })

  it('to what is too large or too long as well', async () => {
    const long = await sendRaw(app.port, { path: `/demo?${'a'.repeat(10_000)}` })
    expectGuarded((name) => long.headers.get(name))
    const large = await sendRaw(app.port, { method: 'POST', path: '/oauth/token', body: 'a'.repeat(70_000) })
    expect(large.status).toBe(413)
    expectGuarded((name) => large.headers.get(name))
  })

  it('says that it may be kept only where it is the same for everybody', async () => {
    const keptByAnybody = (answer: RawAnswer) =>
      /public|max-age=[1-9]/.test(answer.headers.get('cache-control') ?? '')
    const kept: string[] = []
    for (const { path, methods } of [
      ...everyEndpoint('/interaction/x'),
      { path: stylesheet, methods: ['GET'] },
    ]) {
      const [method = 'GET'] = methods
      if (keptByAnybody(await sendRaw(app.port, { method, path }))) kept.push(path)
    }
    expect(kept.toSorted()).toEqual(
      [
        stylesheet,
        '/.well-known/jwks.json',
        '/.well-known/oauth-authorization-server',
        '/.well-known/openid-configuration',
        '/openapi.json',
        '/swagger',
      ].toSorted(),
    )
  })
})

describe('a page with something personal on it', () => {
  /** Every page of a sign-in, a consent, a sign-out and the demo app. */
  async function pages(): Promise<Record<string, Page>> {
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(rp, { prompt: 'login consent', login_hint: email })).url)
    const wrong = await agent.submit(signIn, '/sign-in', {
      username: email,
      'current-password': 'wrong password',
    })
    const signUp = await agent.get(`${signIn.url.pathname}/sign-up`)
    const badSignUp = await agent.submit(signUp, '/sign-up', {
      email: 'no',
      name: 'Ada',
      'new-password': 'short',
    })
    const consent = await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD })
    const allowed = await agent.submit(consent, '/consent', { decision: 'allow' })
    const signOut = await agent.get('/oauth/logout')
    const error = await agent.get('/oauth/authorize?client_id=nobody')
    const formPost = await agent.get((await begin(rp, { response_mode: 'form_post' })).url)
    const demo = await demoPage(agent)
    return { signIn, wrong, signUp, badSignUp, consent, allowed, signOut, error, formPost, demo }
  }

  async function demoPage(agent: Agent): Promise<Page> {
    const consent = await agent.get('/demo/sign-in')
    return agent.submit(consent, '/consent', { decision: 'allow' })
  }

  it('is kept by no cache, framed by nobody, and runs no script but our own and the hashed one of form_post', async () => {
    const all = await pages()
    expect(all.consent?.body).toContain(email)
    expect(all.signOut?.body).toContain(email)
    expect(all.demo?.body).toContain('Ada Lovelace')
    expect(all.formPost?.body).toContain('name="code"')
    for (const [name, page] of Object.entries(all)) {
      expect([name, page.headers.get('cache-control')]).toEqual([name, expect.stringContaining('no-store')])
      if (name === 'allowed') continue
      expectGuarded((header) => page.headers.get(header))
      const script = policyOf(page.headers.get('content-security-policy') ?? '').get('script-src') ?? []
      if (name === 'formPost') expect(script).toEqual(["'self'", expect.stringMatching(/^'sha256-/)])
      else {
        expect(script).toEqual(["'self'"])
        expect(page.body.replace(OWN_SCRIPT, '')).not.toContain('<script')
      }
    }
  })

  it('answers of tokens are kept by no cache', async () => {
    const { tokens } = await logIn(app, rp, email)
    const authorization = `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}`
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${app.issuer}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { authorization },
      })
    const answers = [
      await post('/oauth/token', { grant_type: 'authorization_code' }),
      await post('/oauth/introspect', { token: tokens.access_token }),
      await post('/oauth/par', { response_type: 'code' }),
      await fetch(`${app.issuer}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      }),
      await fetch(`${app.issuer}/demo/api`, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
    ]
    for (const answer of answers) expect(answer.headers.get('cache-control')).toContain('no-store')
  })
})

describe('where a form may lead', () => {
  const formAction = (page: Page) =>
    policyOf(page.headers.get('content-security-policy') ?? '').get('form-action')

  it('is us and any https page while an app waits, since apps send people on; otherwise us alone', async () => {
    const agent = createAgent(app.issuer)
    expect(formAction(await agent.get((await begin(rp)).url))).toEqual(["'self'", 'https:'])
    expect(formAction(await agent.get('/demo'))).toEqual(["'self'"])
    expect(formAction(await agent.get('/nothing'))).toEqual(["'self'"])
  })

  it('is also anything of the scheme of an app on the same machine', async () => {
    for (const [uri, source] of [
      ['http://127.0.0.1:9/cb', 'http:'],
      ['com.example.app:/cb', 'com.example.app:'],
    ] as const) {
      const native = await aRelyingParty(app, { redirectUris: [uri], authMethod: 'none' })
      const page = await createAgent(app.issuer).get((await begin(native, { redirect_uri: uri })).url)
      expect(formAction(page)).toEqual(["'self'", 'https:', source])
    }
  })
})
