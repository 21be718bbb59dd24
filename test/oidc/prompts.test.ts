/** When a person is asked, and when not (OpenID Connect Core 1.0 §3.1.2.1; contract, "Consent"). */
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Agent, createAgent, type Page } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { isActive, obtainCode, obtainTokens, redeem } from './support/steps.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

async function ask(agent: Agent, parameters: Record<string, string | undefined>, as = rp): Promise<Page> {
  return agent.get((await begin(as, parameters)).url)
}

function signIn(agent: Agent, page: Page, email: string): Promise<Page> {
  return agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD })
}

const asksForPassword = (page: Page) => page.body.includes('name="current-password"')
const asksForConsent = (page: Page) => page.body.includes('name="decision"')

/** What came back to the app: a code, or an error's name. */
function cameBack({ url }: Page): string | null {
  expect(url.origin).toBe('https://app.example.com')
  return url.searchParams.has('code') ? 'code' : url.searchParams.get('error')
}

describe('prompt=none', () => {
  it('never shows a page: login_required, then consent_required, then a code', async () => {
    const account = await anAccount(app)
    const agent = createAgent(app.issuer)
    expect(cameBack(await ask(agent, { prompt: 'none' }))).toBe('login_required')
    await obtainCode(app, rp, account.email, {}, agent)
    expect(cameBack(await ask(agent, { prompt: 'none' }))).toBe('code')
    expect(cameBack(await ask(agent, { prompt: 'none', scope: 'openid email' }))).toBe('consent_required')
    const other = await aRelyingParty(app)
    expect(cameBack(await ask(agent, { prompt: 'none' }, other))).toBe('consent_required')
  })

  it('brings state and issuer with its error, and cannot be combined', async () => {
    const { url, checks } = await begin(rp, { prompt: 'none' })
    const page = await createAgent(app.issuer).get(url)
    expect(page.url.searchParams.get('state')).toBe(checks.expectedState)
    expect(page.url.searchParams.get('iss')).toBe(app.issuer)
    expect(cameBack(await ask(createAgent(app.issuer), { prompt: 'none login' }))).toBe('invalid_request')
  })

  it('asks nobody with max_age: login_required once the sign-in is too old', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainCode(app, rp, account.email)
    expect(cameBack(await ask(agent, { prompt: 'none', max_age: '60' }))).toBe('code')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 62_000 })
    expect(cameBack(await ask(agent, { prompt: 'none', max_age: '60' }))).toBe('login_required')
    expect(cameBack(await ask(agent, { prompt: 'none' }))).toBe('code')
  })
})

describe('prompt=login and max_age', () => {
  it('ask for the password again, and the ID token says when that was', async () => {
    const account = await anAccount(app)
    const first = await obtainTokens(app, rp, account.email)
    const before = Number(decodeJwt(first.id_token).auth_time)
    for (const [later, parameters] of [
      [100, { prompt: 'login' }],
      [200, { max_age: '60' }],
      [300, { max_age: '0' }],
    ] as const) {
      vi.useFakeTimers({ toFake: ['Date'], now: (before + later) * 1000 })
      expect(asksForPassword(await ask(first.agent, parameters))).toBe(true)
      const again = await obtainTokens(app, rp, account.email, parameters, first.agent)
      expect(Number(decodeJwt(again.id_token).auth_time) - before).toBeGreaterThanOrEqual(later)
    }
    expect(cameBack(await ask(first.agent, { max_age: '60' }))).toBe('code')
  })

  it('keep the session of the same person, and the tokens that are bound to it', async () => {
    const account = await anAccount(app)
    const first = await obtainTokens(app, rp, account.email)
    await obtainTokens(app, rp, account.email, { prompt: 'login' }, first.agent)
    expect(await isActive(app, rp, first.access_token)).toBe(true)
  })

  it('let another person in, whose tokens are theirs, and end the session of the one before', async () => {
    const [ada, bob] = [await anAccount(app), await anAccount(app)]
    const first = await obtainTokens(app, rp, ada.email)
    const second = await obtainTokens(app, rp, bob.email, { prompt: 'login' }, first.agent)
    expect(decodeJwt(second.id_token).sub).toBe(bob.id)
    expect(await isActive(app, rp, first.access_token)).toBe(false)
    expect(await isActive(app, rp, second.access_token)).toBe(true)
    expect(cameBack(await ask(first.agent, { prompt: 'none', id_token_hint: second.id_token }))).toBe('code')
  })

  it('refuse a max_age that is no number of seconds', async () => {
    for (const max_age of ['-1', 'x', '1.5', '']) {
      const result = cameBack(await ask(createAgent(app.issuer), { max_age, prompt: 'none' }))
      expect([max_age, result]).toEqual([max_age, max_age === '' ? 'login_required' : 'invalid_request'])
    }
  })
})

