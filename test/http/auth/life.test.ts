/** A client of specification 002, written from its text alone, from signing up to after the logout. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

const CREDENTIALS = { email: 'user@example.com', password: 'secret123' }

describe('a client of specification 002', () => {
  it('signs up, as the example is written', async () => {
    const { status, body } = await api.post('/auth/signup', { ...CREDENTIALS, role: 'user' })
    expect(status).toBe(201)
    expect(body).toEqual({
      user_id: expect.stringMatching(/^[\da-f-]{36}$/),
      email: 'user@example.com',
      role: 'user',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
    expect((await api.post('/auth/signup', CREDENTIALS)).status).toBe(409)
  })

  it('logs in, asks who it is, refreshes, asks about tokens, and logs out of all of it', async () => {
    const login = await api.post('/auth/login', CREDENTIALS)
    expect(login.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
    })
    const { access_token: first, refresh_token } = login.body

    const me = await api.get('/auth/me', first)
    expect(me.body).toEqual({
      user_id: expect.any(String),
      email: 'user@example.com',
      role: 'user',
      exp: expect.any(Number),
    })
    expect(Math.abs(me.body.exp - Date.now() / 1000 - 900)).toBeLessThan(60)

    const refreshed = await api.post('/auth/refresh', { refresh_token })
    expect(refreshed.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
    })
    const second = refreshed.body.access_token
    expect(second).not.toBe(first)

    const { user_id, role, exp } = me.body
    expect((await api.post('/auth/introspect', { token: first })).body).toEqual({
      active: true,
      user_id,
      role,
      exp,
    })

    const logout = await api.post('/auth/logout', { refresh_token })
    expect([logout.status, logout.body]).toEqual([200, { message: 'Logged out successfully' }])
    for (const token of [first, second]) {
      expect((await api.get('/auth/me', token)).status).toBe(401)
      expect((await api.post('/auth/introspect', { token })).body).toEqual({ active: false })
    }
    expect((await api.post('/auth/refresh', { refresh_token })).status).toBe(401)
    expect((await api.post('/auth/logout', { refresh_token })).status).toBe(200)
  })

  it('can refresh any number of times with the one refresh token it has', async () => {
    const { refresh_token } = (await api.post('/auth/login', CREDENTIALS)).body
    for (let time = 0; time < 3; time += 1) {
      expect((await api.post('/auth/refresh', { refresh_token })).status).toBe(200)
    }
  })

  it.each(['access_token', 'refresh_token'])('logs out by its %s alone', async (member) => {
    const tokens = (await api.post('/auth/login', CREDENTIALS)).body
    expect((await api.post('/auth/logout', { token: tokens[member] })).status).toBe(200)
    expect((await api.get('/auth/me', tokens.access_token)).status).toBe(401)
  })

  it('logs out with nothing but its bearer token, and not with nothing at all', async () => {
    const { access_token } = (await api.post('/auth/login', CREDENTIALS)).body
    expect((await api.post('/auth/logout', undefined, { token: access_token })).status).toBe(200)
    expect((await api.get('/auth/me', access_token)).status).toBe(401)
    expect((await api.post('/auth/logout', {})).status).toBe(400)
    expect((await api.post('/auth/logout')).status).toBe(400)
  })

  it('is listed among the sessions of the person, with device and address, and ends there too', async () => {
    const headers = { 'user-agent': 'A little app/1.0' }
    const { access_token } = (await api.post('/auth/login', CREDENTIALS, { headers })).body
    const { user_id } = (await api.get('/auth/me', access_token)).body
    const sessions = await app.core.sessions.list(user_id)
    const own = sessions.find(({ userAgent }) => userAgent === 'A little app/1.0')
    expect(own?.ip).toMatch(/127\.0\.0\.1|::1/)
    await app.core.sessions.end(user_id, own?.id ?? '')
    expect((await api.get('/auth/me', access_token)).status).toBe(401)
  })

  it('learns nothing about who has an account', async () => {
    const wrong = await api.post('/auth/login', { ...CREDENTIALS, password: 'wrong password' })
    const unknown = await api.post('/auth/login', { ...CREDENTIALS, email: 'nobody@example.com' })
    expect(wrong.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
    expect(wrong.body.error).toBe('invalid_credentials')
  })
})
