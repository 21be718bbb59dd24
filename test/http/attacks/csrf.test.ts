/** Forms sent by somebody else's page, in a person's name (RFC 9700 §4.7; OWASP CSRF). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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

let app: RunningApp
let rp: RelyingParty
let email: string

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  email = (await anAccount(app)).email
})
afterAll(() => app.stop())

/** What a browser says of a form that another site sent, or hides. */
const ELSEWHERE: [string, Record<string, string>][] = [
  ['a foreign Origin', { origin: 'https://evil.example' }],
  ['our host on another port', { origin: 'http://localhost:1' }],
  ['Origin null', { origin: 'null' }],
  ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site' }],
]

const csrfIn = (page: Page): string => /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
const xsrfIn = (page: Page): string => /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''

const at = (page: Page, form: string): string => `${page.url.pathname.replace(/\/sign-up$/, '')}${form}`

function expectRefused(page: Page): void {
  expect(page.status).toBe(403)
  expect(page.headers.get('location')).toBeNull()
  expect(page.headers.getSetCookie().filter((cookie) => cookie.startsWith('_session'))).toEqual([])
}

/** Each form of an interaction: the page it stands on, and what a person would fill in. */
const FORMS = {
  '/sign-in': { signedIn: false, fields: () => ({ username: email, 'current-password': PASSWORD }) },
  '/sign-up': { signedIn: false, fields: () => ({ email: 'thief@example.com', 'new-password': PASSWORD }) },
  '/cancel': { signedIn: false, fields: () => ({}) },
  '/consent': { signedIn: true, fields: () => ({ decision: 'allow' }) },
}

describe.each(Object.entries(FORMS))('the form %s', (form, { signedIn, fields }) => {
  let agent: Agent
  let page: Page

  beforeEach(async () => {
    agent = createAgent(app.issuer)
    page = await agent.get((await begin(rp, { prompt: 'consent login' })).url)
    if (signedIn)
      page = await agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD })
  })

  const send = (csrf: string | undefined, headers: Record<string, string> = {}) =>
    agent.post(at(page, form), { ...fields(), ...(csrf === undefined ? {} : { csrf }) }, headers)

  it('is refused without its token, and with a wrong one', async () => {
    for (const csrf of [
      undefined,
      '',
      'x',
      csrfIn(page).slice(1),
      `${csrfIn(page)}x`,
      csrfIn(page).toLowerCase(),
    ]) {
      expectRefused(await send(csrf))
    }
  })

  it("is refused with another interaction's token", async () => {
    const other = createAgent(app.issuer)
    expectRefused(await send(csrfIn(await other.get((await begin(rp)).url))))
  })

  it.each(ELSEWHERE)('is refused with %s, even when the token is right', async (_what, headers) => {
    expectRefused(await send(csrfIn(page), headers))
  })

  it("does nothing in a browser that does not have the interaction, with the attacker's token", async () => {
    const victim = createAgent(app.issuer)
    const answer = await victim.post(at(page, form), { ...fields(), csrf: csrfIn(page) })
    expect(answer.status).toBe(410)
    expect([...victim.cookies.keys()].filter((key) => key.startsWith('_session'))).toEqual([])
  })

  it.each(['same-origin', 'none'])('is accepted when the browser says %s', async (site) => {
    const answer = await send(csrfIn(page), { 'sec-fetch-site': site })
    expect(answer.status).not.toBe(403)
  })
})

it('nobody was signed up by a refused form', async () => {
  // The last tests of the form /sign-up succeeded, the first of them; all before did nothing.
  const accounts = await app.core.accounts.list({ limit: 100 })
  expect(accounts.filter((account) => account.email === 'thief@example.com')).toHaveLength(1)
})

it('a form without Origin and Sec-Fetch-Site, as old browsers send it, is accepted with its token', async () => {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  const body = new URLSearchParams({ csrf: csrfIn(page), username: email, 'current-password': PASSWORD })
  const response = await agent.request(at(page, '/sign-in'), { method: 'POST', body })
  expect(response.status).toBe(303)
})

it('a form sent as JSON or plain text, which need no preflight to be tried, is refused', async () => {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp)).url)
  for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
    const response = await agent.request(at(page, '/sign-in'), {
      method: 'POST',
      body: `csrf=${csrfIn(page)}&username=${email}&current-password=${PASSWORD}`,
      headers: { 'content-type': type },
    })
    expect(response.status).toBe(415)
  }
})

describe('the form that confirms a sign-out', () => {
  async function signOutPage() {
    const { agent } = await logIn(app, rp, email)
    return { agent, page: await agent.get('/oauth/logout') }
  }
  const isSignedIn = async (agent: Agent) => {
    const page = await agent.get((await begin(rp, { prompt: 'none' })).url)
    return page.url.searchParams.get('error') === null
  }

  it('is refused without its token and with that of another session, and the person stays signed in', async () => {
    const { agent } = await signOutPage()
    const { page: other } = await signOutPage()
    for (const xsrf of ['', 'x', xsrfIn(other)]) {
      const answer = await agent.post('/oauth/logout/confirm', { xsrf, logout: 'yes' })
      expect(answer.status).toBe(400)
      expect(await isSignedIn(agent)).toBe(true)
    }
  })

  it.each(ELSEWHERE)('is refused with %s, even when the token is right', async (_what, headers) => {
    const { agent, page } = await signOutPage()
    expectRefused(await agent.post('/oauth/logout/confirm', { xsrf: xsrfIn(page), logout: 'yes' }, headers))
    expect(await isSignedIn(agent)).toBe(true)
  })

  it('signs out when it is sent by its own page; merely asking to sign out does not', async () => {
    const { agent, page } = await signOutPage()
    expect(await isSignedIn(agent)).toBe(true)
    await agent.submit(page, '/oauth/logout/confirm', {})
    expect(await isSignedIn(agent)).toBe(false)
  })
})
