/** How long a sign-in and what follows from it last (src/oidc/lifetimes.ts). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { totpCode } from '../../src/domain/factors/totp.ts'
import { type Agent, createAgent } from '../support/agent.ts'
import { justNow } from '../support/just-now.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  PASSWORD,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode, obtainTokens, redeem, refresh, userinfo } from './support/steps.ts'

const DAY = 24 * 3600

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

/** From then on time stands still until more of it passes, however long the requests in between take. */
function pass(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
}

/** Signs in, with or without the wish to stay so. */
async function signIn(agent: Agent, email: string, fields: Record<string, string> = {}, parameters = {}) {
  const page = await agent.get((await begin(rp, parameters)).url)
  const sent = { username: email, 'current-password': PASSWORD, ...fields }
  await passInteractions(agent, await agent.submit(page, '/sign-in', sent), email)
}

/** @returns recovery codes */
async function aSecondFactor(id: string, email: string): Promise<string[]> {
  const { app: authenticator } = app.core.factors
  const { secret, token } = await authenticator.begin({ id, email })
  return authenticator.confirm(
    justNow(id),
    { token, code: totpCode(secret, Math.floor(Date.now() / 30_000)) },
    {},
  )
}

const sessionCookie = (agent: Agent) => agent.cookies.get('_session /')?.attributes ?? ''

async function isSignedIn(agent: Agent): Promise<boolean> {
  return (await agent.get((await begin(rp, { prompt: 'none' })).url)).url.searchParams.has('code')
}

describe('a session', () => {
  it('ends with the browser, and after a day at the latest, for who did not ask to stay signed in', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    await signIn(agent, email)
    expect(sessionCookie(agent)).not.toMatch(/expires/i)
    pass(DAY - 60)
    expect(await isSignedIn(agent)).toBe(true)
    pass(DAY + 60)
    expect(await isSignedIn(agent)).toBe(false)
  })

  it('lasts two weeks from its last use for who did', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    await signIn(agent, email, { remember: 'yes' })
    expect(sessionCookie(agent)).toMatch(/expires/i)
    for (let turn = 0; turn < 3; turn += 1) {
      pass(13 * DAY)
      expect(await isSignedIn(agent)).toBe(true)
    }
    pass(15 * DAY)
    expect(await isSignedIn(agent)).toBe(false)
  })

  it('of nobody lasts as long as the page that it is for', async () => {
    pass(0)
    const agent = createAgent(app.issuer)
    await agent.get('/oauth/logout')
    const [uid = ''] = agent.cookies.get('_session /')?.value.split('.') ?? []
    const [record] = await app.core.stores.artifacts.findMany([{ kind: 'Session', id: uid }])
    const left = (record?.expiresAt ?? 0) - Date.now() / 1000
    expect(left).toBeGreaterThan(3590)
    expect(left).toBeLessThanOrEqual(3600)
    await signIn(agent, (await anAccount(app)).email, { remember: 'yes' })
    pass(10 * DAY)
    expect(await isSignedIn(agent)).toBe(true)
  })

  it('goes by the answer of the last sign-in', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    await signIn(agent, email)
    await signIn(agent, email, { remember: 'yes' }, { prompt: 'login' })
    expect(sessionCookie(agent)).toMatch(/expires/i)
    await signIn(agent, email, {}, { prompt: 'login' })
    expect(sessionCookie(agent)).not.toMatch(/expires/i)
  })

  it.each([true, false])(
    'goes on as before where a step-up asks nothing of the kind (%s)',
    async (isLasting) => {
      const { id, email } = await anAccount(app)
      const agent = createAgent(app.issuer)
      await signIn(agent, email, isLasting ? { remember: 'yes' } : {})
      const [recoveryCode = ''] = await aSecondFactor(id, email)
      const page = await agent.get((await begin(rp, { acr_values: 'urn:gatehouse:acr:2fa' })).url)
      const typed = await agent.get(`${page.url.pathname}?method=recovery`)
      const done = await agent.submit(typed, '/second-factor', {
        method: 'recovery',
        'recovery-code': recoveryCode,
      })
      expect(done.url.searchParams.has('code')).toBe(true)
      expect(/expires/i.test(sessionCookie(agent))).toBe(isLasting)
    },
  )
})

describe('a code', () => {
  it('is good for a minute, to the second', async () => {
    pass(0)
    const { email } = await anAccount(app)
    const [early, late] = [await obtainCode(app, rp, email), await obtainCode(app, rp, email)]
    pass(58)
    expect((await redeem(app, rp, early)).status).toBe(200)
    pass(3)
    expect((await redeem(app, rp, late)).body.error).toBe('invalid_grant')
  })
})

describe('a grant', () => {
  it('does not cut short a token that was issued under it shortly before its end', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    await signIn(agent, email, { remember: 'yes' })
    for (const days of [10, 10, 10]) {
      pass(days * DAY)
      expect(await isSignedIn(agent)).toBe(true)
    }
    pass(DAY - 600)
    const { access_token: token } = await obtainTokens(app, rp, email, {}, agent)
    expect((await userinfo(app, token)).status).toBe(200)
    pass(1800)
    expect((await userinfo(app, token)).status).toBe(200)
  })
})

describe('a chain of refresh tokens', () => {
  it('ends after a year, however often it was renewed', async () => {
    const { email } = await anAccount(app)
    let { refresh_token: token } = await obtainTokens(app, rp, email, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    for (let days = 0; days < 360; days += 20) {
      const { status, body } = await refresh(app, rp, token)
      expect([days, status]).toEqual([days, 200])
      token = body.refresh_token
      pass(20 * DAY)
    }
    expect((await refresh(app, rp, token)).status).toBe(200)
    pass(6 * DAY)
    expect((await refresh(app, rp, token)).body.error).toBe('invalid_grant')
  })
})
