/** Signing out at an app’s wish (OpenID Connect RP-Initiated Logout 1.0; contract, "Logout"). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Agent, createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { isActive, obtainTokens, refresh, signOut, type Tokens } from './support/steps.ts'

const BYE = 'https://app.example.com/bye'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app, { postLogoutRedirectUris: [BYE, 'https://app.example.com/bye?from=here'] })
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

async function signedIn(
  parameters: Record<string, string> = {},
): Promise<Tokens & { email: string; sub: string }> {
  const { email, id } = await anAccount(app)
  return { ...(await obtainTokens(app, rp, email, parameters)), email, sub: id }
}

async function isSignedIn(agent: Agent): Promise<boolean> {
  const { url } = await begin(rp, { prompt: 'none' })
  return (await agent.get(url)).url.searchParams.has('code')
}

const logoutUrl = (parameters: Record<string, string>) => `/oauth/logout?${new URLSearchParams(parameters)}`

describe('signing out', () => {
  it('asks the person, who may stay: until then nothing has ended', async () => {
    const { agent, id_token, access_token, email } = await signedIn()
    const page = await agent.get(logoutUrl({ id_token_hint: id_token }))
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.body).toContain(email)
    expect(await isActive(app, rp, access_token)).toBe(true)
    expect(await isSignedIn(agent)).toBe(true)
  })

  it('ends the session and what is bound to it, in this browser and for every app', async () => {
    const first = await signedIn()
    const other = await aRelyingParty(app)
    const second = await obtainTokens(app, other, first.email, { scope: 'openid' }, first.agent)
    expect(first.agent.cookies.has('_session /')).toBe(true)
    const gone = await signOut(first.agent, { id_token_hint: first.id_token })
    expect(gone.url.pathname).toBe('/oauth/logout/success')
    expect(gone.status).toBe(200)
    expect(await isSignedIn(first.agent)).toBe(false)
    expect(await isActive(app, rp, first.access_token)).toBe(false)
    expect(await isActive(app, other, second.access_token)).toBe(false)
    expect(first.agent.cookies.has('_session /')).toBe(false)
  })

  it('leaves another browser of the same person signed in', async () => {
    const here = await signedIn()
    const there = await obtainTokens(app, rp, here.email)
    await signOut(here.agent)
    expect(await isSignedIn(there.agent)).toBe(true)
    expect(await isActive(app, rp, there.access_token)).toBe(true)
  })

  it('leaves offline access as it is', async () => {
    const { agent, refresh_token } = await signedIn({ scope: 'openid offline_access', prompt: 'consent' })
    await signOut(agent)
    expect((await refresh(app, rp, refresh_token)).status).toBe(200)
  })

  it('does not bring the session back by the cookie of before', async () => {
    const { agent } = await signedIn()
    const before = new Map(agent.cookies)
    await signOut(agent)
    for (const [key, cookie] of before) agent.cookies.set(key, cookie)
    expect(await isSignedIn(agent)).toBe(false)
  })

  it('without a session answers all the same, and leads back to the app', async () => {
    const { id_token } = await signedIn()
    const stranger = createAgent(app.issuer)
    const page = await stranger.get(
      logoutUrl({ id_token_hint: id_token, post_logout_redirect_uri: BYE, state: 's' }),
    )
    expect(page.status).toBe(200)
    const gone = await stranger.submit(page, '/oauth/logout/confirm', {})
    expect(gone.url.href).toBe(`${BYE}?state=s`)
    expect((await signOut(createAgent(app.issuer))).url.pathname).toBe('/oauth/logout/success')
  })

  it('works with an ID token that has expired, and with the client’s name instead of one', async () => {
    const first = await signedIn()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3600_000 })
    const parameters = { id_token_hint: first.id_token, post_logout_redirect_uri: BYE }
    expect((await signOut(first.agent, parameters)).url.href).toBe(BYE)
    const { agent } = await signedIn()
    const gone = await signOut(agent, { client_id: rp.clientId, post_logout_redirect_uri: BYE })
    expect(gone.url.href).toBe(BYE)
  })

  it('with the ID token of somebody else asks who is signed in here, and signs out nobody elsewhere', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()]
    const page = await mine.agent.get(logoutUrl({ id_token_hint: theirs.id_token }))
    expect(page.body).toContain(mine.email)
    expect(page.body).not.toContain(theirs.email)
    await mine.agent.submit(page, '/oauth/logout/confirm', { logout: 'yes' })
    expect(await isSignedIn(theirs.agent)).toBe(true)
    expect(await isActive(app, rp, theirs.access_token)).toBe(true)
    expect(await isSignedIn(mine.agent)).toBe(false)
  })

  it('is not done by another site: the confirmation needs the secret of its page', async () => {
    const { agent } = await signedIn()
    for (const fields of [{ logout: 'yes' }, { logout: 'yes', xsrf: 'guessed' }]) {
      const page = await agent.post('/oauth/logout/confirm', fields)
      expect(page.status).toBe(400)
    }
    expect(await isSignedIn(agent)).toBe(true)
  })
})

describe('the way back', () => {
  it('leads to a registered URI, with the state', async () => {
    const { agent, id_token } = await signedIn()
    const parameters = { id_token_hint: id_token, post_logout_redirect_uri: BYE, state: 'a b&c' }
    const gone = await signOut(agent, parameters)
    expect(gone.url.href).toBe(`${BYE}?state=${encodeURIComponent('a b&c').replace('%20', '+')}`)
  })

  it('leads nowhere else: the URI is compared as it stands', async () => {
    const { agent, id_token } = await signedIn()
    for (const uri of [
      `${BYE}/`,
      `${BYE}?x=y`,
      `${BYE}#x`,
      'https://app.example.com/Bye',
      'https://APP.example.com/bye',
      'https://app.example.com:443/bye',
      'https://app.example.com/callback',
      'https://evil.example.com/bye',
      'javascript:alert(1)',
    ]) {
      const page = await agent.get(logoutUrl({ id_token_hint: id_token, post_logout_redirect_uri: uri }))
      expect([uri, page.status, page.url.origin]).toEqual([uri, 400, app.issuer])
    }
    expect(await isSignedIn(agent)).toBe(true)
  })

  it('is ignored when nobody says which app asks', async () => {
    const { agent } = await signedIn()
    const gone = await signOut(agent, { post_logout_redirect_uri: BYE })
    expect(gone.url.pathname).toBe('/oauth/logout/success')
  })
})

describe('a request that contradicts itself', () => {
  it('is refused on a page', async () => {
    const { agent, id_token } = await signedIn()
    const other = await aRelyingParty(app)
    const [header, payload] = id_token.split('.')
    for (const parameters of [
      { id_token_hint: id_token, client_id: other.clientId },
      { id_token_hint: 'garbage' },
      { id_token_hint: `${header}.${payload}.${'x'.repeat(342)}` },
      { client_id: 'nobody' },
    ]) {
      const page = await agent.get(logoutUrl(parameters as Record<string, string>))
      expect([parameters, page.status]).toEqual([parameters, 400])
    }
    expect(await isSignedIn(agent)).toBe(true)
  })
})
