/** From a request to the whole server, by a real mail server, to what the link in the mail opens. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const PASSWORD = 'correct horse battery staple'

function tokenIn(mail: Email | undefined, path: string, issuer: string): string {
  const [, token = ''] = mail?.text?.match(/\n(http\S+)\n/)?.[1]?.split(`${issuer}${path}?token=`) ?? []
  expect(token).toMatch(/^ott_[\w-]+$/)
  return token
}

async function signUp({ issuer }: RunningApp, email: string, more: object = {}): Promise<Response> {
  return fetch(`${issuer}/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD, ...more }),
  })
}

describe('with a mail server', () => {
  let server: MailServer
  let app: RunningApp
  beforeAll(async () => {
    server = await startMailServer({ login: { user: 'gate', password: 'p@ss' } })
    app = await startApp({
      SMTP_URL: `smtp://gate:p%40ss@127.0.0.1:${server.port}`,
      MAIL_FROM: 'Example <no-reply@example.org>',
    })
  })
  afterAll(async () => {
    await app.stop()
    await server.stop()
  })

  const mailTo = (email: string, subject: string) =>
    server.waitFor((mail) => mail.envelope.to[0] === email && mail.subject === subject)

  it('whoever signs up is sent a link that verifies the address once', async () => {
    expect((await signUp(app, 'ana@example.com')).status).toBe(201)
    const mail = await mailTo('ana@example.com', 'Confirm your email address')
    expect(mail).toMatchObject({ from: { name: 'Example', address: 'no-reply@example.org' }, user: 'gate' })
    const token = tokenIn(mail, '/verify-email', app.issuer)
    expect(await app.core.accounts.verifyEmail(token, {})).toMatchObject({ emailVerified: true })
    await expect(app.core.accounts.verifyEmail(token, {})).rejects.toMatchObject({ code: 'link_expired' })
  })

  it('whoever has forgotten the password is sent a link that sets another, and told that it was', async () => {
    await signUp(app, 'ben@example.com')
    await app.core.accounts.requestPasswordReset('ben@example.com', { ip: '203.0.113.7' })
    const mail = await mailTo('ben@example.com', 'Choose a new password')
    expect(mail.text).toContain('203.0.113.7')
    const token = tokenIn(mail, '/reset-password', app.issuer)
    await app.core.accounts.resetPassword({ token, newPassword: 'another good passphrase' }, {})
    await mailTo('ben@example.com', 'Your password was changed')
  })

  it('a change of address is confirmed from the new one, and told to the old one before and after', async () => {
    const account = await app.core.accounts.create({
      email: 'old@example.com',
      password: PASSWORD,
      emailVerified: true,
    })
    const change = { email: 'new@example.com', currentPassword: PASSWORD }
    await app.core.accounts.requestEmailChange(account.id, change, {})
    await mailTo('old@example.com', 'Your email address is about to change')
    const mail = await mailTo('new@example.com', 'Confirm your new email address')
    await app.core.accounts.verifyEmail(tokenIn(mail, '/verify-email', app.issuer), {})
    await mailTo('old@example.com', 'Your email address was changed')
    await app.core.accounts.remove(account.id, {})
    await mailTo('new@example.com', 'Your account was deleted')
  })

  it('no token lies in an event', async () => {
    const events = await app.core.events.list({ limit: 100 })
    expect(events.length).toBeGreaterThan(5)
    expect(JSON.stringify(events)).not.toContain('ott_')
  })
})

describe('without a mail server', () => {
  it('mail lies in the data folder', async () => {
    const app = await startApp()
    try {
      await signUp(app, 'ana@example.com')
      const folder = join(app.dataDir, 'mail')
      const [name = ''] = await vi.waitUntil(() => namesIn(folder), { timeout: 60_000 })
      const mail = await PostalMime.parse(readFileSync(join(folder, name)))
      expect(mail).toMatchObject({
        to: [{ address: 'ana@example.com' }],
        from: { name: 'Gatehouse', address: 'no-reply@localhost' },
        subject: 'Confirm your email address',
      })
      await app.core.accounts.verifyEmail(tokenIn(mail, '/verify-email', app.issuer), {})
    } finally {
      await app.stop()
    }
  })
})

function namesIn(folder: string): string[] | false {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return names.length > 0 && names
  } catch {
    return false
  }
}
