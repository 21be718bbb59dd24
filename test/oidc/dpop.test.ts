/** Sender-constrained tokens (RFC 9449): a stolen token is of no use without the key that it is bound to. */
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey, type ProofKey, type ProvenRequest } from './support/dpop.ts'
import {
  aResource,
  introspect,
  obtainCode,
  obtainTokens,
  push,
  read,
  redeem,
  refresh,
  requestToken,
  times,
} from './support/steps.ts'

let app: RunningApp
let rp: RelyingParty
let spa: RelyingParty
let resource: string
let key: ProofKey
const tokenUrl = () => `${app.issuer}/oauth/token`
const userinfoUrl = () => `${app.issuer}/oauth/userinfo`

beforeAll(async () => {
  app = await startApp()
  resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  rp = await aRelyingParty(app, { resources: [resource], grantTypes })
  spa = await aRelyingParty(app, { authMethod: 'none' })
  key = await aProofKey()
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

function askForItself(headers: { DPoP: string }, fields: Record<string, string> = {}) {
  return requestToken(app, rp, { grant_type: 'client_credentials', ...fields }, headers)
}

async function boundToken(with_ = key): Promise<string> {
  const account = await anAccount(app)
  const code = await obtainCode(app, rp, account.email)
  const { body } = await redeem(app, rp, code, {}, await with_.headers({ url: tokenUrl() }))
  return body.access_token
}

async function openUserinfo(token: string, proof: Partial<ProvenRequest> = {}, by = key, scheme = 'DPoP') {
  const request = { url: userinfoUrl(), method: 'GET', accessToken: token, ...proof }
  const headers = { authorization: `${scheme} ${token}`, ...(await by.headers(request)) }
  return read(await fetch(userinfoUrl(), { headers }))
}

describe('a bound access token', () => {
  it('is used by a real client library from authorization to userinfo', async () => {
    const account = await anAccount(app)
    const { url, checks } = await begin(rp, { scope: 'openid email' })
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    const DPoP = client.getDPoPHandle(rp.config, await client.randomDPoPKeyPair('ES256'))
    const tokens = await client.authorizationCodeGrant(rp.config, callback, checks, undefined, { DPoP })
    expect(tokens.token_type).toBe('dpop')
    const claims = await client.fetchUserInfo(rp.config, tokens.access_token, account.id, { DPoP })
    expect(claims.email).toBe(account.email)
  })

  it.each(['ES256', 'Ed25519', 'EdDSA'])('may be bound to a key for %s', async (alg) => {
    const own = await aProofKey(alg)
    const token = await boundToken(own)
    expect((await openUserinfo(token, {}, own)).status).toBe(200)
  })

  it('carries its key’s thumbprint, as a JWT and at introspection, opaque or not', async () => {
    const cnf = { jkt: key.thumbprint }
    const opaque = await askForItself(await key.headers({ url: tokenUrl() }))
    expect(opaque.body.token_type).toBe('DPoP')
    expect((await introspect(app, rp, opaque.body.access_token)).body).toMatchObject({
      cnf,
      token_type: 'DPoP',
    })
    const jwt = await askForItself(await key.headers({ url: tokenUrl() }), { resource })
    expect(decodeJwt(jwt.body.access_token)).toMatchObject({ cnf })
    expect((await introspect(app, rp, jwt.body.access_token)).body).toMatchObject({ cnf, token_type: 'DPoP' })
  })

  it('opens nothing without a proof, as a bearer token, or with somebody else’s key', async () => {
    const token = await boundToken()
    const bearer = await fetch(userinfoUrl(), { headers: { authorization: `Bearer ${token}` } })
    expect(bearer.status).toBe(401)
    const unproven = await fetch(userinfoUrl(), { headers: { authorization: `DPoP ${token}` } })
    expect(unproven.status).toBe(400)
    expect((await openUserinfo(token, {}, await aProofKey())).status).toBe(401)
    expect((await openUserinfo(token, {}, key, 'Bearer')).status).toBe(400)
    const inBody = await fetch(userinfoUrl(), {
      method: 'POST',
      body: new URLSearchParams({ access_token: token }),
    })
    expect(inBody.status).toBe(401)
    expect((await openUserinfo(token)).status).toBe(200)
  })

  it('opens nothing with a proof for another request', async () => {
    const [token, other] = [await boundToken(), await boundToken()]
    const wrong: Partial<ProvenRequest>[] = [
      { url: tokenUrl() },
      { url: userinfoUrl().replace('localhost', 'evil.example.com') },
      { method: 'POST' },
      { accessToken: other },
      { claims: { ath: undefined } },
      { claims: { iat: Math.floor(Date.now() / 1000) - 400 } },
      { claims: { iat: Math.floor(Date.now() / 1000) + 400 } },
      { claims: { iat: undefined } },
      { claims: { jti: undefined } },
      { header: { typ: 'jwt' } },
      { header: { jwk: undefined } },
    ]
    for (const proof of wrong) {
      const { status, headers } = await openUserinfo(token, proof)
      expect([proof, status >= 400 && status < 500]).toEqual([proof, true])
      expect(headers.get('www-authenticate')).toContain('DPoP')
    }
  })

  it('cannot be made of a token that is not bound', async () => {
    const account = await anAccount(app)
    const { access_token: token } = await obtainTokens(app, rp, account.email)
    expect((await openUserinfo(token)).status).toBe(401)
  })
})

describe('a proof', () => {
  it('is good once: of parallel uses exactly one succeeds, at either endpoint', async () => {
    const headers = await key.headers({ url: tokenUrl() })
    const answers = await Promise.all(times(10, () => askForItself(headers)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(9)

    const token = await boundToken()
    const proof = await key.headers({ url: userinfoUrl(), method: 'GET', accessToken: token })
    const uses = await Promise.all(
      times(10, () => fetch(userinfoUrl(), { headers: { authorization: `DPoP ${token}`, ...proof } })),
    )
    expect(uses.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is not good a second time as long as it would be accepted, even when its clock runs ahead', async () => {
    const iat = Math.floor(Date.now() / 1000) + 290
    const headers = await key.headers({ url: tokenUrl(), claims: { iat } })
    expect((await askForItself(headers)).status).toBe(200)
    for (const seconds of [250, 500, 580]) {
      vi.useFakeTimers({ toFake: ['Date'], now: (iat - 290 + seconds) * 1000 })
      expect([seconds, (await askForItself(headers)).status]).toEqual([seconds, 400])
    }
  })

  it('may be old when it carries a nonce, which the server hands out, and a wrong one is renewed', async () => {
    const iat = Math.floor(Date.now() / 1000) - 3600
    const old = await askForItself(await key.headers({ url: tokenUrl(), claims: { iat } }))
    expect([old.status, old.body.error]).toEqual([400, 'use_dpop_nonce'])
    const nonce = old.headers.get('dpop-nonce')
    const fresh = await askForItself(await key.headers({ url: tokenUrl(), claims: { iat, nonce } }))
    expect(fresh.status).toBe(200)
    const wrong = await askForItself(await key.headers({ url: tokenUrl(), claims: { nonce: 'made-up' } }))
    expect([wrong.status, wrong.body.error]).toEqual([400, 'use_dpop_nonce'])
    expect(wrong.headers.get('dpop-nonce')).toBeTruthy()
  })
})

describe('binding', () => {
  it('of a public client’s refresh token holds through rotation', async () => {
    const account = await anAccount(app)
    const code = await obtainCode(app, spa, account.email, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    const { body } = await redeem(app, spa, code, {}, await key.headers({ url: tokenUrl() }))
    const stranger = await aProofKey()
    const stolen = await refresh(
      app,
      spa,
      body.refresh_token,
      {},
      await stranger.headers({ url: tokenUrl() }),
    )
    expect([stolen.status, stolen.body.error]).toEqual([400, 'invalid_grant'])
    expect((await refresh(app, spa, body.refresh_token)).status).toBe(400)
    const next = await refresh(app, spa, body.refresh_token, {}, await key.headers({ url: tokenUrl() }))
    expect(next.status).toBe(200)
    const last = await refresh(
      app,
      spa,
      next.body.refresh_token,
      {},
      await stranger.headers({ url: tokenUrl() }),
    )
    expect(last.body.error).toBe('invalid_grant')
  })

  it('of a code to a key (dpop_jkt) lets nobody else redeem it', async () => {
    const account = await anAccount(app)
    const stranger = await aProofKey()
    for (const by of [undefined, stranger, key]) {
      const code = await obtainCode(app, rp, account.email, { dpop_jkt: key.thumbprint })
      const { status } = await redeem(
        app,
        rp,
        code,
        {},
        by === undefined ? {} : await by.headers({ url: tokenUrl() }),
      )
      expect(status).toBe(by === key ? 200 : 400)
    }
  })

  it('of a code by a proof at the PAR endpoint does the same', async () => {
    const account = await anAccount(app)
    const parUrl = `${app.issuer}/oauth/par`
    const agent = createAgent(app.issuer)
    for (const by of [undefined, key]) {
      const { url, verifier } = await push(app, rp, {}, await key.headers({ url: parUrl }))
      const callback = await passInteractions(agent, await agent.get(url), account.email)
      const code = { code: callback.searchParams.get('code') ?? '', verifier, agent, callback }
      const { status } = await redeem(
        app,
        rp,
        code,
        {},
        by === undefined ? {} : await by.headers({ url: tokenUrl() }),
      )
      expect(status).toBe(by === key ? 200 : 400)
    }
  })
})
