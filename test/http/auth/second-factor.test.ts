/** Logging in to an account that a second factor protects. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { aPerson, PASSWORD, withSecondFactor } from '../apis/provocations.ts'

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

async function protectedPerson() {
  const person = await aPerson(app, api)
  const codes = await withSecondFactor(app, person)
  return { ...person, codes }
}

const login = (email: string) => api.post('/auth/login', { email, password: PASSWORD })

describe('a login with a second factor', () => {
  it('asks for it, and takes a recovery code in its place, once', async () => {
    const { email, codes } = await protectedPerson()
    const asked = await login(email)
    expect([asked.status, asked.body]).toEqual([
      403,
      {
        error: 'mfa_required',
        error_description: expect.any(String),
        error_uri: `${app.issuer}/errors/mfa_required`,
        mfa_token: expect.any(String),
      },
    ])
    const { mfa_token } = asked.body
    const answer = await api.post('/auth/login/mfa', { mfa_token, code: codes[0] })
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
    expect((await api.get('/auth/me', answer.body.access_token)).body.email).toBe(email)
    const again = (await login(email)).body.mfa_token
    expect((await api.post('/auth/login/mfa', { mfa_token: again, code: codes[0] })).status).toBe(401)
    expect((await api.post('/auth/login/mfa', { mfa_token: again, code: codes[1] })).status).toBe(200)
  })

  it('is worth nothing before: its token opens nothing, and is good for one success', async () => {
    const { email, codes } = await protectedPerson()
    const { mfa_token } = (await login(email)).body
    expect((await api.get('/auth/me', mfa_token)).status).toBe(401)
    expect((await api.post('/auth/refresh', { refresh_token: mfa_token })).status).toBe(401)
    expect((await api.post('/auth/login/mfa', { mfa_token, code: codes[0] })).status).toBe(200)
    const reused = await api.post('/auth/login/mfa', { mfa_token, code: codes[1] })
    expect([reused.status, reused.body.error]).toEqual([401, 'invalid_credentials'])
  })

  it('is told by specification 004 in its own words, without the token', async () => {
    const { username } = await protectedPerson()
    const answer = await api.post('/api/v1/auth/login', { username, password: PASSWORD })
    expect([answer.status, Object.keys(answer.body)]).toEqual([403, ['timestamp', 'status', 'message']])
  })
})
