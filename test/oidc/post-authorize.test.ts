/** The authorization endpoint takes POST as well as GET, with the same outcome (OpenID Connect Core 1.0 §3.1.2.1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode, redeem } from './support/steps.ts'

const FORM = 'application/x-www-form-urlencoded'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

async function post(body: string, headers: Record<string, string> = {}) {
  const url = `${app.issuer}/oauth/authorize`
  return fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': FORM, ...headers },
    redirect: 'manual',
  })
}

describe('POST at the authorization endpoint', () => {
  it('brings a person to the app as GET does', async () => {
    const account = await anAccount(app)
    const { url, checks } = await begin(rp, { scope: 'openid email' })
    const agent = createAgent(app.issuer)
    const page = await agent.post('/oauth/authorize', Object.fromEntries(url.searchParams), {
      origin: 'https://app.example.com',
    })
    const callback = await passInteractions(agent, page, account.email)
    expect(callback.searchParams.get('state')).toBe(checks.expectedState)
    const code = callback.searchParams.get('code') ?? ''
    const { body } = await redeem(app, rp, { code, verifier: checks.pkceCodeVerifier, agent, callback })
    expect(body.scope).toBe('openid email')
  })

  it('keeps single sign-on, although a form from another site carries no Lax cookie: a redirect does', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainCode(app, rp, account.email)
    const { url } = await begin(rp, { prompt: 'none' })
    const crossSite = await post(url.searchParams.toString())
    expect(crossSite.status).toBe(303)
    const target = new URL(crossSite.headers.get('location') ?? '', app.issuer)
    expect(target.pathname).toBe('/oauth/authorize')
    expect((await agent.get(target)).url.searchParams.has('code')).toBe(true)
    const session = [...agent.cookies.values()].find(({ path }) => path === '/')
    expect(session?.attributes).toMatch(/samesite=lax/i)
  })

  it('hands every parameter over as it came, repeated ones and odd characters too', async () => {
    const query =
      'state=a%20%2B%26%3D%C3%A4&resource=https%3A%2F%2Fa%2F&resource=https%3A%2F%2Fb%2F&prompt=none'
    const response = await post(query)
    const target = new URL(response.headers.get('location') ?? '', app.issuer)
    expect([...target.searchParams]).toEqual([...new URLSearchParams(query)])
  })

  it('reports errors as GET does: to the app, or on a page where the app cannot be trusted', async () => {
    const { url } = await begin(rp, { response_type: 'nonsense' })
    const agent = createAgent(app.issuer)
    const told = await agent.post('/oauth/authorize', Object.fromEntries(url.searchParams))
    expect(told.url.searchParams.get('error')).toBe('unsupported_response_type')
    const page = await agent.post('/oauth/authorize', {
      client_id: 'nobody',
      redirect_uri: 'https://evil.example.com/',
    })
    expect([page.status, page.url.origin]).toEqual([400, app.issuer])
  })

  it('refuses a body that is too long for a URL, of another kind, or in a code', async () => {
    expect((await post(`state=${'x'.repeat(13_000)}`)).status).toBe(413)
    expect((await post(`state=${'x'.repeat(100_000)}`)).status).toBe(413)
    expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415)
    expect((await post('x=y', { 'content-encoding': 'gzip' })).status).toBe(415)
    const chunked = new ReadableStream({
      start(controller) {
        for (let turn = 0; turn < 20; turn += 1)
          controller.enqueue(new TextEncoder().encode('x'.repeat(1000)))
        controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: chunked,
      duplex: 'half',
      headers: { 'content-type': FORM },
    }
    expect((await fetch(`${app.issuer}/oauth/authorize`, init)).status).toBe(413)
    expect((await post('')).status).toBe(303)
  })

  it('still takes what just fits', async () => {
    const { url } = await begin(rp, { prompt: 'none', state: 'x'.repeat(10_000) })
    const agent = createAgent(app.issuer)
    const page = await agent.post('/oauth/authorize', Object.fromEntries(url.searchParams))
    expect(page.url.searchParams.get('error')).toBe('login_required')
    expect(page.url.searchParams.get('state')).toHaveLength(10_000)
  })
})

describe('POST at the end session endpoint', () => {
  it('leads to the page that asks, with the person’s session', async () => {
    const account = await anAccount(app)
    const { agent } = await obtainCode(app, rp, account.email)
    const page = await agent.post('/oauth/logout', { client_id: rp.clientId, state: 's' })
    expect(page.status).toBe(200)
    expect(page.body).toContain(account.email)
  })
})
