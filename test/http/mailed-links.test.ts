/** Mailed links, opened anywhere: looking changes nothing, the button does it once, and each says so in a language. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { mailedToken } from './account/mailed-token.ts'

const NEW_PASSWORD = 'a staple of horses'

let app: RunningApp

beforeAll(async () => {
  // One address asks for all the mails of this test.
  app = await startApp({ RATE_LIMIT: 'off' })
})
afterAll(() => app.stop())

async function newcomer(): Promise<string> {
  const email = `new-${crypto.randomUUID()}@example.org`
  await app.core.accounts.signUp({ email, password: PASSWORD }, {})
  return email
}

const isVerified = async (email: string) => (await app.core.accounts.findByIdentifier(email))?.emailVerified

describe('the link of a verification', () => {
  it('changes nothing when it is opened, verifies by its button, and is used up then', async () => {
    const email = await newcomer()
    const path = `/verify-email?token=${await mailedToken(app, 'verify-email', email)}`
    const agent = createAgent(app.issuer)
    for (let scans = 0; scans < 3; scans += 1) expect((await agent.get(path)).body).toContain(email)
    expect(await isVerified(email)).toBe(false)
    const done = await agent.submit(await agent.get(path), '/verify-email', {})
    expect(done.status).toBe(200)
    expect(done.body).toContain('Your address is confirmed')
    expect(await isVerified(email)).toBe(true)
    const again = await agent.get(path)
    expect(again.status).toBe(410)
    expect(again.body).toContain('This link is no good any more')
  })

  it('for a new address changes it, and says which', async () => {
    const { email, id } = await anAccount(app)
    const next = `next-${crypto.randomUUID()}@example.org`
    await app.core.accounts.requestEmailChange(id, { email: next, currentPassword: PASSWORD }, {})
    const token = await mailedToken(app, 'verify-email', next)
    const agent = createAgent(app.issuer)
    const page = await agent.get(`/verify-email?token=${token}`)
    expect(page.body).toContain(next)
    expect((await agent.submit(page, '/verify-email', {})).body).toContain('Your new address is in use')
    expect((await app.core.accounts.findByIdentifier(next))?.id).toBe(id)
    expect(await app.core.accounts.findByIdentifier(email)).toBeUndefined()
  })
})

describe('the link of a reset', () => {
  it('takes a new password, refuses a poor one without being used up, and works once', async () => {
    const { email } = await anAccount(app)
    await app.core.accounts.requestPasswordReset(email, {})
    const path = `/reset-password?token=${await mailedToken(app, 'reset-password', email)}`
    const agent = createAgent(app.issuer)
    const page = await agent.get(path)
    const poor = await agent.submit(page, '/reset-password', { 'new-password': 'password' })
    expect(poor.status).toBe(400)
    expect(poor.body).toContain('id="new-password-error"')
    expect(poor.body).not.toMatch(/type="password"[^>]*value=/)
    const done = await agent.submit(poor, '/reset-password', { 'new-password': NEW_PASSWORD })
    expect(done.body).toContain('Your password is changed')
    const late = await agent.submit(page, '/reset-password', { 'new-password': 'another one of them' })
    expect(late.status).toBe(410)
    const { outcome } = await app.core.signIn.checkPassword(email, NEW_PASSWORD, { origin: {} })
    expect(outcome).toBe('signed-in')
  })
})

describe('the link that unlocks', () => {
  it('opens the account at once', async () => {
    const { email, id } = await anAccount(app)
    for (let tries = 0; tries < 10; tries += 1) {
      await app.core.signIn.checkPassword(email, 'wrong password', { origin: {} })
    }
    expect(await app.core.signIn.lockedUntil(id)).not.toBeNull()
    const agent = createAgent(app.issuer)
    const page = await agent.get(`/unlock?token=${await mailedToken(app, 'unlock', email)}`)
    expect(await app.core.signIn.lockedUntil(id)).not.toBeNull()
    expect((await agent.submit(page, '/unlock', {})).body).toContain('Your account is open again')
    expect(await app.core.signIn.lockedUntil(id)).toBeNull()
  })
})

describe('a link that is no good any more', () => {
  /** Of the page that an old link leads to, sends its form. */
  async function askAgain(path: string, username: string) {
    const agent = createAgent(app.issuer)
    const page = await agent.get(path)
    expect(page.status).toBe(410)
    return agent.submit(page, '/again', { username })
  }

  it('of a verification is replaced by one that works, in one step, for whoever says who they are', async () => {
    const email = await newcomer()
    const old = await mailedToken(app, 'verify-email', email)
    const { id = '' } = (await app.core.accounts.findByIdentifier(email)) ?? {}
    await app.core.oneTimeTokens.voidMailed(id)
    const answer = await askAgain(`/verify-email?token=${old}`, ` ${email.toUpperCase()} `)
    expect([answer.status, answer.body.includes('it is on its way')]).toEqual([200, true])
    const token = await mailedToken(app, 'verify-email', email, old)
    const agent = createAgent(app.issuer)
    await agent.submit(await agent.get(`/verify-email?token=${token}`), '/verify-email', {})
    expect(await isVerified(email)).toBe(true)
  })

  it('of a change of address is replaced, at the new address', async () => {
    const { email, id } = await anAccount(app)
    const next = `next-${crypto.randomUUID()}@example.org`
    await app.core.accounts.requestEmailChange(id, { email: next, currentPassword: PASSWORD }, {})
    const old = await mailedToken(app, 'verify-email', next)
    await app.core.oneTimeTokens.voidMailed(id)
    await askAgain(`/verify-email?token=${old}`, email)
    const token = await mailedToken(app, 'verify-email', next, old)
    const agent = createAgent(app.issuer)
    await agent.submit(await agent.get(`/verify-email?token=${token}`), '/verify-email', {})
    expect((await app.core.accounts.findByIdentifier(next))?.id).toBe(id)
  })

  it('that unlocks is replaced while the account is locked', async () => {
    const { email, id } = await anAccount(app)
    for (let tries = 0; tries < 10; tries += 1) {
      await app.core.signIn.checkPassword(email, 'wrong password', { origin: {} })
    }
    const old = await mailedToken(app, 'unlock', email)
    await app.core.oneTimeTokens.voidMailed(id)
    await askAgain(`/unlock?token=${old}`, email)
    const token = await mailedToken(app, 'unlock', email, old)
    const agent = createAgent(app.issuer)
    await agent.submit(await agent.get(`/unlock?token=${token}`), '/unlock', {})
    expect(await app.core.signIn.lockedUntil(id)).toBeNull()
  })

  it('of a reset is replaced', async () => {
    const { email } = await anAccount(app)
    await askAgain('/reset-password?token=x', email)
    expect(await mailedToken(app, 'reset-password', email)).toMatch(/^ott_/)
  })

  it.each(['/verify-email', '/unlock', '/reset-password'])(
    '%s tells nobody whether there is an account: by no word, and by the same record of it',
    async (path) => {
      const { email } = await anAccount(app)
      const disabled = await anAccount(app)
      await app.core.accounts.disable(disabled.id, {})
      const requests = async () =>
        (await app.core.events.list({ limit: 10_000 })).filter(({ type }) => type.endsWith('_requested'))
          .length
      const bodies: string[] = []
      for (const username of [
        email,
        disabled.email,
        'nobody@example.org',
        'nobody',
        '"><script>',
        'a,b@example.org',
      ]) {
        const before = await requests()
        const answer = await askAgain(path, username)
        expect(answer.status).toBe(200)
        expect(answer.body).not.toContain('<script>')
        expect([username, await requests()]).toEqual([username, before + 1])
        bodies.push(answer.body.replace(/<bdi[^>]*>.*?<\/bdi>/s, 'WHO'))
      }
      expect(new Set(bodies).size).toBe(1)
    },
  )

  it('is asked for by nobody’s form but ours, with a name in it, and fills no letter box', async () => {
    const { email, id } = await anAccount(app)
    const agent = createAgent(app.issuer)
    const page = await agent.get('/reset-password')
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const action = '/reset-password/again'
    const foreign = await agent.post(action, { username: email, csrf }, { origin: 'https://evil.example' })
    const forged = await agent.post(action, { username: email, csrf: 'x' })
    const otherForm = await agent.post('/unlock/again', { username: email, csrf })
    expect([foreign, forged, otherForm].map(({ status }) => status)).toEqual([403, 403, 403])
    const empty = await agent.submit(page, '/again', { username: ' ' })
    expect(empty.status).toBe(400)
    expect(empty.body).toContain('id="username-error"')
    for (let times = 0; times < 8; times += 1) {
      expect((await agent.submit(page, '/again', { username: email })).status).toBe(200)
    }
    const asked = await app.core.events.list({
      subject: id,
      type: 'auth.password_reset_requested',
      limit: 100,
    })
    expect(asked).toHaveLength(5)
  })
})

