/** A client of specification 004, written from its text alone, from registering to after the logout. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { mailedToken } from './mailed-token.ts'

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

const BASE = '/api/v1/auth'
const EXAMPLE = { username: 'johndoe', email: 'johndoe@example.com', password: 'securePassword123' }
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/

const validate = async (token: string) => (await api.post(`${BASE}/validate`, { token })).body
const login = (username: string, password: string) => api.post(`${BASE}/login`, { username, password })

let people = 0
async function aPerson() {
  people += 1
  const person = {
    username: `person${people}`,
    email: `someone${people}@example.com`,
    password: 'secret-enough',
  }
  return { ...person, tokens: (await api.post(`${BASE}/register`, person)).body }
}

describe('a client of specification 004', () => {
  it('registers and logs in, as the examples are written', async () => {
    const before = Date.now()
    const registered = await api.post(`${BASE}/register`, EXAMPLE)
    expect(registered.status).toBe(201)
    expect(registered.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.any(String),
      tokenType: 'Bearer',
      expiresAt: expect.stringMatching(LOCAL_TIME),
      userId: expect.any(Number),
      username: 'johndoe',
      role: 'ROLE_USER',
    })
    const lasts = Date.parse(`${registered.body.expiresAt}Z`) - before
    expect(Math.abs(lasts - 900_000)).toBeLessThan(60_000)

    const again = await api.post(`${BASE}/register`, EXAMPLE)
    expect([again.status, again.body]).toEqual([
      409,
      { timestamp: expect.stringMatching(/Z$/), status: 409, message: expect.any(String) },
    ])
    const loggedIn = await login('johndoe', 'securePassword123')
    expect(loggedIn.status).toBe(200)
    expect(loggedIn.body).toMatchObject({ userId: registered.body.userId, username: 'johndoe' })
    expect((await login('johndoe', 'wrong')).status).toBe(401)
  })

  it('sees the profile, verifies the address, and is active', async () => {
    const { email, username, tokens } = await aPerson()
    const profile = await api.get(`${BASE}/profile`, tokens.accessToken)
    expect(profile.body).toEqual({
      id: tokens.userId,
      username,
      email,
      role: 'USER',
      createdAt: expect.stringMatching(LOCAL_TIME),
      lastLoginAt: expect.stringMatching(LOCAL_TIME),
      status: 'PENDING',
    })
    const token = await mailedToken(app, 'verify-email', email)
    // What looks at the link without following it changes nothing.
    expect((await fetch(`${app.issuer}${BASE}/verify-email/${token}`, { method: 'HEAD' })).status).toBe(405)
    const verified = await api.get(`${BASE}/verify-email/${token}`)
    expect(verified.body).toEqual({ success: true, message: 'Email verified successfully', data: null })
    expect((await api.get(`${BASE}/profile`, tokens.accessToken)).body.status).toBe('ACTIVE')
    expect((await api.get(`${BASE}/verify-email/${token}`)).status).toBe(400)
    expect((await api.get(`${BASE}/verify-email/unknown`)).status).toBe(400)
  })

  it('refreshes by rotation, validates, logs out, and then hears no everywhere', async () => {
    const { tokens, username } = await aPerson()
    const refreshed = await api.post(`${BASE}/refresh`, { refreshToken: tokens.refreshToken })
    expect(refreshed.body).toMatchObject({ userId: tokens.userId, username, role: 'ROLE_USER' })
    expect(refreshed.body.refreshToken).not.toBe(tokens.refreshToken)
    expect(await validate(refreshed.body.accessToken)).toEqual({
      valid: true,
      userId: tokens.userId,
      username,
      role: 'ROLE_USER',
      expirationTime: expect.any(Number),
      errorMessage: null,
    })

    const { accessToken, refreshToken } = refreshed.body
    const logout = await api.call('POST', `${BASE}/logout`, { token: accessToken })
    expect(logout.body).toEqual({ success: true, message: 'Successfully logged out', data: null })
    for (const token of [tokens.accessToken, accessToken]) {
      expect(await validate(token)).toEqual({
        valid: false,
        userId: null,
        username: null,
        role: null,
        expirationTime: null,
        errorMessage: 'Token has been revoked',
      })
      expect((await api.get(`${BASE}/profile`, token)).status).toBe(401)
      expect((await api.get('/auth/me', token)).status).toBe(401)
      expect((await api.get('/v2/me', token)).status).toBe(401)
      expect((await api.post('/auth/introspect', { token })).body).toEqual({ active: false })
    }
    expect((await api.post(`${BASE}/refresh`, { refreshToken })).status).toBe(401)
    expect((await api.call('POST', `${BASE}/logout`, { token: accessToken })).status).toBe(401)
    expect(await validate('nonsense')).toMatchObject({ valid: false, errorMessage: 'Token is invalid' })
  })

  it('changes the password, which ends every other session and leaves this one', async () => {
    const { username, password, tokens } = await aPerson()
    const elsewhere = (await login(username, password)).body
    const change = (currentPassword: string) =>
      api.call('PUT', `${BASE}/change-password`, {
        body: { currentPassword, newPassword: 'newSecurePassword123' },
        token: tokens.accessToken,
      })
    expect((await change('not it')).status).toBe(400)
    const changed = await change(password)
    expect(changed.body).toEqual({ success: true, message: 'Password changed successfully', data: null })
    expect((await validate(tokens.accessToken)).valid).toBe(true)
    expect((await validate(elsewhere.accessToken)).valid).toBe(false)
    expect((await api.post(`${BASE}/refresh`, { refreshToken: elsewhere.refreshToken })).status).toBe(401)
    expect((await login(username, password)).status).toBe(401)
    expect((await login(username, 'newSecurePassword123')).status).toBe(200)
  })

  it('resets a forgotten password by mail, which ends every session', async () => {
    const { email, username, tokens } = await aPerson()
    const asked = await api.post(`${BASE}/password-reset`, { email })
    expect(asked.body).toEqual({
      success: true,
      message: 'Password reset instructions sent to your email',
      data: null,
    })
    // Nobody learns who has an account.
    expect((await api.post(`${BASE}/password-reset`, { email: 'nobody@example.com' })).body).toEqual(
      asked.body,
    )
    const token = await mailedToken(app, 'reset-password', email)
    const confirm = (with_: string) =>
      api.post(`${BASE}/password-reset/confirm`, { token: with_, newPassword: 'newSecurePassword123' })
    expect((await confirm('abc123xyz789')).status).toBe(400)
    const reset = await confirm(token)
    expect(reset.body).toEqual({ success: true, message: 'Password reset successfully', data: null })
    expect((await confirm(token)).status).toBe(400)
    expect((await validate(tokens.accessToken)).valid).toBe(false)
    expect((await login(username, 'newSecurePassword123')).status).toBe(200)
  })

  it('is locked out after too many wrong passwords, and told until when', async () => {
    const { username, password } = await aPerson()
    let answer = await login(username, 'wrong')
    for (let tries = 0; tries < 20 && answer.status === 401; tries += 1)
      answer = await login(username, 'wrong')
    expect(answer.status).toBe(423)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await login(username, password)).status).toBe(423)
  })

  it('asks for health', async () => {
    expect((await api.get(`${BASE}/health`)).body).toEqual({
      success: true,
      message: 'Auth service is healthy',
      data: {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        service: 'auth-service',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      },
    })
  })
})

describe('where the operator chose to tell who has an account', () => {
  it('a reset for nobody is 404', async () => {
    const open = await startApp({ ACCOUNT_ENUMERATION: 'reveal' })
    const client = await createApiClient(open.issuer)
    expect((await client.post(`${BASE}/password-reset`, { email: 'nobody@example.com' })).status).toBe(404)
    await open.stop()
  })
})
