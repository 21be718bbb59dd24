/** What apps are told about a person, and who decides it (OpenID Connect Core 1.0 §5). */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '#domain/accounts'
import { CLAIMS_BY_SCOPE } from '../../src/oidc/scopes.ts'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  PASSWORD,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode, obtainTokens, refresh, userinfo } from './support/steps.ts'

const PROFILE = {
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  middle_name: 'King',
  nickname: 'Countess',
  profile: 'https://ada.example.com/',
  picture: 'https://ada.example.com/me.png',
  website: 'https://ada.example.com/blog',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
}
const PHONE = { phone_number: '+44 20 7946 0000', phone_number_verified: true }
const ADDRESS = {
  address: {
    formatted: '12 St James’s Square\nLondon SW1Y 4JH',
    street_address: '12 St James’s Square',
    locality: 'London',
    region: 'England',
    postal_code: 'SW1Y 4JH',
    country: 'UK',
  },
}

let app: RunningApp
let rp: RelyingParty
let ada: Account

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  ada = await app.core.accounts.create({
    email: 'ada@example.com',
    emailVerified: true,
    username: 'ada',
    password: PASSWORD,
    claims: { ...PROFILE, ...PHONE, ...ADDRESS },
  })
})
afterAll(() => app.stop())

async function told(parameters: Record<string, string>, account = ada) {
  const tokens = await obtainTokens(app, rp, account.email, parameters)
  return {
    tokens,
    idToken: decodeJwt(tokens.id_token),
    userinfo: (await userinfo(app, tokens.access_token)).body,
  }
}

const asked = (claims: object) => JSON.stringify(claims)

describe('userinfo', () => {
  const expected: Record<string, () => object> = {
    openid: () => ({}),
    profile: () => ({ ...PROFILE, preferred_username: 'ada', updated_at: expect.any(Number) }),
    email: () => ({ email: 'ada@example.com', email_verified: true }),
    address: () => ADDRESS,
    phone: () => PHONE,
  }

  it.each(Object.keys(CLAIMS_BY_SCOPE))('tells by the scope %s exactly its claims', async (scope) => {
    const { userinfo } = await told({ scope: `openid ${scope}` })
    expect(userinfo).toEqual({ sub: ada.id, ...expected[scope]?.() })
  })

  it('tells everything to who may ask for everything', async () => {
    const { userinfo, idToken } = await told({ scope: 'openid profile email address phone' })
    const all = Object.values(expected).map((claims) => claims())
    expect(userinfo).toEqual(Object.assign({ sub: ada.id }, ...all))
    for (const name of Object.keys(PROFILE)) expect(idToken).not.toHaveProperty(name)
  })

  it('leaves out what the person has not told, and knows the time of the last change', async () => {
    const bob = await anAccount(app)
    const { userinfo } = await told({ scope: 'openid profile email address phone' }, bob)
    expect(userinfo).toEqual({
      sub: bob.id,
      email: bob.email,
      email_verified: false,
      updated_at: Math.floor(bob.updatedAt / 1000),
    })
  })

  it('answers to GET and POST, with the token in the header or the form, and is not to be cached', async () => {
    const { access_token: token } = await obtainTokens(app, rp, ada.email)
    const url = `${app.issuer}/oauth/userinfo`
    const authorization = `Bearer ${token}`
    for (const request of [
      { headers: { authorization } },
      { headers: { authorization }, method: 'POST' },
      { method: 'POST', body: new URLSearchParams({ access_token: token }) },
    ]) {
      const response = await fetch(url, request)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toEqual({ sub: ada.id })
    }
    expect((await fetch(`${url}?access_token=${token}`)).status).toBe(400)
  })

  it('says by WWW-Authenticate what is wrong with a request without a good token', async () => {
    const url = `${app.issuer}/oauth/userinfo`
    const none = await fetch(url)
    expect(none.status).toBe(401)
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer realm=/)
    for (const authorization of ['Bearer', 'Bearer a b', 'Basic eDp5', 'nonsense', 'Bearer \u00ff']) {
      const { status } = await fetch(url, { headers: { authorization } })
      expect([authorization, status >= 400 && status < 500]).toEqual([authorization, true])
    }
  })

  it('needs openid', async () => {
    const tokens = await obtainTokens(app, rp, ada.email, { scope: 'email' })
    const { status, headers, body } = await userinfo(app, tokens.access_token)
    expect([status, body.error]).toEqual([403, 'insufficient_scope'])
    expect(headers.get('www-authenticate')).toContain('insufficient_scope')
  })
})