describe('any of these pages', () => {
  const PATHS = ['/verify-email', '/reset-password', '/unlock']

  it.each(PATHS)('%s says the same of whatever is no good token', async (path) => {
    const agent = createAgent(app.issuer)
    const pages = await Promise.all(
      ['', '?token=', '?token=x', '?token=ott_x&token=y', `?token=ott_${'a'.repeat(65)}`].map((query) =>
        agent.get(`${path}${query}`),
      ),
    )
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([410]))
    expect(new Set(pages.map(({ body }) => body)).size).toBe(1)
  })

  it('takes no form from elsewhere, and none without its own token', async () => {
    const email = await newcomer()
    const token = await mailedToken(app, 'verify-email', email)
    const agent = createAgent(app.issuer)
    const page = await agent.get(`/verify-email?token=${token}`)
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const foreign = await agent.post('/verify-email', { token, csrf }, { origin: 'https://evil.example' })
    const forged = await agent.post('/verify-email', { token, csrf: 'x' })
    expect([foreign.status, forged.status]).toEqual([403, 403])
    expect(await isVerified(email)).toBe(false)
  })

  it('speaks the language of the account, then that of the browser', async () => {
    const email = await newcomer()
    const account = await app.core.accounts.findByIdentifier(email)
    await app.core.accounts.updateProfile(account?.id ?? '', { locale: 'ar' }, {})
    const agent = createAgent(app.issuer)
    const own = await agent.get(`/verify-email?token=${await mailedToken(app, 'verify-email', email)}`)
    expect(own.body).toContain('<html lang="ar" dir="rtl">')
    expect(own.headers.get('content-language')).toBe('ar')
    const expired = await agent.request('/unlock', { headers: { 'accept-language': 'tlh, ja;q=0.5' } })
    expect(await expired.text()).toContain('<html lang="ja" dir="ltr">')
  })
})

