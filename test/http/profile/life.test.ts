/** A client of specification 000, written from its text alone: an application that acts for a person. */
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
  rp = await aRelyingParty(app, { pkce: 'optional' })
})
afterAll(() => app.stop())

async function tokenRequest(scope = 'openid profile email offline_access') {
  const account = await anAccount(app, { name: 'Jane Doe' })
  const { code, verifier } = await obtainCode(app, rp, account.email, { scope, prompt: 'consent' })
  return {
    account,
    request: {
      client_id: rp.clientId,
      client_secret: rp.secret,
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
    },
  }
}

describe('a client of specification 000', () => {
  it('gets tokens, userinfo, a new access token, and logs out of all of it', async () => {
    const { account, request } = await tokenRequest()
    const issued = await api.post('/auth/token', request)
    expect(issued.status).toBe(200)
    const { access_token, refresh_token } = issued.body

    expect((await api.get('/auth/userinfo', access_token)).body).toMatchObject({
      sub: account.id,
      name: 'Jane Doe',
      email: account.email,
    })

    const client = { client_id: rp.clientId, client_secret: rp.secret }
    const refreshed = await api.post('/auth/token/refresh', { refresh_token, ...client })
    expect(refreshed.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect((await api.post('/auth/token/refresh', { refresh_token, ...client })).status).toBe(200)

    const logout = await api.post('/auth/logout', { token: access_token })
    expect([logout.status, typeof logout.body.message]).toEqual([200, 'string'])
    for (const token of [access_token, refreshed.body.access_token]) {
      expect((await api.get('/auth/userinfo', token)).status).toBe(401)
    }
    const after = await api.post('/auth/token/refresh', { refresh_token, ...client })
    expect([after.status, after.body.error]).toEqual([400, 'invalid_grant'])
  })

  it('is told no more than its scopes allow, and nothing without openid', async () => {
    const { request } = await tokenRequest('openid')
    const { access_token } = (await api.post('/auth/token', request)).body
    expect(Object.keys((await api.get('/auth/userinfo', access_token)).body)).toEqual(['sub'])
    const plain = (await api.post('/auth/token', (await tokenRequest('email')).request)).body
    const refused = await api.get('/auth/userinfo', plain.access_token)
    expect([refused.status, refused.body.error]).toEqual([403, 'insufficient_scope'])
    expect(refused.headers.get('www-authenticate')).toMatch(
      /^Bearer .*error="insufficient_scope".*scope="openid"/,
    )
  })

  it('authenticates in the body or by Basic, in JSON or by form', async () => {
    const credentials = Buffer.from(`${rp.clientId}:${rp.secret}`).toString('base64')
    const basic = { authorization: `Basic ${credentials}` }
    const refused = { grant_type: 'authorization_code', code: 'ac_unknown', redirect_uri: REDIRECT_URI }
    const inBody = { ...refused, client_id: rp.clientId, client_secret: String(rp.secret) }
    const answers = [
      await api.post('/auth/token', inBody),
      await api.post('/auth/token', refused, { headers: basic }),
      await api.call('POST', '/auth/token', { raw: new URLSearchParams(inBody) }),
      await api.call('POST', '/auth/token', { raw: new URLSearchParams(refused), headers: basic }),
    ]
    // The client is known: it is the code that is not.
    for (const { status, body } of answers) expect([status, body.error]).toEqual([400, 'invalid_grant'])
    const wrong = await api.post('/auth/token', { ...inBody, client_secret: 'wrong' })
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client'])
    expect(wrong.body.error_uri).toBe(`${app.issuer}/errors/invalid_client`)
  })

  it('cannot refresh with what a confidential client was given, unless it is that client', async () => {
    const { refresh_token } = (await api.post('/auth/token', (await tokenRequest()).request)).body
    const thief = await api.post('/auth/token/refresh', { refresh_token })
    expect([thief.status, thief.body.error]).toEqual([400, 'invalid_grant'])
    const named = await api.post('/auth/token/refresh', { refresh_token, client_id: rp.clientId })
    expect([named.status, named.body.error]).toEqual([401, 'invalid_client'])
    expect((await api.post('/auth/refresh', { refresh_token })).status).toBe(401)
    const basic = Buffer.from(`${rp.clientId}:${rp.secret}`).toString('base64')
    const headers = { authorization: `Basic ${basic}` }
    expect((await api.post('/auth/token/refresh', { refresh_token }, { headers })).status).toBe(200)
  })
})
