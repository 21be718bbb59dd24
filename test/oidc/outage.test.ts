/** A store that is away is told as that: 503 with Retry-After, never a verdict about a token (contract, "Tokens"). */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey, type ProofKey } from './support/dpop.ts'
import { failure, mend, watch } from './support/failing-stores.ts'
import {
  type Answer,
  aResource,
  introspect,
  isActive,
  obtainCode,
  obtainTokens,
  push,
  read,
  redeem,
  refresh,
  requestToken,
  revoke,
  sendAs,
  type Tokens,
  userinfo,
} from './support/steps.ts'

vi.mock('#adapters', async (original) => {
  const { failingAdapters } = await import('./support/failing-stores.ts')
  return failingAdapters(await original())
})

const OFFLINE = { scope: 'openid read offline_access', prompt: 'consent' }
const MACHINE = { grant_type: 'client_credentials' }

let app: RunningApp
let resource: string
let rp: RelyingParty
let email: string
let browser: Agent
let key: ProofKey

beforeAll(async () => {
  app = await startApp({}, { jobs: false })
  resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  // Ours, and a browser that is signed in already: much is prepared here, and asked of no person.
  rp = await aRelyingParty(app, { resources: [resource], grantTypes, firstParty: true })
  email = (await anAccount(app)).email
  browser = (await obtainCode(app, rp, email)).agent
  key = await aProofKey()
})
afterAll(() => app.stop())
afterEach(mend)

function expectUnavailable(answer: Answer, what: unknown): void {
  const { status, headers, body } = answer
  expect([what, status, body.error]).toEqual([what, 503, 'temporarily_unavailable'])
  expect(headers.get('retry-after')).toBe('7')
  expect(body).not.toHaveProperty('active')
}

const tokens = (parameters = {}): Promise<Tokens> =>
  obtainTokens(app, rp, email, { ...OFFLINE, ...parameters }, browser)

/** Requests of programs, each with what it needs beforehand. */
const REQUESTS: Record<string, () => Promise<() => Promise<Answer>>> = {
  async 'redeeming a code'() {
    const code = await obtainCode(app, rp, email, OFFLINE, browser)
    return () => redeem(app, rp, code)
  },
  async 'redeeming a code for a resource'() {
    const code = await obtainCode(app, rp, email, { ...OFFLINE, resource }, browser)
    return () => redeem(app, rp, code, { resource })
  },
  async refreshing() {
    const { refresh_token } = await tokens()
    return () => refresh(app, rp, refresh_token)
  },
  async 'a client’s own token with a proof'() {
    const proof = await key.headers({ url: `${app.issuer}/oauth/token` })
    return () => requestToken(app, rp, MACHINE, proof)
  },
  async 'introspecting an opaque token'() {
    const { access_token } = await tokens()
    return () => introspect(app, rp, access_token)
  },
  async 'introspecting a JWT'() {
    const { access_token } = await tokens({ resource })
    return () => introspect(app, rp, access_token)
  },
  async 'introspecting a JWT bound to a session'() {
    const { access_token } = await obtainTokens(app, rp, email, { scope: 'read', resource }, browser)
    return () => introspect(app, rp, access_token)
  },
  async 'introspecting a refresh token'() {
    const { refresh_token } = await tokens()
    return () => introspect(app, rp, refresh_token)
  },
  async 'introspecting a client’s own token'() {
    const { body } = await requestToken(app, rp, MACHINE)
    return () => introspect(app, rp, body.access_token)
  },
  async 'revoking an opaque token'() {
    const { access_token } = await tokens()
    return () => revoke(app, rp, access_token)
  },
  async 'revoking a JWT'() {
    const { access_token } = await tokens({ resource })
    return () => revoke(app, rp, access_token)
  },
  async 'revoking a refresh token'() {
    const { refresh_token } = await tokens()
    return () => revoke(app, rp, refresh_token)
  },
  async userinfo() {
    const { access_token } = await tokens()
    return () => userinfo(app, access_token)
  },
  async 'pushing a request'() {
    const parameters = { client_id: rp.clientId, response_type: 'code', scope: 'openid' }
    const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' }
    const fields = { ...parameters, ...challenge, redirect_uri: 'https://app.example.com/callback' }
    return () => sendAs(rp, `${app.issuer}/oauth/par`, fields)
  },
}

