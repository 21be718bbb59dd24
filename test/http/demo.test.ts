/** The demo app, attacked as any app would be, and the API beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agent, createAgent, type Page } from '../support/agent.ts'
import { anAccount, aRelyingParty, logIn, PASSWORD } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { openBeside } from '../support/stored.ts'

let app: RunningApp
let email: string

beforeAll(async () => {
  app = await startApp()
  email = (await anAccount(app, { name: 'Ada Lovelace' })).email
})
afterAll(() => app.stop())

const tokenIn = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''

async function atConsent(): Promise<{ agent: Agent; consent: Page }> {
  const agent = createAgent(app.issuer)
  const signIn = await agent.get('/demo/sign-in')
  return {
    agent,
    consent: await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD }),
  }
}

async function signedIn(): Promise<{ agent: Agent; page: Page }> {
  const { agent, consent } = await atConsent()
  return { agent, page: await agent.submit(consent, '/consent', { decision: 'allow' }) }
}

/** Allows, and stops before the app is told. */
async function callbackAfter(agent: Agent, consent: Page): Promise<string> {
  const body = new URLSearchParams({ csrf: tokenIn(consent), decision: 'allow' })
  const allowed = await agent.request(`${consent.url.pathname}/consent`, { method: 'POST', body })
  const resumed = await agent.request(allowed.headers.get('location') ?? '')
  return resumed.headers.get('location') ?? ''
}

