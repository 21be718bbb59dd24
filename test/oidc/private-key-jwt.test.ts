/** Clients that prove who they are by a key of their own (OpenID Connect Core 1.0 §9, RFC 7523 §3). */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { type Answer, send, times } from './support/steps.ts'

const GRANT = { grant_type: 'client_credentials' }
const MACHINE = { grantTypes: ['client_credentials'] }
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

let app: RunningApp
let other: RelyingParty
let key: Awaited<ReturnType<typeof generateKeyPair>>
let keyed: RelyingParty
const tokenUrl = () => `${app.issuer}/oauth/token`

beforeAll(async () => {
  app = await startApp({ OUTBOUND_ALLOW: '127.0.0.1' })
  other = await aRelyingParty(app, MACHINE)
  key = await generateKeyPair('ES256', { extractable: true })
  const jwks = { keys: [await exportJWK(key.publicKey)] }
  keyed = await aRelyingParty(app, { ...MACHINE, authMethod: 'private_key_jwt', jwks })
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

function refusal({ status, body }: Answer): [number, string] {
  expect(body).not.toHaveProperty('access_token')
  return [status, body.error]
}

describe('private_key_jwt', () => {
  async function assertion(
    change: Record<string, unknown> = {},
    by = key.privateKey,
    alg = 'ES256',
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: keyed.clientId,
      sub: keyed.clientId,
      aud: app.issuer,
      jti: crypto.randomUUID(),
      exp: now + 60,
    }
    return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg }).sign(by)
  }

  const ask = (client_assertion: string, fields: Record<string, string> = {}) =>
    send(tokenUrl(), { ...GRANT, client_assertion_type: JWT_BEARER, client_assertion, ...fields })

  it('is accepted for the issuer or the endpoint itself', async () => {
    for (const aud of [app.issuer, tokenUrl(), [app.issuer], ['https://other.example.com', app.issuer]]) {
      expect([aud, (await ask(await assertion({ aud }))).status]).toEqual([aud, 200])
    }
  })

  it('is good once: of parallel uses exactly one succeeds', async () => {
    const once = await assertion()
    const answers = await Promise.all(times(10, () => ask(once)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9)
  })

  it('is refused when it is about somebody or something else, old, unsigned or incomplete', async () => {
    const stranger = (await generateKeyPair('ES256')).privateKey
    const now = Math.floor(Date.now() / 1000)
    const [header, payload] = (await assertion()).split('.')
    const wrong = [
      await assertion({ aud: 'https://other.example.com' }),
      await assertion({ aud: `${app.issuer}/oauth/userinfo` }),
      await assertion({ aud: undefined }),
      await assertion({ iss: other.clientId }),
      await assertion({ sub: other.clientId }),
      await assertion({ exp: now - 60 }),
      await assertion({ exp: undefined }),
      await assertion({ jti: undefined }),
      await assertion({ nbf: now + 600 }),
      await assertion({}, stranger),
      `${header}.${payload}.`,
      `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`,
    ]
    for (const [index, token] of wrong.entries()) {
      expect([index, ...refusal(await ask(token))]).toEqual([index, 401, 'invalid_client'])
    }
    for (const token of ['', 'garbage', 'a.b.c'])
      expect((await ask(token)).status).toBeGreaterThanOrEqual(400)
    const otherType = await ask(await assertion(), { client_assertion_type: 'urn:other' })
    expect(refusal(otherType)).toEqual([400, 'invalid_request'])
  })

  it('is not replaced by an HMAC, whatever it is made with', async () => {
    const { n: _n, ...jwk } = await exportJWK(key.publicKey)
    for (const secret of [JSON.stringify(jwk), other.secret ?? '', keyed.clientId]) {
      const bytes = new TextEncoder().encode(secret.padEnd(32))
      const claims = { iss: keyed.clientId, sub: keyed.clientId, aud: app.issuer, jti: crypto.randomUUID() }
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1m')
        .sign(bytes)
      expect(refusal(await ask(forged))).toEqual([401, 'invalid_client'])
    }
  })

  it('finds the client’s keys by their URL, and a minute later new ones', async () => {
    let keys = [await exportJWK(key.publicKey)]
    const published = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }))
    })
    await new Promise<void>((resolve) => published.listen(0, '127.0.0.1', resolve))
    const jwksUri = `http://127.0.0.1:${(published.address() as AddressInfo).port}/keys`
    const { clientId } = await aRelyingParty(app, { ...MACHINE, authMethod: 'private_key_jwt', jwksUri })
    const own = { iss: clientId, sub: clientId }
    expect((await ask(await assertion(own))).status).toBe(200)
    const next = await generateKeyPair('RS256', { extractable: true })
    keys = [...keys, await exportJWK(next.publicKey)]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect((await ask(await assertion(own, next.privateKey, 'RS256'))).status).toBe(200)
    published.close()
  })

  it('whose keys lie where nobody may look is refused, and that is no fault of the server', async () => {
    for (const jwksUri of ['https://10.0.0.1/keys', 'http://localhost:1/keys', 'https://[::1]/keys']) {
      const { clientId } = await aRelyingParty(app, { ...MACHINE, authMethod: 'private_key_jwt', jwksUri })
      const { status, body } = await ask(await assertion({ iss: clientId, sub: clientId }))
      expect([jwksUri, status, body.error]).toEqual([jwksUri, 401, 'invalid_client'])
    }
  })
})
