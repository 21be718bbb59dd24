/** Everything that people and apps do in a day, right and wrong, and every secret that they use for it. */
import * as client from 'openid-client'
import { expect } from 'vitest'
import { type Agent, createAgent, type Page } from '../../support/agent.ts'
import { begin, PASSWORD, type RelyingParty } from '../../support/relying-party.ts'
import type { RunningApp } from '../../support/start-app.ts'
import { sendRaw } from '../raw-request.ts'

export const EMAIL = 'ada@example.com'

/** Every secret that was used, by what it is. */
export const secrets = new Map<string, string>()

export function note(what: string, value: string | null | undefined): string {
  const text = value ?? ''
  expect(text.length, what).toBeGreaterThan(7)
  secrets.set(`${what} ${secrets.size}`, text)
  return text
}

function noteCookies(agent: Agent): void {
  for (const [key, { value }] of agent.cookies) note(`cookie ${key}`, value)
}

export function notePage(page: Page): void {
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1]
  if (csrf !== undefined) note('csrf token', csrf)
}

/** Signs up, signs in with a wrong and the right password, consents, redeems, refreshes, asks, revokes, signs out. */
export async function aWholeDay(server: RunningApp, rp: RelyingParty): Promise<void> {
  const agent = createAgent(server.issuer)
  const { url, checks } = await begin(rp, { scope: 'openid email offline_access', prompt: 'consent' })
  note('verifier', checks.pkceCodeVerifier)
  note('nonce', checks.expectedNonce)
  note('state', checks.expectedState)
  const signIn = await agent.get(url)
  note('uid', signIn.url.pathname.split('/').at(-1))
  notePage(signIn)
  noteCookies(agent)
  await agent.submit(signIn, '/sign-in', {
    username: EMAIL,
    'current-password': note('wrong', 'a wrong password 1'),
  })
  await agent.submit(signIn, '/sign-in', {
    username: note('typed in the wrong field', 'pass-in-name-field'),
    'current-password': '',
  })
  const signUp = await agent.get(`${signIn.url.pathname}/sign-up`)
  const fields = { email: EMAIL, name: 'Ada', 'new-password': note('password', PASSWORD) }
  const consent = await agent.submit(signUp, '/sign-up', fields)
  notePage(consent)
  const callback = (await agent.submit(consent, '/consent', { decision: 'allow' })).url
  note('code', callback.searchParams.get('code'))
  noteCookies(agent)
  const tokens = await client.authorizationCodeGrant(rp.config, callback, {
    ...checks,
    expectedNonce: checks.expectedNonce,
  })
  note('access token', tokens.access_token)
  note('ID token', tokens.id_token)
  note('refresh token', tokens.refresh_token)
  const fresh = await client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')
  note('second refresh token', fresh.refresh_token)
  note('second access token', fresh.access_token)
  await client.tokenIntrospection(rp.config, fresh.access_token)
  await client.fetchUserInfo(rp.config, fresh.access_token, client.skipSubjectCheck)
  await mistakes(server, rp, { ...fresh, code: callback.searchParams.get('code') ?? '' })
  const signOut = await agent.get(`/oauth/logout?id_token_hint=${tokens.id_token}`)
  note('xsrf', /name="xsrf" value="([^"]+)"/.exec(signOut.body)?.[1])
  await agent.submit(signOut, '/oauth/logout/confirm', {})
}

/** Secrets in the wrong place: in URLs, wrong headers, wrong endpoints, wrong content types. */
async function mistakes(
  server: RunningApp,
  rp: RelyingParty,
  used: { access_token: string; refresh_token?: string; code: string },
): Promise<void> {
  const { access_token: accessToken, refresh_token: refreshToken = '', code } = used
  const secret = note('client secret', rp.secret)
  const query = new URLSearchParams({ access_token: accessToken, client_secret: secret, password: PASSWORD })
  const inUrl = [
    `/oauth/userinfo?${query}`,
    `/oauth/token?${query}`,
    `/oauth/authorize?${query}&code=${code}&refresh_token=${refreshToken}`,
    `/nothing?${query}`,
    `/demo/callback?code=${code}`,
  ]
  for (const path of inUrl)
    await sendRaw(server.port, { path, headers: { accept: 'text/html', referer: `${server.issuer}${path}` } })
  const posts: [string, string, string][] = [
    [
      '/oauth/token',
      'application/json',
      JSON.stringify({ client_secret: secret, refresh_token: refreshToken }),
    ],
    [
      '/oauth/token',
      'application/x-www-form-urlencoded',
      `grant_type=refresh_token&refresh_token=${refreshToken}x`,
    ],
    [
      '/oauth/introspect',
      'application/x-www-form-urlencoded',
      `token=${accessToken}&client_id=${rp.clientId}&client_secret=${secret}x`,
    ],
    ['/oauth/revoke', 'text/plain', accessToken],
    [
      '/oauth/par',
      'application/x-www-form-urlencoded',
      `client_id=${rp.clientId}&client_secret=${secret}&request=${accessToken}`,
    ],
  ]
  for (const [path, type, body] of posts) {
    await sendRaw(server.port, { method: 'POST', path, body, headers: { 'content-type': type } })
    await sendRaw(server.port, {
      method: 'POST',
      path,
      body,
      headers: {
        'content-type': type,
        authorization: `Bearer ${accessToken}`,
        dpop: accessToken,
        cookie: `_session=${accessToken}`,
      },
    })
  }
}

export async function demoDay(server: RunningApp): Promise<void> {
  const agent = createAgent(server.issuer)
  const signIn = await agent.get('/demo/sign-in')
  notePage(signIn)
  const consent = await agent.submit(signIn, '/sign-in', {
    username: EMAIL,
    'current-password': PASSWORD,
    remember: 'yes',
  })
  const page = await agent.submit(consent, '/consent', { decision: 'allow' })
  notePage(page)
  await agent.submit(page, '/demo/refresh', {})
  await agent.submit(page, '/demo/call-api', {})
  noteCookies(agent)
}