describe('the demo app', () => {
  it('shows who signed in, refreshes, calls its API, and signs out', async () => {
    const { agent, page } = await signedIn()
    expect(page.url.pathname).toBe('/demo')
    expect(page.body).toContain('Ada Lovelace')
    expect((await agent.submit(page, '/demo/refresh', {})).body).toContain('The tokens are fresh')
    const called = await agent.submit(page, '/demo/call-api', {})
    expect(called.body).toContain('The API answered with status 200')
    const signOut = await agent.get('/demo/sign-out')
    expect(signOut.body).toContain('Sign out?')
    const out = await agent.submit(signOut, '/oauth/logout/confirm', {})
    expect(out.url.pathname).toBe('/demo')
    expect(out.body).toContain('Sign in with Gatehouse')
  })

  it('says what the provider said when the person declines', async () => {
    const agent = createAgent(app.issuer)
    const page = await agent.submit(await agent.get('/demo/sign-in'), '/cancel', {})
    expect(page.url.pathname).toBe('/demo')
    expect(page.body).toContain('The provider answered: the person declined')
    expect((await agent.get('/demo')).body).not.toContain('declined')
  })

  it.each([
    ['no token', () => '', {}],
    ['a wrong token', () => 'x', {}],
    ['a foreign Origin', tokenIn, { origin: 'https://evil.example' }],
    ['Origin null', tokenIn, { origin: 'null' }],
    ['Sec-Fetch-Site cross-site', tokenIn, { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site', tokenIn, { 'sec-fetch-site': 'same-site' }],
  ])('refuses its forms with %s', async (_what, token, headers) => {
    const { agent, page } = await signedIn()
    for (const path of ['/demo/refresh', '/demo/call-api']) {
      const answer = await agent.post(path, { csrf: token(page) }, headers)
      expect(answer.status).toBe(403)
    }
    const after = await agent.get('/demo')
    expect(after.body).toContain('Ada Lovelace')
    expect(after.body).not.toContain('The tokens are fresh')
    expect(after.body).not.toContain('The API answered')
  })

  it("refuses its forms with another browser's token", async () => {
    const { agent } = await signedIn()
    const { page: other } = await signedIn()
    expect((await agent.post('/demo/refresh', { csrf: tokenIn(other) })).status).toBe(403)
  })

  it('signs nobody out by a link on another site', async () => {
    const { agent } = await signedIn()
    await agent.request('/demo/sign-out', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect((await agent.get('/demo')).body).toContain('Ada Lovelace')
  })

  it('takes no answer that was not begun in this browser, and none twice', async () => {
    const { agent, consent } = await atConsent()
    const callback = await callbackAfter(agent, consent)
    expect(callback).toContain('/demo/callback?code=ac_')
    const stranger = createAgent(app.issuer)
    const page = await stranger.get(callback)
    expect(page.status).toBe(400)
    expect(page.body).toContain('That sign-in is over')
    for (const _time of ['first', 'again, by the back button']) {
      const shown = await agent.get(callback)
      expect(shown.url.pathname).toBe('/demo')
      expect(shown.body).toContain('Ada Lovelace')
    }
  })

  it('forgets its tokens when the provider has ended the grant', async () => {
    const { agent, page } = await signedIn()
    endAllGrants()
    const answer = await agent.submit(page, '/demo/refresh', {})
    expect(answer.body).toContain('Sign in with Gatehouse')
    expect(answer.body).toContain('The provider answered')
  })

  it("takes no answer with another server's iss, a wrong state or a forged code", async () => {
    for (const change of [
      { iss: 'https://evil.example' },
      { iss: '' },
      { state: 'x' },
      { code: 'ac_forged' },
    ]) {
      const agent = createAgent(app.issuer)
      const state = await begunBy(agent)
      const query = new URLSearchParams({ code: 'ac_x', iss: app.issuer, state, ...change })
      const page = await agent.get(`/demo/callback?${query}`)
      expect(page.body).toContain('Sign in with Gatehouse')
      expect(page.body).toMatch(/The provider answered|That sign-in is over/)
    }
  })

  it('changes its session id at sign-in, and the one from before is worth nothing', async () => {
    const agent = createAgent(app.issuer)
    const signIn = await agent.get('/demo/sign-in')
    const before = agent.cookies.get('demo_session /demo')?.value
    const consent = await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD })
    await agent.submit(consent, '/consent', { decision: 'allow' })
    const after = agent.cookies.get('demo_session /demo')?.value
    expect(before).toMatch(/^[\w-]{43}$/)
    expect(after).toMatch(/^[\w-]{43}$/)
    expect(after).not.toBe(before)
    const thief = createAgent(app.issuer)
    const page = await thief.request('/demo', { headers: { cookie: `demo_session=${before}` } })
    expect(await page.text()).not.toContain('Ada Lovelace')
  })

  it('tells a person whose session is gone to sign in again', async () => {
    const { agent, page } = await signedIn()
    agent.cookies.delete('demo_session /demo')
    const answer = await agent.submit(page, '/demo/refresh', {})
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Sign in again')
  })

  it('is not there in production, neither the app nor its client nor its API', async () => {
    const production = await startApp({ NODE_ENV: 'production' })
    try {
      for (const path of ['/demo', '/demo/sign-in', '/demo/api']) {
        expect((await fetch(`${production.issuer}${path}`)).status).toBe(404)
      }
      expect(await production.core.clients.list()).toEqual([])
      expect(await production.core.resourceServers.list()).toEqual([])
      expect((await fetch(production.issuer, { redirect: 'manual' })).headers.get('location')).toBe(
        `${production.issuer}/account`,
      )
    } finally {
      await production.stop()
    }
  })

  it('makes no session for a visitor who only looks', async () => {
    const agent = createAgent(app.issuer)
    await agent.get('/demo')
    await agent.get('/demo/callback?state=x')
    expect(agent.cookies.size).toBe(0)
  })
})

function endAllGrants(): void {
  const database = openBeside(app)
  database.exec("DELETE FROM artifacts WHERE kind = 'Grant'")
  database.close()
}

/** Begins a sign-in. @returns its `state` */
async function begunBy(agent: Agent): Promise<string> {
  const response = await agent.request('/demo/sign-in')
  return new URL(response.headers.get('location') ?? '').searchParams.get('state') ?? ''
}

describe('the API beside the demo app', () => {
  const call = (headers: Record<string, string> = {}) => fetch(`${app.issuer}/demo/api`, { headers })

  it('asks for a token where there is none', async () => {
    const response = await call()
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it.each([
    'x',
    'e30.e30.',
    'eyJhbGciOiJub25lIn0.e30.',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJ4In0.AAAA',
    'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.e30.AAAA',
  ])('refuses the token %s', async (token) => {
    const response = await call({ authorization: `Bearer ${token}` })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  it('refuses an ID token, and an access token for something else', async () => {
    const { tokens } = await logIn(app, await aRelyingParty(app), email)
    for (const token of [tokens.id_token, tokens.access_token]) {
      expect((await call({ authorization: `Bearer ${token}` })).status).toBe(401)
    }
  })
})