describe('a forgotten password', () => {
  it('is answered alike whether there is an account or not', async () => {
    const rp = await aRelyingParty(app)
    const { email } = await anAccount(app)
    const bodies: string[] = []
    for (const username of [email, 'nobody@example.org']) {
      const agent = createAgent(app.issuer)
      const signIn = await agent.get((await begin(rp)).url)
      const page = await agent.get(`${signIn.url.pathname}/forgot-password`)
      const told = await agent.submit(page, '/forgot-password', { username })
      expect(told.status).toBe(200)
      bodies.push(told.body.replaceAll(username, 'WHO').replaceAll(/interaction\/[\w-]+/g, ''))
    }
    expect(bodies[1]).toBe(bodies[0])
  })

  it('asks for a name, and for the language that the app wished for', async () => {
    const rp = await aRelyingParty(app)
    const agent = createAgent(app.issuer)
    const signIn = await agent.get((await begin(rp, { ui_locales: 'xx de-CH' })).url)
    expect(signIn.body).toContain('<html lang="de" dir="ltr">')
    const page = await agent.get(`${signIn.url.pathname}/forgot-password`)
    const empty = await agent.submit(page, '/forgot-password', { username: ' ' })
    expect(empty.status).toBe(400)
    expect(empty.body).toContain('Bitte füllen Sie dieses Feld aus.')
  })
})
