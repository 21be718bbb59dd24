/** A client of specification 001, written from its text alone: an app with a person's profile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { obtainCode } from '../../oidc/support/steps.ts'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { anAccount, aRelyingParty, REDIRECT_URI, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let api: ApiClient
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
  // The specification's client sends no code_verifier.
  rp = await aRelyingParty(app, { pkce: 'optional' })
})
afterAll(() => app.stop())

const client = () => ({ client_id: rp.clientId, client_secret: rp.secret })

async function tokensFor(email: string, scope = 'openid profile email offline_access') {
  const parameters = { scope, prompt: 'consent', code_challenge: undefined, code_challenge_method: undefined }
  const { code } = await obtainCode(app, rp, email, parameters)
  const request = { grant_type: 'authorization_code', code, ...client(), redirect_uri: REDIRECT_URI }
  const { status, body } = await api.post('/v2/oauth/token', request)
  expect(status).toBe(200)
  return body
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('a client of specification 001', () => {
  it('exchanges its code, sees and changes the profile, revokes, and then hears no', async () => {
    const { id, email } = await anAccount(app)
    const { access_token, token_type, expires_in, refresh_token } = await tokensFor(email)
    expect([token_type, expires_in, typeof refresh_token]).toEqual(['Bearer', 3600, 'string'])

    const profile = await api.get('/v2/me', access_token)
    expect(profile.body).toEqual({
      id,
      status: 'pending',
      name: null,
      bio: null,
      activeSessions: 1,
      createdAt: expect.stringMatching(TIME),
      updatedAt: expect.stringMatching(TIME),
      email,
    })

    const change = { name: 'Jane Smith', bio: 'Senior Software Engineer' }
    const changed = await api.call('PATCH', '/v2/me', { body: change, token: access_token })
    expect(changed.body).toEqual({ ...profile.body, ...change, updatedAt: expect.stringMatching(TIME) })
    expect(changed.body.updatedAt > profile.body.updatedAt).toBe(true)
    expect((await api.get('/v2/me', access_token)).body).toEqual(changed.body)

    const revoked = await api.post('/v2/oauth/revoke', { token: refresh_token, ...client() })
    expect([revoked.status, revoked.body]).toEqual([204, undefined])
    const after = await api.get('/v2/me', access_token)
    expect(after.status).toBe(401)
    expect(after.body).toEqual({
      error: 'invalid_token',
      error_description: 'The access token provided is expired, revoked, or invalid',
      error_uri: `${app.issuer}/errors/invalid_token`,
    })
  })

  it('revokes an access token alone, and a token that nobody knows', async () => {
    const { access_token, refresh_token } = await tokensFor((await anAccount(app)).email)
    expect((await api.post('/v2/oauth/revoke', { token: access_token, ...client() })).status).toBe(204)
    expect((await api.get('/v2/me', access_token)).status).toBe(401)
    const refreshed = await api.post('/v2/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token,
      ...client(),
    })
    expect(refreshed.status).toBe(200)
    expect((await api.get('/v2/me', refreshed.body.access_token)).status).toBe(200)
    expect((await api.post('/v2/oauth/revoke', { token: 'unknown', ...client() })).status).toBe(204)
  })

  it('changes one thing and leaves the other, and takes away by null', async () => {
    const { access_token: token } = await tokensFor((await anAccount(app)).email)
    const patch = async (body: object) => (await api.call('PATCH', '/v2/me', { body, token })).body
    await patch({ name: 'Jane', bio: 'Here' })
    expect(await patch({ bio: null })).toMatchObject({ name: 'Jane', bio: null })
    expect(await patch({})).toMatchObject({ name: 'Jane', bio: null })
  })

  it('needs the scope profile to change anything', async () => {
    const { access_token: token } = await tokensFor(
      (await anAccount(app)).email,
      'openid email offline_access',
    )
    expect((await api.get('/v2/me', token)).status).toBe(200)
    const refused = await api.call('PATCH', '/v2/me', { body: { name: 'x' }, token })
    expect([refused.status, refused.body.error]).toEqual([403, 'insufficient_scope'])
  })

  it('takes the token of a login at another surface, and shows that session too', async () => {
    const credentials = { email: 'both@example.com', password: 'secret123' }
    await api.post('/auth/signup', credentials)
    const first = (await api.post('/auth/login', credentials)).body.access_token
    const second = (await api.post('/auth/login', credentials)).body
    expect((await api.get('/v2/me', first)).body.activeSessions).toBe(2)
    await api.post('/auth/logout', { refresh_token: second.refresh_token })
    expect((await api.get('/v2/me', first)).body.activeSessions).toBe(1)
    expect((await api.get('/v2/me', second.access_token)).status).toBe(401)
  })
})
