/** Authorization code flow, by a real client over a socket. */
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  passInteractions,
  type RelyingParty,
} from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

describe('authorization code', () => {
  it('brings a person to the app, with an ID token about them', async () => {
    const account = await anAccount(app, { name: 'Ada Lovelace' })
    const { tokens } = await logIn(app, rp, account.email, { scope: 'openid profile email' })
    expect(tokens.claims()).toMatchObject({
      iss: app.issuer,
      sub: account.id,
      aud: rp.clientId,
      acr: 'urn:gatehouse:acr:1fa',
      amr: ['pwd'],
      auth_time: expect.any(Number),
    })
    expect(tokens.expires_in).toBe(3600)
    const userinfo = await client.fetchUserInfo(rp.config, tokens.access_token, account.id)
    expect(userinfo).toMatchObject({
      sub: account.id,
      name: 'Ada Lovelace',
      email: account.email,
      email_verified: false,
    })
  })

  it('remembers consent in another browser, and asks again on prompt=consent', async () => {
    const account = await anAccount(app)
    await logIn(app, rp, account.email, { scope: 'openid email' })
    const other = createAgent(app.issuer)
    const { url } = await begin(rp, { scope: 'openid email' })
    const signIn = await other.get(url)
    const arrived = await other.submit(signIn, '/sign-in', {
      username: account.email,
      'current-password': 'correct horse battery',
    })
    expect(arrived.url.searchParams.get('code')).toMatch(/^ac_/)
    const again = await begin(rp, { scope: 'openid email', prompt: 'consent' })
    const page = await other.get(again.url)
    expect(page.body).toContain('Allow access')
    const callback = await passInteractions(other, page, account.email)
    expect(callback.searchParams.get('code')).toMatch(/^ac_/)
  })
})
