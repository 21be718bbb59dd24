/** Which web pages may call the endpoints from a browser (CORS; src/oidc/cross-origin.ts). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode, obtainTokens, redeem, requestToken, userinfo } from './support/steps.ts'

const OWN = 'https://app.example.com'
const TRUSTED = 'https://console.example.com'
const FOREIGN = 'https://evil.example.com'

let app: RunningApp
let spa: RelyingParty
let confidential: RelyingParty
let email: string

beforeAll(async () => {
  app = await startApp({ CORS_ORIGINS: TRUSTED })
  spa = await aRelyingParty(app, { authMethod: 'none' })
  confidential = await aRelyingParty(app, { grantTypes: ['authorization_code', 'client_credentials'] })
  email = (await anAccount(app)).email
})
afterAll(() => app.stop())

const allowed = (headers: Headers) => headers.get('access-control-allow-origin')

describe('the token endpoint', () => {
  it('answers the pages of a public client, at its redirect URIs’ origin, and of trusted origins', async () => {
    for (const origin of [OWN, TRUSTED]) {
      const code = await obtainCode(app, spa, email)
      const { status, headers } = await redeem(app, spa, code, {}, { origin })
      expect([status, allowed(headers)]).toEqual([200, origin])
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      expect(headers.get('access-control-expose-headers')).toMatch(/dpop-nonce/i)
    }
  })

  it('refuses the pages of anybody else, and spends no code on them', async () => {
    const code = await obtainCode(app, spa, email)
    for (const origin of [
      FOREIGN,
      'null',
      'https://app.example.com.evil.example.com',
      'http://app.example.com',
    ]) {
      const { status, headers, body } = await redeem(app, spa, code, {}, { origin })
      expect([origin, status, body.error, allowed(headers)]).toEqual([origin, 400, 'invalid_request', null])
    }
    expect((await redeem(app, spa, code)).status).toBe(200)
  })

  it('does not answer any page for a confidential client, but a trusted origin’s', async () => {
    const ask = (origin: string) =>
      requestToken(app, confidential, { grant_type: 'client_credentials' }, { origin })
    expect((await ask(OWN)).status).toBe(400)
    const { status, headers } = await ask(TRUSTED)
    expect([status, allowed(headers)]).toEqual([200, TRUSTED])
  })

  it('tells a preflight what is possible at all, since nobody is known yet', async () => {
    const asked = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'dpop,content-type',
    }
    const response = await fetch(`${app.issuer}/oauth/token`, {
      method: 'OPTIONS',
      headers: { origin: OWN, ...asked },
    })
    expect([response.status, allowed(response.headers)]).toEqual([204, OWN])
    expect(response.headers.get('access-control-allow-headers')).toContain('dpop')
  })
})

describe('userinfo', () => {
  it('answers the pages of every app whose token it is, and no others', async () => {
    for (const rp of [spa, confidential]) {
      const { access_token } = await obtainTokens(app, rp, email)
      for (const origin of [OWN, TRUSTED]) {
        const { status, headers } = await userinfo(app, access_token, { origin })
        expect([status, allowed(headers)]).toEqual([200, origin])
      }
      const { status, headers } = await userinfo(app, access_token, { origin: FOREIGN })
      expect([status, allowed(headers)]).toEqual([400, null])
    }
  })
})
