/** The way from the password over the second factor back to the app, as a browser without script goes it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/domain/factors/totp.ts'
import { type Agent, createAgent, type Page } from '../support/agent.ts'
import { justNow } from '../support/just-now.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const STEP_MS = 30_000

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

interface Protected {
  email: string
  recoveryCodes: string[]
  /** A code that has not been used. */
  nextCode(): string
}

/** Somebody who is asked for codes. */
async function protectedAccount(): Promise<Protected> {
  const { email, id } = await anAccount(app)
  const { factors } = app.core
  const { secret, token } = await factors.app.begin({ id, email, name: email })
  // The codes of now and of the step after it: both are good now, and still when the next step has begun meanwhile.
  const step = Math.floor(Date.now() / STEP_MS)
  const recoveryCodes = await factors.app.confirm(justNow(id), { token, code: totpCode(secret, step) }, {})
  return { email, recoveryCodes, nextCode: () => totpCode(secret, step + 1) }
}

async function enterPassword(
  agent: Agent,
  email: string,
  fields: Record<string, string> = {},
): Promise<Page> {
  const page = await agent.get((await begin(rp)).url)
  return agent.submit(page, '/sign-in', { username: email, 'current-password': PASSWORD, ...fields })
}

async function signInToRemember(agent: Agent, person: Protected): Promise<void> {
  const asked = await enterPassword(agent, person.email)
  await agent.submit(asked, '/second-factor', {
    'one-time-code': person.nextCode(),
    'remember-device': 'yes',
  })
}

function forgetAllButDevice({ cookies }: Agent): void {
  for (const key of cookies.keys()) if (!key.startsWith('gatehouse_device ')) cookies.delete(key)
}

describe('after the password', () => {
  it('the page asks for a code, takes the right one, and goes on', async () => {
    const person = await protectedAccount()
    const agent = createAgent(app.issuer)
    const asked = await enterPassword(agent, person.email)
    expect(asked.url.pathname).toMatch(/^\/interaction\/[\w-]+\/second-factor$/)
    expect(asked.body).toContain('autocomplete="one-time-code"')
    expect(asked.body).toContain(person.email)
    const done = await agent.submit(asked, '/second-factor', { 'one-time-code': person.nextCode() })
    expect(done.body).toContain('/consent')
  })

  it('a wrong code is told beside its field, and a recovery code works once', async () => {
    const { email, recoveryCodes } = await protectedAccount()
    const agent = createAgent(app.issuer)
    const asked = await enterPassword(agent, email)
    const wrong = await agent.submit(asked, '/second-factor', { 'one-time-code': '000000' })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('id="one-time-code-error"')
    const other = await agent.get(`${asked.url.pathname}?method=recovery`)
    const code = recoveryCodes[0] ?? ''
    const done = await agent.submit(other, '/second-factor', { 'recovery-code': code })
    expect(done.body).toContain('/consent')

    const again = createAgent(app.issuer)
    const page = await enterPassword(again, email)
    const recovery = await again.get(`${page.url.pathname}?method=recovery`)
    const used = await again.submit(recovery, '/second-factor', { 'recovery-code': code })
    expect(used.body).toContain('id="recovery-code-error"')
  })

  it('a device that is to be remembered is not asked again, and another one is', async () => {
    const person = await protectedAccount()
    const agent = createAgent(app.issuer)
    await signInToRemember(agent, person)
    forgetAllButDevice(agent)
    expect((await enterPassword(agent, person.email)).body).toContain('/consent')
    expect((await enterPassword(createAgent(app.issuer), person.email)).url.pathname).toMatch(
      /second-factor$/,
    )
  })

  it('a device that is to be remembered is listed, and asked again once it is forgotten', async () => {
    const person = await protectedAccount()
    const agent = createAgent(app.issuer)
    await signInToRemember(agent, person)
    const security = await agent.get('/account/security')
    expect(security.body.match(/id="device-[^"]+"/g)).toHaveLength(1)
    const forgotten = await agent.submit(security, '/devices/forget-one', {})
    expect(forgotten.body).toContain('A code is asked for on that device again.')
    expect(forgotten.body).toContain('There are no such devices.')
    forgetAllButDevice(agent)
    expect((await enterPassword(agent, person.email)).url.pathname).toMatch(/second-factor$/)
  })

  it('the page opened by itself, or with a made-up cookie, leads back to the password', async () => {
    const agent = createAgent(app.issuer)
    const page = await agent.get((await begin(rp)).url)
    const path = `${page.url.pathname}/second-factor`
    expect((await agent.get(path)).url.pathname).toBe(page.url.pathname)
    for (const value of ['', 'x', Buffer.from('{"token":"ott_x","offers":[]}').toString('base64url')]) {
      agent.cookies.set('gatehouse_second_factor /', { value, path: '/', attributes: '' })
      expect((await agent.get(path)).body).toContain('autocomplete="current-password"')
    }
  })

  it('the cookie of one person does not finish the sign-in of another browser', async () => {
    const person = await protectedAccount()
    const agent = createAgent(app.issuer)
    await enterPassword(agent, person.email)
    const [, stolen] = [...agent.cookies].find(([key]) => key.startsWith('gatehouse_second_factor')) ?? []
    const thief = createAgent(app.issuer)
    const page = await thief.get((await begin(rp)).url)
    thief.cookies.set('gatehouse_second_factor /', { value: stolen?.value ?? '', path: '/', attributes: '' })
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await thief.post(
      `${page.url.pathname}/second-factor`,
      { csrf, 'one-time-code': '000000' },
      {
        'user-agent': 'another browser',
      },
    )
    expect(answer.body).toContain('autocomplete="current-password"')
  })
})

describe('a lock', () => {
  it('is told with the time of its end, the same for an address that nobody has', async () => {
    const { email } = await anAccount(app)
    const pages: string[] = []
    for (const username of [email, 'nobody@example.org']) {
      const agent = createAgent(app.issuer)
      let page = await agent.get((await begin(rp)).url)
      for (let tries = 0; tries < 10; tries += 1) {
        page = await agent.submit(page, '/sign-in', { username, 'current-password': 'wrong password' })
      }
      expect(page.status).toBe(400)
      expect(page.body).toContain('Try again in 15 minutes.')
      expect(page.body).not.toContain('current-password')
      pages.push(page.body.replaceAll(/interaction\/[\w-]+|name="csrf" value="[^"]+"/g, ''))
    }
    expect(pages[1]).toBe(pages[0])
  })
})
