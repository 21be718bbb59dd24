/** Protocol endpoints under further paths: the same endpoint, and what is made for one path is good at that one only. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey, type ProofKey } from './support/dpop.ts'
import { introspect, obtainTokens, send, sendAs } from './support/steps.ts'

const PATHS = ['/oauth/token', '/auth/token', '/v2/oauth/token']
const MACHINE = { grantTypes: ['client_credentials'] }
const GRANT = { grant_type: 'client_credentials' }

let app: RunningApp
let machine: RelyingParty
let key: ProofKey

beforeAll(async () => {
  app = await startApp()
  machine = await aRelyingParty(app, MACHINE)
  key = await aProofKey()
})
afterAll(() => app.stop())

const pairs = PATHS.flatMap((made) => PATHS.map((sent) => ({ made, sent, good: made === sent })))

describe('the token endpoint', () => {
  it.each(PATHS)('answers at %s by form and, but for its own path, by JSON', async (path) => {
    const byForm = await sendAs(machine, app.issuer + path, GRANT)
    expect(byForm.status).toBe(200)
    const body = { ...GRANT, client_id: machine.clientId, client_secret: machine.secret }
    const byJson = await fetch(app.issuer + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect(byJson.status).toBe(path === '/oauth/token' ? 400 : 200)
    expect(byForm.headers.get('cache-control')).toBe('no-store')
  })

  it.each(pairs)('has a DPoP proof for $made sent to $sent: good is $good', async ({ made, sent, good }) => {
    const headers = await key.headers({ url: app.issuer + made })
    const { status, body } = await sendAs(machine, app.issuer + sent, GRANT, headers)
    expect([status, body.token_type ?? body.error]).toEqual(
      good ? [200, 'DPoP'] : [400, 'invalid_dpop_proof'],
    )
  })

  it.each(pairs)('has an assertion for $made sent to $sent: good is $good', async ({ made, sent, good }) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const jwks = { keys: [{ ...(await exportJWK(publicKey)) }] }
    const keyed = await aRelyingParty(app, { ...MACHINE, authMethod: 'private_key_jwt', jwks })
    const { clientId } = keyed
    const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: app.issuer + made })
      .setProtectedHeader({ alg: 'ES256' })
      .setJti(crypto.randomUUID())
      .setExpirationTime('1m')
      .sign(privateKey)
    const { status } = await send(app.issuer + sent, {
      ...GRANT,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    })
    expect(status).toBe(good ? 200 : 401)
  })
})

describe('a token from one path', () => {
  it('is a token like any other, and one path of revocation ends it for all', async () => {
    const rp = await aRelyingParty(app)
    const { email } = await anAccount(app)
    const tokens = await obtainTokens(app, rp, email, { scope: 'openid offline_access', prompt: 'consent' })
    const refreshed = await sendAs(rp, `${app.issuer}/v2/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    })
    expect(refreshed.body.refresh_token).not.toBe(tokens.refresh_token)
    expect((await introspect(app, rp, refreshed.body.access_token)).body.active).toBe(true)
    const fields = { token: refreshed.body.refresh_token }
    expect((await sendAs(rp, `${app.issuer}/v2/oauth/revoke`, fields)).status).toBe(204)
    expect((await introspect(app, rp, refreshed.body.access_token)).body).toEqual({ active: false })
  })
})
