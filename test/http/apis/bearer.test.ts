/** Which access tokens open the JSON APIs, and which do not although they are alive. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aProofKey, type ProofKey } from '../../oidc/support/dpop.ts'
import { aResource, obtainCode, obtainTokens, redeem, sendAs } from '../../oidc/support/steps.ts'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { anAccount, aRelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { aPerson } from './provocations.ts'

let app: RunningApp
let api: ApiClient

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
})
afterAll(() => app.stop())

const ME = ['/auth/me', '/auth/userinfo', '/v2/me']
const OWN = '/api/v1/auth/profile'

async function statuses(token: string): Promise<number[]> {
  return Promise.all([...ME, OWN].map(async (path) => (await api.get(path, token)).status))
}

describe('the access token', () => {
  it('of a login at any surface opens all of them', async () => {
    const { access, email } = await aPerson(app, api)
    expect(await statuses(access)).toEqual([200, 200, 200, 200])
    const { body } = await api.post('/auth/login', { email, password: 'securePassword123' })
    expect(await statuses(body.access_token)).toEqual([200, 200, 200, 200])
  })

  it('of an app, which is opaque, tells who a person is and opens no account', async () => {
    const { email } = await anAccount(app)
    const { access_token } = await obtainTokens(app, await aRelyingParty(app), email)
    expect(await statuses(access_token)).toEqual([200, 200, 200, 401])
  })

  it('for another resource server opens nothing here', async () => {
    const resource = await aResource(app)
    const rp = await aRelyingParty(app, { resources: [resource] })
    const { email } = await anAccount(app)
    const { access_token } = await obtainTokens(app, rp, email, { resource, scope: 'read' })
    expect(await statuses(access_token)).toEqual([401, 401, 401, 401])
    expect((await api.post('/auth/introspect', { token: access_token })).body).toEqual({ active: false })
    expect((await api.post('/api/v1/auth/validate', { token: access_token })).body.valid).toBe(false)
  })

  it('of a client itself is nobody’s', async () => {
    const machine = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    const { body } = await sendAs(machine, `${app.issuer}/auth/token`, { grant_type: 'client_credentials' })
    expect(await statuses(body.access_token)).toEqual([401, 401, 401, 401])
    expect((await api.post('/auth/introspect', { token: body.access_token })).body).toEqual({ active: false })
  })

  it('is no refresh token, no ID token, and not both with something behind it', async () => {
    const { access, refresh } = await aPerson(app, api)
    const rp = await aRelyingParty(app)
    const { id_token } = await obtainTokens(app, rp, (await anAccount(app)).email)
    for (const token of [refresh, id_token, `${access}x`, `${access}.x`, access.slice(0, -2)]) {
      expect(await statuses(token)).toEqual([401, 401, 401, 401])
    }
  })

  it('dies everywhere with its account', async () => {
    const { access, refresh, accountId } = await aPerson(app, api)
    await app.core.accounts.disable(accountId, {})
    expect(await statuses(access)).toEqual([401, 401, 401, 401])
    expect((await api.post('/auth/refresh', { refresh_token: refresh })).status).toBe(401)
    expect((await api.post('/auth/introspect', { token: access })).body).toEqual({ active: false })
  })
})

describe('a token that is bound to a key', () => {
  const url = () => `${app.issuer}/v2/me`

  async function boundToken(key: ProofKey): Promise<string> {
    const rp = await aRelyingParty(app)
    const code = await obtainCode(app, rp, (await anAccount(app)).email)
    const headers = await key.headers({ url: `${app.issuer}/oauth/token` })
    return (await redeem(app, rp, code, {}, headers)).body.access_token
  }

  const call = (accessToken: string, headers: Record<string, string>, scheme = 'DPoP') =>
    api.call('GET', '/v2/me', { headers: { authorization: `${scheme} ${accessToken}`, ...headers } })

  it('opens with a proof for this very request, once', async () => {
    const key = await aProofKey()
    const accessToken = await boundToken(key)
    const proof = await key.headers({ url: url(), method: 'GET', accessToken })
    expect((await call(accessToken, proof)).status).toBe(200)
    const again = await call(accessToken, proof)
    expect([again.status, again.body.error]).toEqual([401, 'invalid_dpop_proof'])
    expect(again.headers.get('www-authenticate')).toMatch(/^DPoP .*error="invalid_dpop_proof"/)
  })

  it('opens with no other proof, and not as a bearer token', async () => {
    const key = await aProofKey()
    const accessToken = await boundToken(key)
    const good = { url: url(), method: 'GET', accessToken }
    const others = await Promise.all([
      key.headers({ ...good, url: `${app.issuer}/auth/me` }),
      key.headers({ ...good, method: 'PATCH' }),
      key.headers({ ...good, accessToken: `${accessToken}x` }),
      (await aProofKey()).headers(good),
    ])
    for (const proof of [...others, {}]) expect((await call(accessToken, proof)).status).toBe(401)
    expect((await call(accessToken, await key.headers(good), 'Bearer')).status).toBe(401)
    expect((await call(accessToken, {}, 'Bearer')).status).toBe(401)
    // Whoever is told that it is good must not take it without the proof.
    expect((await api.post('/auth/introspect', { token: accessToken })).body).toEqual({ active: false })
  })

  it('is refused in the scheme that it came in, when it is not good or may not do this', async () => {
    const key = await aProofKey()
    const proof = await key.headers({ url: url(), method: 'GET', accessToken: 'nonsense' })
    const dead = await call('nonsense', proof)
    expect(dead.headers.get('www-authenticate')).toMatch(/^DPoP realm=".+", error="invalid_token"/)

    const rp = await aRelyingParty(app)
    const code = await obtainCode(app, rp, (await anAccount(app)).email, { scope: 'openid' })
    const asked = await key.headers({ url: `${app.issuer}/oauth/token` })
    const accessToken = (await redeem(app, rp, code, {}, asked)).body.access_token
    const headers = await key.headers({ url: url(), method: 'PATCH', accessToken })
    const authorization = `DPoP ${accessToken}`
    const weak = await api.call('PATCH', '/v2/me', { body: {}, headers: { authorization, ...headers } })
    expect([weak.status, weak.body.error]).toEqual([403, 'insufficient_scope'])
    expect(weak.headers.get('www-authenticate')).toMatch(/^DPoP .*scope="profile"/)
  })

  it('is not made of one that is not, by sending it as DPoP', async () => {
    const { access } = await aPerson(app, api)
    const key = await aProofKey()
    const proof = await key.headers({ url: url(), method: 'GET', accessToken: access })
    expect((await call(access, proof)).status).toBe(401)
  })
})
