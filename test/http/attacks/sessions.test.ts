/** The cookies: what they let somebody do who plants, copies or changes one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agent, createAgent } from '../../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  type RelyingParty,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { sendRaw } from '../raw-request.ts'

let app: RunningApp
let rp: RelyingParty
let email: string

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  email = (await anAccount(app)).email
})
afterAll(() => app.stop())

const session = (agent: Agent) => ({
  _session: agent.cookies.get('_session /')?.value ?? '',
  '_session.sig': agent.cookies.get('_session.sig /')?.value ?? '',
})
type SessionCookies = ReturnType<typeof session>

/** Who the server takes the bearer of these cookies for: an error where it is nobody. */
async function answerTo(cookies: SessionCookies): Promise<string | null> {
  const { url } = await begin(rp, { prompt: 'none' })
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return new URL(response.headers.get('location') ?? '').searchParams.get('error')
}

describe('a session', () => {
  it('gets a new cookie at sign-in, and the one from before is nobody (session fixation)', async () => {
    const agent = createAgent(app.issuer)
    await agent.get('/oauth/logout')
    const before = session(agent)
    expect(before._session).not.toBe('')
    await logIn(app, rp, email, {}, agent)
    const after = session(agent)
    expect(after._session).not.toBe(before._session)
    expect(await answerTo(after)).toBeNull()
    expect(await answerTo(before)).toBe('login_required')
  })

  it('gets a new cookie when the same person signs in again, and the old one is nobody', async () => {
    const { agent } = await logIn(app, rp, email)
    const before = session(agent)
    await logIn(app, rp, email, { prompt: 'login' }, agent)
    expect(session(agent)._session).not.toBe(before._session)
    expect(await answerTo(before)).toBe('login_required')
    expect(await answerTo(session(agent))).toBeNull()
  })

  it('that an attacker planted does not become the victim’s', async () => {
    const attacker = createAgent(app.issuer)
    await attacker.get('/oauth/logout')
    const planted = session(attacker)
    const victim = createAgent(app.issuer)
    for (const [key, cookie] of attacker.cookies) victim.cookies.set(key, cookie)
    await logIn(app, rp, email, {}, victim)
    expect(await answerTo(planted)).toBe('login_required')
  })

  it('ends at sign-out for every copy of its cookie', async () => {
    const { agent } = await logIn(app, rp, email)
    const copy = session(agent)
    await agent.submit(await agent.get('/oauth/logout'), '/oauth/logout/confirm', {})
    expect(await answerTo(copy)).toBe('login_required')
  })

  it('is refused when its cookie was changed, unsigned, or signed for another', async () => {
    const { agent } = await logIn(app, rp, email)
    const { agent: other } = await logIn(app, rp, (await anAccount(app)).email)
    const good = session(agent)
    const [uid = '', secret = ''] = good._session.split('.')
    const forgeries: SessionCookies[] = [
      { ...good, '_session.sig': '' },
      { ...good, '_session.sig': session(other)['_session.sig'] },
      { ...good, _session: `${uid}.${secret}x` },
      { ...good, _session: uid },
      { ...good, _session: `${uid}.` },
      { ...good, _session: `${session(other)._session.split('.')[0]}.${secret}` },
      { ...good, _session: good._session.toUpperCase() },
    ]
    expect(await answerTo(good)).toBeNull()
    for (const forged of forgeries) expect(await answerTo(forged)).toBe('login_required')
  })
})

describe('the cookies', () => {
  /** Every Set-Cookie line of a sign-in and of the demo app. */
  async function linesOf(port: number, path: string, cookie = ''): Promise<string[]> {
    const { headers } = await sendRaw(port, { path, headers: { cookie, accept: 'text/html' } })
    return headers.get('set-cookie')?.split('\n') ?? []
  }

  it('are out of reach for scripts and other sites, say their path, and name no domain', async () => {
    const { url } = await begin(rp)
    const authorize = await linesOf(app.port, `${url.pathname}${url.search}`)
    const names = authorize.map((line) => line.split('=')[0]).toSorted()
    expect(names).toEqual([
      '_interaction',
      '_interaction.sig',
      '_interaction_resume',
      '_interaction_resume.sig',
    ])
    const lines = [
      ...authorize,
      ...(await linesOf(app.port, '/oauth/logout')),
      ...(await linesOf(app.port, '/demo/sign-in')),
    ]
    for (const line of lines) {
      expect(line).toMatch(/; httponly/i)
      expect(line).toMatch(/; samesite=lax/i)
      expect(line).not.toMatch(/; domain=/i)
      expect(line).not.toMatch(/; secure/i)
    }
    const pathOf = (start: string) =>
      /path=([^;]+)/i.exec(lines.find((line) => line.startsWith(start)) ?? '')?.[1]
    expect(pathOf('_interaction=')).toMatch(/^\/interaction\/[\w-]+$/)
    expect(pathOf('_interaction_resume=')).toMatch(/^\/oauth\/authorize\/[\w-]+$/)
    expect(pathOf('_session=')).toBe('/')
    expect(pathOf('demo_session=')).toBe('/demo')
  })

  it('end with the browser, unless the person asked to stay signed in', async () => {
    for (const remember of [true, false]) {
      const agent = createAgent(app.issuer)
      const page = await agent.get((await begin(rp)).url)
      const fields = {
        username: email,
        'current-password': PASSWORD,
        ...(remember ? { remember: 'yes' } : {}),
      }
      await agent.submit(page, '/sign-in', fields)
      const attributes = agent.cookies.get('_session /')?.attributes ?? ''
      expect(/expires=/i.test(attributes)).toBe(remember)
      if (remember) {
        const expires = Date.parse(/expires=([^;]+)/i.exec(attributes)?.[1] ?? '')
        expect(Math.round((expires - Date.now()) / 86_400_000)).toBe(14)
      }
    }
  })
})
