/** Tokens for somebody who signs in at a JSON API: like all others, but in a session that no browser holds. */
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_CLIENT_ID } from '#domain/clients'
import { createLogger } from '#lib/logger'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { type ApiTokens, createOidc, type ProtocolPages } from '#oidc'
import { anAccount, aRelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { isActive, obtainCode, redeem, refresh, revoke } from './support/steps.ts'

const ORIGIN = { ip: '192.0.2.7', userAgent: 'an app' }
const CALLER = { clientId: API_CLIENT_ID as string, secret: null }

let app: RunningApp
let tokens: ApiTokens

/** The engine of another node: on the same stores, with the same keys. */
beforeAll(async () => {
  app = await startApp()
  const { core, issuer } = app
  tokens = createOidc({
    ...core,
    issuer,
    artifacts: core.stores.artifacts,
    signingKeys: await core.signingKeys.openAll(),
    pages: { languages: ['en'] } as ProtocolPages,
    corsOrigins: [],
    secureCookies: false,
    refreshGraceSeconds: 0,
    rsaInThreads: true,
    keyLeadSeconds: 3600,
    fetch: createOutboundFetch([]),
    log: createLogger('silent'),
  }).tokens
})
afterAll(() => app.stop())

async function signIn() {
  const account = await anAccount(app)
  const issued = await tokens.issue(
    { accountId: account.id, passwordChangedAt: null, acr: 'urn:gatehouse:acr:1fa', amr: ['pwd'] },
    ORIGIN,
  )
  return { account, ...issued }
}

describe('tokens issued after a sign-in at an API', () => {
  it('are a signed access token for the account API, which anybody can verify, and a refresh token', async () => {
    const { account, accessToken, expiresIn, refreshToken } = await signIn()
    const keySet = createRemoteJWKSet(new URL(`${app.issuer}/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(accessToken, keySet, {
      issuer: app.issuer,
      audience: `${app.issuer}/api`,
      typ: 'at+jwt',
    })
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload).toMatchObject({
      sub: account.id,
      client_id: API_CLIENT_ID,
      scope: 'openid profile email',
    })
    expect(expiresIn).toBe(900)
    expect(Number(payload.exp) - Number(payload.iat)).toBe(900)
    expect(refreshToken).toMatch(/^rt_[\w-]{151}$/)
  })

  it('say what they are to the APIs, as opaque ones of the protocol do', async () => {
    const { account, accessToken } = await signIn()
    expect(await tokens.find(accessToken)).toMatchObject({
      accountId: account.id,
      clientId: API_CLIENT_ID,
      scopes: ['openid', 'profile', 'email'],
      audience: [`${app.issuer}/api`],
    })
    const rp = await aRelyingParty(app)
    const code = await obtainCode(app, rp, account.email, { scope: 'openid email' })
    const { body } = await redeem(app, rp, code)
    expect(await tokens.find(body.access_token)).toMatchObject({
      accountId: account.id,
      clientId: rp.clientId,
      scopes: ['openid', 'email'],
      audience: [],
      sessionId: expect.any(String),
    })
  })

  it('stand in the list of sessions, with where they came from', async () => {
    const { account, sessionId } = await signIn()
    expect(await app.core.sessions.list(account.id)).toMatchObject([
      { id: sessionId, ip: '192.0.2.7', userAgent: 'an app', clientIds: [API_CLIENT_ID] },
    ])
  })

  it('are refreshed at the token endpoint like those of any public client, and rotate there', async () => {
    const { refreshToken } = await signIn()
    const { status, body } = await refresh(app, CALLER, refreshToken)
    expect([status, body.expires_in]).toEqual([200, 900])
    expect(body.refresh_token).not.toBe(refreshToken)
    expect(await tokens.find(body.access_token)).toMatchObject({ scopes: ['openid', 'profile', 'email'] })
    expect(await tokens.clientOf(body.refresh_token)).toBe(API_CLIENT_ID)
  })

  it.each(['accessToken', 'refreshToken'] as const)('end together by their %s, at once', async (which) => {
    const issued = await signIn()
    const { account, accessToken, refreshToken, sessionId } = issued
    expect(await tokens.endSession(issued[which], ORIGIN)).toEqual({
      accountId: account.id,
      clientId: API_CLIENT_ID,
      sessionId,
    })
    expect(await tokens.find(accessToken)).toBeUndefined()
    expect(await tokens.clientOf(refreshToken)).toBeUndefined()
    expect((await refresh(app, CALLER, refreshToken)).body.error).toBe('invalid_grant')
    expect(await app.core.sessions.list(account.id)).toEqual([])
    expect(await tokens.endSession(issued[which], ORIGIN)).toBeUndefined()
  })

  it('end with their session, and one by one by revocation', async () => {
    const { account, accessToken, sessionId } = await signIn()
    const other = await signIn()
    await revoke(app, CALLER, other.accessToken)
    expect(await tokens.find(other.accessToken)).toBeUndefined()
    expect(await tokens.clientOf(other.refreshToken)).toBe(API_CLIENT_ID)
    await app.core.sessions.end(account.id, sessionId)
    expect(await tokens.find(accessToken)).toBeUndefined()
  })

  it('of an app end by logout there with the whole session of the browser', async () => {
    const account = await anAccount(app)
    const rp = await aRelyingParty(app)
    const { body } = await redeem(app, rp, await obtainCode(app, rp, account.email))
    expect(await tokens.endSession(body.access_token)).toMatchObject({ clientId: rp.clientId })
    expect(await isActive(app, rp, body.access_token)).toBe(false)
    expect(await app.core.sessions.list(account.id)).toEqual([])
  })

  it('are found in no text that is not one of them', async () => {
    const { accessToken, refreshToken } = await signIn()
    const [head, body, signature = ''] = accessToken.split('.')
    const forged = `${head}.${body}.${signature.slice(0, -4)}${signature.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
    for (const text of [
      '',
      'x',
      '..',
      forged,
      refreshToken,
      `${accessToken} `,
      'at_',
      `at_${'A'.repeat(200)}`,
    ]) {
      expect(await tokens.find(text)).toBeUndefined()
      if (text !== refreshToken) expect(await tokens.endSession(text)).toBeUndefined()
    }
  })
})
