/** New passwords are looked for among those from breaches, where the operator names a service: a real one over a real socket. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/index.ts'
import { checkBreaches } from '../../src/doctor/check-breaches.ts'
import { type Delivered, type Receiver, type Response, startReceiver } from '../support/receiver.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

const BREACHED = 'kettle-ocean-violin-73'
const GOOD = 'ember-cactus-harbour-58'
const hashOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase()
const endings = (...lines: [password: string, count: number][]): Response => ({
  status: 200,
  body: lines.map(([password, count]) => `${hashOf(password).slice(5)}:${count}`).join('\r\n'),
})

let service: Receiver
let origin: string
let app: RunningApp
let answer: (asked: Omit<Delivered, 'status'>) => Response | Promise<Response>

beforeAll(async () => {
  service = await startReceiver((asked) => answer(asked))
  origin = `http://127.0.0.1:${service.port}`
  app = await startApp(
    { PASSWORD_BREACH_URL: `${origin}/range/`, OUTBOUND_ALLOW: '127.0.0.1' },
    { jobs: false },
  )
})

afterAll(async () => {
  await app.stop()
  await service.stop()
})

beforeEach(() => {
  service.delivered.length = 0
  answer = () => endings(['something else', 3], [BREACHED, 12])
})

let people = 0

async function register(password: string): Promise<{ status: number; body: Record<string, unknown> }> {
  people += 1
  const answered = await fetch(`${app.issuer}/auth/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `breach-${people}@example.com`, password }),
  })
  return { status: answered.status, body: (await answered.json()) as Record<string, unknown> }
}

describe('a new password that is known from a breach', () => {
  it('is refused, and another one is not', async () => {
    const refused = await register(BREACHED)
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toMatch(/weak_password|data breach/)
    expect((await register(GOOD)).status).toBe(201)
  })

  it('is refused when it is changed to, or reset to, and the one before stays', async () => {
    const { accounts, oneTimeTokens, signIn } = app.core
    const email = `changing-${people}@example.com`
    const account = await accounts.create({ email, password: GOOD, emailVerified: true })
    const change = (newPassword: string) =>
      accounts.changePassword(account.id, { currentPassword: GOOD, newPassword }, {})
    const refusal = { code: 'weak_password', fieldCodes: { password: 'password_breached' } }
    await expect(change(BREACHED)).rejects.toMatchObject(refusal)
    const token = await oneTimeTokens.create('reset_password', account.id, email)
    const reset = (newPassword: string) => accounts.resetPassword({ token, newPassword }, {})
    await expect(reset(BREACHED)).rejects.toMatchObject(refusal)
    const visit = { origin: {} }
    expect((await signIn.checkPassword(email, GOOD, visit)).outcome).toBe('signed-in')
    expect(await reset('orchid-lantern-glacier-19')).toMatchObject({ id: account.id })
  })

  it('is not told to the service: five characters of a hash are, and padding is asked for', async () => {
    await register(BREACHED)
    const [asked, ...others] = service.delivered
    expect(others).toEqual([])
    expect(asked?.path).toBe(`/range/${hashOf(BREACHED).slice(0, 5)}`)
    expect(asked?.headers).toMatchObject({ 'add-padding': 'true' })
    expect(JSON.stringify(asked)).not.toContain(BREACHED)
    expect(JSON.stringify(asked).toUpperCase()).not.toContain(hashOf(BREACHED).slice(0, 8))
  })

  it('is what was seen at least once, not the padding', async () => {
    answer = () => endings([GOOD, 0])
    expect((await register(GOOD)).status).toBe(201)
  })

  it('is not asked about when it is refused without', async () => {
    expect((await register('password')).status).toBe(400)
    expect(service.delivered).toEqual([])
  })
})

describe('while the service', () => {
  it.each<[string, () => Response | Promise<Response>]>([
    ['fails', () => ({ status: 503 })],
    ['sends elsewhere', () => ({ status: 302, headers: { location: `${origin}/elsewhere` } })],
    ['answers a page instead', () => ({ status: 200, body: '<!doctype html>' })],
    ['does not end its answer', () => new Promise<Response>(() => {})],
  ])('%s, passwords are taken as without it, and the doctor says so', async (_, answers) => {
    answer = answers
    expect((await register(BREACHED)).status).toBe(201)
    expect(service.delivered.filter(({ path }) => path === '/elsewhere')).toEqual([])
    const [check] = await checkBreaches(config())
    expect(check).toMatchObject({ ok: true, warning: expect.stringContaining('cannot be asked') })
  })

  it('answers, the doctor is content; without one there is nothing to check', async () => {
    expect(await checkBreaches(config())).toEqual([{ name: 'breached passwords', ok: true }])
    expect(await checkBreaches(loadConfig({}, '/nowhere/.env'))).toEqual([])
  })
})

function config() {
  return loadConfig({ PASSWORD_BREACH_URL: `${origin}/range/`, OUTBOUND_ALLOW: '127.0.0.1' }, '/nowhere/.env')
}