describe.each(Object.entries(REQUESTS))('%s', (name, prepare) => {
  it('is 503 while the artifact store is away, and works when it is back', async () => {
    const ask = await prepare()
    failure.down.add('artifacts')
    expectUnavailable(await ask(), name)
    mend()
    expect((await ask()).status).toBeLessThan(300)
  })

  it('is 503 whichever of its operations fails', async () => {
    for (let number = 0; ; number += 1) {
      const ask = await prepare()
      watch(number)
      const answer = await ask()
      const { operations } = failure
      mend()
      if (operations.length <= number) {
        expect(answer.status).toBeLessThan(300)
        expect(number).toBeGreaterThan(0)
        return
      }
      expectUnavailable(answer, [name, operations[number], number])
    }
  })
})

describe('while the store is away', () => {
  it('a client gets its own opaque token all the same, since none is stored', async () => {
    failure.down.add('artifacts')
    expect((await requestToken(app, rp, MACHINE)).status).toBe(200)
  })

  it('the keys and the discovery document are there, so that JWTs go on being verified', async () => {
    for (const port of ['accounts', 'clients', 'resourceServers', 'consents', 'artifacts'] as const)
      failure.down.add(port)
    for (const path of ['jwks.json', 'openid-configuration']) {
      expect((await fetch(`${app.issuer}/.well-known/${path}`)).status).toBe(200)
    }
  })

  it('a token that was alive before is alive after', async () => {
    const { access_token, refresh_token } = await tokens()
    failure.down.add('artifacts')
    expect((await refresh(app, rp, refresh_token)).status).toBe(503)
    expect((await userinfo(app, access_token)).status).toBe(503)
    mend()
    expect(await isActive(app, rp, access_token)).toBe(true)
    expect((await refresh(app, rp, refresh_token)).status).toBe(200)
  })
})

describe('a person’s browser', () => {
  it('is told so, by the app or on a page, whichever operation of an authorization fails', async () => {
    for (let number = 0; ; number += 1) {
      const { url } = await push(app, rp)
      watch(number)
      const page = await browser.get(url)
      const { operations } = failure
      mend()
      if (operations.length <= number) {
        expect(page.url.searchParams.has('code')).toBe(true)
        expect(number).toBeGreaterThan(3)
        return
      }
      const said = page.url.searchParams.get('error') ?? `${page.status} ${page.headers.get('retry-after')}`
      expect([operations[number], said]).toEqual([
        operations[number],
        expect.stringMatching(/^temporarily_unavailable$|^503 7$/),
      ])
    }
  })

  it('is shown a page with 503 at the pages for signing in and signing out', async () => {
    const { agent } = await obtainCode(app, rp, email)
    const signIn = await agent.get((await begin(rp, { prompt: 'login' })).url)
    failure.down.add('artifacts')
    for (const path of [signIn.url, '/oauth/logout', '/oauth/authorize/some-uid']) {
      const answer = await read(await agent.request(path))
      expect([String(path), answer.status, answer.headers.get('retry-after')]).toEqual([
        String(path),
        503,
        '7',
      ])
    }
    mend()
    failure.down.add('accounts')
    expect((await read(await agent.request('/oauth/logout'))).status).toBe(503)
    failure.down.add('artifacts')
    const form = await agent.post(`${signIn.url.pathname}/sign-in`, {
      username: email,
      'current-password': 'x',
    })
    expect([form.status, form.headers.get('retry-after')]).toEqual([503, '7'])
  })
})
