/** How well a person must have signed in (OpenID Connect Core 1.0 §5.5.1.1, Unmet Authentication Requirements 1.0). */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { totpCode } from '../../src/domain/factors/totp.ts'
import { createAgent } from '../support/agent.ts'
import { justNow } from '../support/just-now.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode, obtainTokens } from './support/steps.ts'

const ACR = 'urn:gatehouse:acr:1fa'

let app: RunningApp
let rp: RelyingParty
let email: string

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  email = (await anAccount(app)).email
})
afterAll(() => app.stop())

const asked = (claims: object) => JSON.stringify(claims)

async function acrIn(parameters: Record<string, string>): Promise<unknown> {
  return decodeJwt((await obtainTokens(app, rp, email, parameters)).id_token).acr
}

describe('acr', () => {
  it.each([
    ['by value', { id_token: { acr: { essential: true, value: ACR } } }],
    ['by values', { id_token: { acr: { essential: true, values: ['urn:other', ACR] } } }],
    ['voluntarily, even when it is out of reach', { id_token: { acr: { values: ['urn:other'] } } }],
  ])('that is asked for %s is said', async (_how, claims) => {
    expect(await acrIn({ claims: asked(claims) })).toBe(ACR)
  })

  it('by acr_values is a wish', async () => {
    expect(await acrIn({ acr_values: 'urn:other' })).toBe(ACR)
  })

  it('that is essential and out of reach is answered at once, whether anybody is signed in or not', async () => {
    const { agent } = await obtainCode(app, rp, email)
    for (const acr of [
      { essential: true, value: 'urn:other' },
      { essential: true, values: ['urn:other', 'urn:another'] },
    ]) {
      for (const browser of [agent, createAgent(app.issuer)]) {
        for (const prompt of [undefined, 'none']) {
          const { url } = await begin(rp, { claims: asked({ id_token: { acr } }), prompt })
          const page = await browser.get(url)
          expect(page.url.origin).toBe('https://app.example.com')
          expect(page.url.searchParams.get('error')).toBe('unmet_authentication_requirements')
        }
      }
    }
  })

  it('must be asked for in the form that the specification gives', async () => {
    const { url } = await begin(rp, {
      claims: asked({ id_token: { acr: { essential: true, values: ACR } } }),
    })
    const page = await createAgent(app.issuer).get(url)
    expect(page.url.searchParams.get('error')).toBe('invalid_request')
  })

  describe('of two factors', () => {
    const STRONG = 'urn:gatehouse:acr:2fa'
    const essential = asked({ id_token: { acr: { essential: true, value: STRONG } } })

    it('is a wish that somebody without a second factor cannot fulfil', async () => {
      expect(await acrIn({ acr_values: STRONG })).toBe(ACR)
      const { agent } = await obtainCode(app, rp, email)
      const page = await agent.get((await begin(rp, { claims: essential })).url)
      expect(page.url.searchParams.get('error')).toBe('unmet_authentication_requirements')
    })

    it('is asked of somebody who is signed in with one, on top of the session', async () => {
      const person = await anAccount(app)
      const { agent } = await obtainCode(app, rp, person.email)
      const { app: factor } = app.core.factors
      const { token, secret } = await factor.begin(person)
      const code = totpCode(secret, Math.floor(Date.now() / 30_000))
      await factor.confirm(justNow(person.id), { token, code }, {})
      for (const wish of [{ acr_values: STRONG }, { claims: essential }]) {
        const silent = await agent.get((await begin(rp, { ...wish, prompt: 'none' })).url)
        expect(silent.url.searchParams.get('error')).toBe('login_required')
        const page = await agent.get((await begin(rp, wish)).url)
        expect(page.url.pathname).toMatch(/^\/interaction\//)
      }
      const page = await agent.get((await begin(rp, { acr_values: ACR })).url)
      expect(page.url.searchParams.get('error')).toBeNull()
    })
  })
})
