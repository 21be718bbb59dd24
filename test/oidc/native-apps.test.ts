/** Apps on a device (RFC 8252): public, and reached by a loopback port or a scheme of their own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent, type Page } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { refresh, requestToken } from './support/steps.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const aNativeApp = (...redirectUris: string[]): Promise<RelyingParty> =>
  aRelyingParty(app, { authMethod: 'none', redirectUris })

async function answerTo(rp: RelyingParty, redirect_uri: string): Promise<Page> {
  return createAgent(app.issuer).get((await begin(rp, { redirect_uri, prompt: 'none' })).url)
}

describe('a native app', () => {
  it('gets its code and its tokens, and refreshes them, without any secret', async () => {
    const redirect_uri = 'com.example.app:/callback'
    const native = await aNativeApp(redirect_uri)
    const { email } = await anAccount(app)
    const parameters = { redirect_uri, scope: 'openid offline_access', prompt: 'consent' }
    const { url, checks } = await begin(native, parameters)
    const agent = createAgent(app.issuer)
    const fields = { username: email, 'current-password': PASSWORD }
    const consent = await agent.submit(await agent.get(url), '/sign-in', fields)
    const { url: callback } = await agent.submit(consent, '/consent', { decision: 'allow' })
    expect(callback.href.startsWith(`${redirect_uri}?`)).toBe(true)
    const code = callback.searchParams.get('code') ?? ''
    const request = {
      grant_type: 'authorization_code',
      code,
      code_verifier: checks.pkceCodeVerifier,
      redirect_uri,
    }
    const { status, body } = await requestToken(app, native, request)
    expect(status).toBe(200)
    expect((await refresh(app, native, body.refresh_token)).status).toBe(200)
  })

  it('may listen at any port of the loopback address that it is registered with (RFC 8252 §7.3)', async () => {
    const native = await aNativeApp('http://127.0.0.1/callback', 'http://[::1]/callback')
    for (const uri of [
      'http://127.0.0.1:51004/callback',
      'http://127.0.0.1/callback',
      'http://[::1]:1/callback',
    ]) {
      const page = await answerTo(native, uri)
      expect(page.url.href.startsWith(uri)).toBe(true)
      expect(page.url.searchParams.get('error')).toBe('login_required')
    }
  })

  it('may not come back anywhere else', async () => {
    const native = await aNativeApp('http://127.0.0.1/callback', 'com.example.app:/callback')
    for (const uri of [
      'http://127.0.0.1:51004/other',
      'http://localhost:51004/callback',
      'http://127.0.0.2:51004/callback',
      'http://127.0.0.1.evil.example.com/callback',
      'https://127.0.0.1:51004/callback',
      'com.example.app:/other',
      'com.example.other:/callback',
    ]) {
      const page = await answerTo(native, uri)
      expect([uri, page.status, page.url.origin]).toEqual([uri, 400, app.issuer])
    }
  })
})

describe('an app on a server', () => {
  it('has the port that it is registered with', async () => {
    const local = await aRelyingParty(app, { redirectUris: ['http://localhost:8080/callback'] })
    expect((await answerTo(local, 'http://localhost:8080/callback')).status).toBe(303)
    expect((await answerTo(local, 'http://localhost:8081/callback')).status).toBe(400)
  })
})
