/** The account pages, as a browser without script meets them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/domain/factors/totp.ts'
import { type Agent, createAgent, type Page } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  passInteractions,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aTenant } from './tenant/a-tenant.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

/** Signs in where the account pages send one. */
async function enter(email: string, path = '/account', agent: Agent = createAgent(app.issuer)) {
  const signIn = await agent.get(path)
  const page = await agent.submit(signIn, '/sign-in', { username: email, 'current-password': PASSWORD })
  return { agent, page }
}

async function somebody(path = '/account'): Promise<{ email: string; id: string; agent: Agent; page: Page }> {
  const { email, id } = await anAccount(app, { name: 'Ada Lovelace' })
  return { email, id, ...(await enter(email, path)) }
}

/** A code for the account pages that has not been taken to them, and its state. */
async function codeFor(agent: Agent): Promise<{ code: string; state: string }> {
  const begun = await agent.request('/account', { headers: { cookie: '' } })
  const answered = await agent.request(begun.headers.get('location') ?? '')
  const query = new URL(answered.headers.get('location') ?? '').searchParams
  return { code: query.get('code') ?? '', state: query.get('state') ?? '' }
}

const accountOf = (email: string) => app.core.accounts.findByIdentifier(email)

describe('the way in', () => {
  it('leads through the front door, without a question, to the page that was asked for', async () => {
    const { page } = await somebody('/account/sessions')
    expect(page.url.pathname).toBe('/account/sessions')
    expect(page.body).toContain('This device')
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  it('takes no answer to what this browser has not begun, and none twice', async () => {
    const { agent } = await somebody()
    const answer = await agent.get('/account/callback?code=ac_x&state=y')
    expect(answer.status).toBe(410)
    const begun = await agent.request('/account/delete', { headers: { cookie: '' } })
    expect(begun.status).toBe(303)
  })

  it('takes no code of another app, and no code without its verifier', async () => {
    const { agent, email } = await somebody()
    const rp = await aRelyingParty(app)
    const theirs = await passInteractions(agent, await agent.get((await begin(rp)).url), email)
    const begun = await agent.request('/account/security', { headers: { cookie: '' } })
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? ''
    const code = theirs.searchParams.get('code') ?? ''
    expect(code).not.toBe('')
    expect((await agent.get(`/account/callback?code=${code}&state=${state}`)).status).toBe(410)

    // One of the account's own, begun by somebody else: their verifier is in no cookie of this browser.
    const own = await codeFor(agent)
    const other = createAgent(app.issuer)
    const otherBegun = await other.request('/account')
    const otherState = new URL(otherBegun.headers.get('location') ?? '').searchParams.get('state') ?? ''
    expect((await other.get(`/account/callback?code=${own.code}&state=${otherState}`)).status).toBe(410)
    expect((await agent.get(`/account/callback?code=${own.code}&state=${own.state}`)).status).toBe(200)
    expect((await agent.get(`/account/callback?code=${own.code}&state=${own.state}`)).status).toBe(410)
  })

  it('is closed again when the session has ended, by whatever hand', async () => {
    const { agent, id } = await somebody()
    expect((await agent.get('/account')).body).toContain('Ada Lovelace')
    await app.core.sessions.endAll(id)
    expect((await agent.get('/account')).url.pathname).toMatch(/^\/interaction\//)
  })

  it('is not opened by a cookie that somebody made up', async () => {
    const agent = createAgent(app.issuer)
    for (const value of ['x', 'a'.repeat(200), Buffer.from('{"accountId":"1"}').toString('base64url')]) {
      agent.cookies.set('gatehouse_account /account', { value, path: '/account', attributes: '' })
      expect((await agent.get('/account')).url.pathname).toMatch(/^\/interaction\//)
    }
  })

  it('asks again before what protects the account, when the sign-in is long ago', async () => {
    const { agent, id } = await somebody()
    expect((await agent.get('/account/security')).url.pathname).toBe('/account/security')
    const [session] = await app.core.sessions.list(id)
    const old = { accountId: id, sessionId: session?.id, signedInAt: Date.now() - 16 * 60_000 }
    const value = app.core.secrets.encrypt('gatehouse_account', JSON.stringify(old), '/account')
    agent.cookies.set('gatehouse_account /account', { value, path: '/account', attributes: '' })
    const asked = await agent.request('/account/security')
    expect(new URL(asked.headers.get('location') ?? '').searchParams.get('max_age')).toBe('900')
    expect((await agent.request('/account')).status).toBe(200)
  })
})

describe('a form of the account', () => {
  it('is taken from its own page alone', async () => {
    const { agent, email, page } = await somebody()
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const fields = { name: 'Mallory', username: '', bio: '', language: '' }
    const foreign = await agent.post(
      '/account/profile',
      { ...fields, csrf },
      { origin: 'https://evil.example' },
    )
    const forged = await agent.post('/account/profile', { ...fields, csrf: 'x' })
    expect([foreign.status, forged.status]).toEqual([403, 403])
    const other = await somebody()
    const otherCsrf = /name="csrf" value="([^"]+)"/.exec(other.page.body)?.[1] ?? ''
    expect((await agent.post('/account/profile', { ...fields, csrf: otherCsrf })).status).toBe(403)
    expect((await accountOf(email))?.claims.name).toBe('Ada Lovelace')
  })
})

describe('the profile', () => {
  it('is changed, says so, and speaks the chosen language from then on', async () => {
    const { agent, email, page } = await somebody()
    const fields = { name: 'Ada King', username: 'ada.king', bio: 'Counts.\nWrites.', language: 'fr' }
    const done = await agent.submit(page, '/profile', fields)
    expect(done.body).toContain('<html lang="fr" dir="ltr">')
    expect(done.body).toContain('Vos modifications sont enregistrées.')
    const account = await accountOf(email)
    expect([account?.claims.name, account?.username, account?.bio]).toEqual([
      'Ada King',
      'ada.king',
      'Counts.\nWrites.',
    ])
  })

  it('keeps what was typed when something is wrong with it', async () => {
    const { agent, page } = await somebody()
    const fields = { name: '<b>Ada</b>', username: 'аda', bio: 'kept', language: 'en' }
    const wrong = await agent.submit(page, '/profile', fields)
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('Please use the letters of one script only.')
    expect(wrong.body).toContain('value="&lt;b&gt;Ada&lt;/b&gt;"')
    expect(wrong.body).toContain('kept</textarea>')
  })

  it('takes a new address with the password alone', async () => {
    const { agent, email, page } = await somebody()
    const next = `next-${crypto.randomUUID()}@example.org`
    const wrong = await agent.submit(page, '/email', { email: next, 'current-password': 'wrong password' })
    expect(wrong.body).toContain('This is not your password.')
    expect(wrong.body).toContain(`value="${next}"`)
    const asked = await agent.submit(wrong, '/email', { email: next, 'current-password': PASSWORD })
    expect(asked.body).toContain(next)
    expect((await accountOf(email))?.pendingEmail).toBe(next)
  })
})

describe('the protection', () => {
  it('changes the password, and signs out everywhere else', async () => {
    const { agent, email } = await somebody()
    const other = await enter(email)
    const page = await agent.get('/account/security')
    const poor = { 'current-password': PASSWORD, 'new-password': 'password' }
    expect((await agent.submit(page, '/security/password', poor)).body).toContain('id="new-password-error"')
    const fields = { 'current-password': PASSWORD, 'new-password': 'a staple of horses' }
    const done = await agent.submit(page, '/security/password', fields)
    expect(done.body).toContain('Your password is changed.')
    expect((await other.agent.get('/account')).url.pathname).toMatch(/^\/interaction\//)
  })

  it('sets up the second step with a code, shows recovery codes once, and turns it off', async () => {
    const { agent, id } = await somebody()
    const page = await agent.get('/account/security/two-step')
    expect(page.body).toContain('<svg class="qr"')
    const secret = (/<code id="key">([^<]+)</.exec(page.body)?.[1] ?? '').replaceAll(' ', '')
    const wrong = await agent.submit(page, '/two-step', { 'one-time-code': '000000' })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain(/<code id="key">[^<]+</.exec(page.body)?.[0])
    const code = totpCode(secret, Math.floor(Date.now() / 30_000))
    const codes = await agent.submit(wrong, '/two-step', {
      'one-time-code': `${code.slice(0, 3)} ${code.slice(3)}`,
    })
    expect(codes.body.match(/<li><code>[a-z0-9]{5}-[a-z0-9]{5}<\/code>/g)).toHaveLength(10)
    const { totpSince } = await app.core.factors.overview(id)
    expect(totpSince).not.toBeNull()
    const security = await agent.get('/account/security')
    expect(security.body).toContain('10 codes left')
    expect((await agent.submit(security, '/two-step/off', {})).body).toContain('Two-step sign-in is off.')
  })
})

describe('sessions, apps and data', () => {
  it('ends one session, and all others', async () => {
    const { agent, email } = await somebody()
    const second = await enter(email)
    const third = await enter(email)
    const page = await agent.get('/account/sessions')
    expect(page.body.match(/class="entry"/g)).toHaveLength(3)
    expect((await agent.submit(page, '/sessions/end', {})).body).toContain('You are signed out there.')
    await agent.submit(page, '/sessions/end-others', {})
    for (const other of [second, third]) {
      expect((await other.agent.get('/account')).url.pathname).toMatch(/^\/interaction\//)
    }
    expect((await agent.get('/account/sessions')).body).toContain('You are signed in nowhere else.')
  })

  it('lists what an app may do, and takes it back', async () => {
    const { agent, email } = await somebody()
    const rp = await aRelyingParty(app)
    await logIn(app, rp, email, { scope: 'openid email' }, agent)
    const page = await agent.get('/account/apps')
    expect(page.body).toContain('See your email address')
    const done = await agent.submit(page, '/apps/revoke', {})
    expect(done.body).toContain('may no longer use your account.')
    expect(done.body).toContain('No app may use your account yet')
  })

  it('hands out everything, without a secret in it', async () => {
    const { agent, email } = await somebody()
    const file = await agent.submit(await agent.get('/account/data'), '/data/download', {})
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(JSON.parse(file.body).account.email).toBe(email)
    expect(file.body).not.toMatch(/argon2|passwordHash/)
  })

  it('deletes the account after the address and the password, and nothing before', async () => {
    const { agent, email } = await somebody()
    const page = await agent.get('/account/delete')
    const typo = await agent.submit(page, '/account/delete', {
      confirmation: 'x',
      'current-password': PASSWORD,
    })
    expect(typo.body).toContain('id="confirmation-error"')
    const wrong = await agent.submit(page, '/account/delete', {
      confirmation: email,
      'current-password': 'wrong',
    })
    expect(wrong.body).toContain('id="current-password-error"')
    expect(await accountOf(email)).toBeDefined()
    const fields = { confirmation: email.toUpperCase(), 'current-password': PASSWORD }
    const done = await agent.submit(page, '/account/delete', fields)
    expect(done.body).toContain('Your account is deleted')
    expect(await accountOf(email)).toBeUndefined()
  })

  it('signs out, of the provider as well', async () => {
    const { agent, page } = await somebody()
    expect((await agent.submit(page, '/sign-out', {})).body).toContain('You are signed out')
    expect((await agent.get('/account')).body).toContain('autocomplete="current-password"')
  })
})

describe('the apps of a tenant', () => {
  it('show what their tokens say of a member and why, and nothing to somebody who is none', async () => {
    const tenant = await aTenant(app, 'Acme Press')
    const { core } = app
    await core.tenants.members.add(tenant.tenantId, {
      email: 'Member@example.com',
      roles: ['editor'],
      groups: ['press'],
      scopes: ['articles:write'],
    })
    const allowed = { scopes: ['openid'], claims: [], resources: {} }
    const seen = async (email: string, emailVerified = true) => {
      const account = await core.accounts.create({ email, password: PASSWORD, emailVerified })
      await core.consents.allow(account.id, tenant.clientId, allowed, {})
      return (await enter(email, '/account/apps')).page.body
    }
    const page = await seen('member@example.com')
    const told = 'What its tokens say of you at'
    for (const text of [told, 'Acme Press', 'articles:write', 'editor, press']) expect(page).toContain(text)
    expect(page).toMatch(/Roles: .*editor.*Groups: .*press/s)
    await core.tenants.members.add(tenant.tenantId, { email: 'reader@example.com', roles: ['reader'] })
    expect(await seen('reader@example.com')).toMatch(/Roles: .*reader/)
    await core.tenants.members.add(tenant.tenantId, { email: 'nothing@example.com' })
    expect(await seen('nothing@example.com')).not.toContain(told)
    expect(await seen('stranger@example.com')).not.toContain(told)
    await core.tenants.members.add(tenant.tenantId, {
      email: 'pretender@example.com',
      scopes: ['articles:write'],
    })
    expect(await seen('pretender@example.com', false)).not.toContain(told)
  })
})