describe('the ID token', () => {
  it('says how, how well and when the person signed in, and for whom it is', async () => {
    const { idToken } = await told({ nonce: 'a nonce' })
    expect(idToken).toEqual({
      iss: app.issuer,
      sub: ada.id,
      aud: rp.clientId,
      acr: 'urn:gatehouse:acr:1fa',
      amr: ['pwd'],
      auth_time: expect.any(Number),
      nonce: 'a nonce',
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
    expect(Number(idToken.exp) - Number(idToken.iat)).toBe(3600)
  })

  it('keeps what it says about the sign-in when it is renewed by a refresh', async () => {
    const { tokens, idToken } = await told({ scope: 'openid offline_access', prompt: 'consent', nonce: 'n' })
    const { body } = await refresh(app, rp, tokens.refresh_token)
    const { iat, exp, nonce: _nonce, ...same } = idToken
    expect(decodeJwt(body.id_token)).toMatchObject(same)
    expect([iat, exp]).not.toContain(undefined)
  })

  it('carries the session’s id where that is asked for, the same at each sign-on of the session', async () => {
    const claims = asked({ id_token: { sid: null } })
    const first = await told({ claims })
    expect(first.idToken.sid).toEqual(expect.any(String))
    const again = await obtainTokens(app, rp, ada.email, { claims }, first.tokens.agent)
    expect(decodeJwt(again.id_token).sid).toBe(first.idToken.sid)
    expect((await told({ claims })).idToken.sid).not.toBe(first.idToken.sid)
  })
})

describe('the claims parameter', () => {
  it('puts each claim where it was asked for', async () => {
    const { idToken, userinfo } = await told({
      claims: asked({
        id_token: { email: null, address: null },
        userinfo: { nickname: { essential: true } },
      }),
    })
    expect(idToken).toMatchObject({ email: 'ada@example.com', ...ADDRESS })
    expect(idToken).not.toHaveProperty('nickname')
    expect(userinfo).toEqual({ sub: ada.id, nickname: 'Countess' })
  })

  it('is part of what the person is asked, and remembered', async () => {
    const bob = await anAccount(app, { claims: { nickname: 'Bob' } })
    const agent = createAgent(app.issuer)
    const claims = asked({ userinfo: { nickname: null } })
    await obtainCode(app, rp, bob.email, {}, agent)
    const { url } = await begin(rp, { claims })
    const consent = await agent.get(url)
    expect(consent.body).toContain('nickname')
    await passInteractions(agent, consent, bob.email)
    const silent = await begin(rp, { claims, prompt: 'none' })
    expect((await agent.get(silent.url)).url.searchParams.has('code')).toBe(true)
  })

  it('ignores claims that do not exist', async () => {
    const { userinfo, idToken } = await told({
      claims:
        '{"userinfo":{"shoe_size":null,"__proto__":null,"constructor":{}},"id_token":{"x":{"essential":true}}}',
    })
    expect(userinfo).toEqual({ sub: ada.id })
    expect(idToken).not.toHaveProperty('x')
  })

  it('that is not what it should be is told to the app', async () => {
    for (const claims of [
      '{',
      '[]',
      '{}',
      '"x"',
      asked({ userinfo: [] }),
      asked({ userinfo: { name: true } }),
    ]) {
      const { url } = await begin(rp, { claims })
      const page = await createAgent(app.issuer).get(url)
      expect([claims, page.url.searchParams.get('error')]).toEqual([claims, 'invalid_request'])
    }
  })

  it('may ask for one person: whoever else signs in is not let through', async () => {
    const bob = await anAccount(app)
    const agent = createAgent(app.issuer)
    await obtainCode(app, rp, bob.email, {}, agent)
    const claims = asked({ id_token: { sub: { value: ada.id } } })
    const silent = await begin(rp, { claims, prompt: 'none' })
    expect((await agent.get(silent.url)).url.searchParams.get('error')).toBe('login_required')
    const { url } = await begin(rp, { claims })
    const page = await agent.get(url)
    const fields = (username: string) => ({ username, 'current-password': PASSWORD })
    const wrong = await agent.submit(page, '/sign-in', fields(bob.email))
    expect(wrong.body).toContain('another account')
    const callback = await passInteractions(agent, wrong, ada.email)
    expect(callback.searchParams.has('code')).toBe(true)
  })
})