describe('id_token_hint', () => {
  it('asks for the person whom the app means, and tells who signs in as another', async () => {
    const [ada, bob] = [await anAccount(app), await anAccount(app)]
    const { id_token } = await obtainTokens(app, rp, ada.email)
    const agent = createAgent(app.issuer)
    await obtainCode(app, rp, bob.email, {}, agent)
    expect(cameBack(await ask(agent, { prompt: 'none', id_token_hint: id_token }))).toBe('login_required')
    const page = await ask(agent, { id_token_hint: id_token })
    expect(asksForPassword(page)).toBe(true)
    const wrong = await signIn(agent, page, bob.email)
    expect(asksForPassword(wrong)).toBe(true)
    expect(wrong.body).toContain('another account')
    expect(cameBack(await signIn(agent, wrong, ada.email))).toBe('code')
  })

  it('must be an ID token for this app', async () => {
    const account = await anAccount(app)
    const other = await aRelyingParty(app)
    const foreign = await obtainTokens(app, other, account.email)
    for (const id_token_hint of [foreign.id_token, 'garbage']) {
      expect(cameBack(await ask(createAgent(app.issuer), { id_token_hint }))).toBe('invalid_request')
    }
  })
})

describe('consent', () => {
  it('is asked for what is new only, and once', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainCode(app, rp, account.email, { scope: 'openid email' })
    expect(cameBack(await ask(agent, { scope: 'openid' }))).toBe('code')
    expect(asksForConsent(await ask(agent, { scope: 'openid email phone' }))).toBe(true)
  })

  it('that is declined is access_denied, and nothing is remembered', async () => {
    const account = await anAccount(app)
    const agent = createAgent(app.issuer)
    const page = await signIn(agent, await ask(agent, { scope: 'openid email' }), account.email)
    expect(cameBack(await agent.submit(page, '/consent', { decision: 'deny' }))).toBe('access_denied')
    expect(asksForConsent(await ask(agent, { scope: 'openid email' }))).toBe(true)
  })

  it('is asked again with prompt=consent, and that one is the way to offline access', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainCode(app, rp, account.email)
    const without = await obtainTokens(app, rp, account.email, { scope: 'openid offline_access' }, agent)
    expect(without.refresh_token).toBeUndefined()
    expect(asksForConsent(await ask(agent, { prompt: 'consent' }))).toBe(true)
    const parameters = { scope: 'openid offline_access', prompt: 'consent' }
    const tokens = await obtainTokens(app, rp, account.email, parameters, agent)
    expect(tokens.refresh_token).toMatch(/^rt_/)
  })

  it('is not asked for our own apps, even with prompt=consent, which still brings offline access', async () => {
    const own = await aRelyingParty(app, { firstParty: true })
    const account = await anAccount(app)
    const agent = createAgent(app.issuer)
    const parameters = { scope: 'openid email offline_access', prompt: 'consent' }
    const { url, checks } = await begin(own, parameters)
    const page = await signIn(agent, await agent.get(url), account.email)
    expect(cameBack(page)).toBe('code')
    const code = page.url.searchParams.get('code') ?? ''
    const { body } = await redeem(app, own, {
      code,
      verifier: checks.pkceCodeVerifier,
      agent,
      callback: page.url,
    })
    expect(body.refresh_token).toMatch(/^rt_/)
    expect(cameBack(await ask(agent, { scope: 'openid profile', prompt: 'none' }, own))).toBe('code')
  })

  it('of a native app is asked once, as for all others', async () => {
    const native = await aRelyingParty(app, {
      authMethod: 'none',
      redirectUris: ['com.example.app:/callback'],
    })
    const account = await anAccount(app)
    const agent = createAgent(app.issuer)
    const parameters = { redirect_uri: 'com.example.app:/callback' }
    const consent = await signIn(agent, await ask(agent, parameters, native), account.email)
    expect(asksForConsent(consent)).toBe(true)
    await agent.submit(consent, '/consent', { decision: 'allow' })
    const again = await ask(agent, { ...parameters, prompt: 'none' }, native)
    expect(again.url.protocol).toBe('com.example.app:')
    expect(again.url.searchParams.has('code')).toBe(true)
  })
})
