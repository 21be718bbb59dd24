/** A code or a refresh token used twice, and PKCE taken away from a code (RFC 9700 §2.1.1, §4.5, §4.14). */
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  passInteractions,
  REDIRECT_URI,
  type RelyingParty,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp({ REFRESH_GRACE: '0' })
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

async function aCode() {
  const { email } = await anAccount(app)
  const { url, checks } = await begin(rp)
  const agent = createAgent(app.issuer)
  const callback = await passInteractions(agent, await agent.get(url), email)
  return { code: callback.searchParams.get('code') ?? '', verifier: checks.pkceCodeVerifier }
}

async function token(fields: Record<string, string>, by: RelyingParty = rp) {
  const body = new URLSearchParams({ redirect_uri: REDIRECT_URI, ...fields })
  const authorization = `Basic ${btoa(`${by.clientId}:${by.secret}`)}`
  const response = await fetch(`${app.issuer}/oauth/token`, {
    method: 'POST',
    body,
    headers: { authorization },
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

const redeem = (code: string, code_verifier: string, by?: RelyingParty) =>
  token({ grant_type: 'authorization_code', code, code_verifier }, by)

async function isActive(text: string): Promise<boolean> {
  return (await client.tokenIntrospection(rp.config, text)).active
}

describe('a stolen authorization code', () => {
  it('is worth nothing after its redemption, and its second use ends the tokens of the first', async () => {
    const { code, verifier } = await aCode()
    const first = await redeem(code, verifier)
    expect(first.status).toBe(200)
    const { access_token: accessToken = '' } = first.body
    expect(await isActive(accessToken)).toBe(true)
    expect(await redeem(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await isActive(accessToken)).toBe(false)
    const userinfo = await fetch(`${app.issuer}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(userinfo.status).toBe(401)
  })

  it('is redeemed once, however many try at the same time', async () => {
    const { code, verifier } = await aCode()
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(code, verifier)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19)
  })

  it('is worth nothing to another client', async () => {
    const { code, verifier } = await aCode()
    const other = await aRelyingParty(app, { name: 'Another app' })
    expect(await redeem(code, verifier, other)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  it('is worth nothing with another redirect URI', async () => {
    const { code, verifier } = await aCode()
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier }
    const answer = await token({ ...fields, redirect_uri: `${REDIRECT_URI}/elsewhere` })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

describe('a stolen refresh token', () => {
  it('ends the grant when it is used after the client has used it', async () => {
    const { email } = await anAccount(app)
    const { tokens } = await logIn(app, rp, email, { scope: 'openid offline_access', prompt: 'consent' })
    const stolen = tokens.refresh_token ?? ''
    const refresh = (text: string) => token({ grant_type: 'refresh_token', refresh_token: text })
    const fresh = await refresh(stolen)
    expect(fresh.status).toBe(200)
    expect(await refresh(stolen)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await refresh(fresh.body.refresh_token ?? '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect(await isActive(fresh.body.access_token ?? '')).toBe(false)
    expect(await isActive(tokens.access_token)).toBe(false)
  })

  it('is worth nothing to another client, and stays good for its own', async () => {
    const { email } = await anAccount(app)
    const { tokens } = await logIn(app, rp, email, { scope: 'openid offline_access', prompt: 'consent' })
    const other = await aRelyingParty(app, { name: 'Another app' })
    const fields = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    expect(await token(fields, other)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await token(fields)).status).toBe(200)
  })
})

describe('PKCE', () => {
  it('cannot be left out of the authorization request, nor be plain', async () => {
    const agent = createAgent(app.issuer)
    const attempts = [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: 'plain' },
      { code_challenge_method: undefined },
    ]
    for (const attempt of attempts) {
      const { url } = await begin(rp, attempt)
      const page = await agent.get(url)
      expect(`${page.url.origin}${page.url.pathname}`).toBe(REDIRECT_URI)
      expect(page.url.searchParams.get('error')).toBe('invalid_request')
      expect(page.url.searchParams.get('iss')).toBe(app.issuer)
    }
  })

  it('binds the code: without the verifier, with a wrong one or with the challenge itself it is refused', async () => {
    const { verifier: wrong } = await aCode()
    const attempts = [
      async (code: string) => token({ grant_type: 'authorization_code', code }),
      async (code: string) => redeem(code, ''),
      async (code: string) => redeem(code, wrong),
      async (code: string, verifier: string) =>
        redeem(code, await client.calculatePKCECodeChallenge(verifier)),
    ]
    for (const attempt of attempts) {
      const { code, verifier } = await aCode()
      expect(await attempt(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    }
  })

  it('cannot be slipped in afterwards: a code made without it takes no verifier', async () => {
    const old = await aRelyingParty(app, { pkce: 'optional' })
    const { email } = await anAccount(app)
    const { url } = await begin(old, { code_challenge: undefined, code_challenge_method: undefined })
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), email)
    const answer = await redeem(callback.searchParams.get('code') ?? '', client.randomPKCECodeVerifier(), old)
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})
