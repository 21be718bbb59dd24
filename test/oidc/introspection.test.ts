/** Introspection (RFC 7662): who may ask about which token, and what is said (contract, "Introspection"). */
import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import {
  type Answer,
  aResource,
  basic,
  introspect,
  isActive,
  obtainTokens,
  refresh,
  send,
  signOut,
  type Tokens,
} from './support/steps.ts'

const INACTIVE = { active: false }

let app: RunningApp
let resource: string
let rp: RelyingParty
/** The resource server's own client. */
let api: RelyingParty
let stranger: RelyingParty
let subject: string
let jwt: Tokens
let opaque: Tokens

beforeAll(async () => {
  app = await startApp()
  resource = await aResource(app)
  rp = await aRelyingParty(app, { resources: [resource] })
  api = await aRelyingParty(app, { resources: [resource], grantTypes: ['client_credentials'] })
  stranger = await aRelyingParty(app, {
    resources: [await aResource(app)],
    grantTypes: ['client_credentials'],
  })
  const account = await anAccount(app)
  subject = account.id
  const parameters = { scope: 'openid read offline_access', prompt: 'consent' }
  jwt = await obtainTokens(app, rp, account.email, { ...parameters, resource })
  opaque = await obtainTokens(app, rp, account.email, parameters)
})
afterAll(() => app.stop())

describe('the answer', () => {
  it('says of a JWT and of an opaque token the same, apart from what they are for', async () => {
    const common = {
      active: true,
      iss: app.issuer,
      sub: subject,
      client_id: rp.clientId,
      token_type: 'Bearer',
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
    }
    const aboutJwt = await introspect(app, rp, jwt.access_token)
    expect(aboutJwt.body).toEqual({ ...common, aud: resource, scope: 'read' })
    const aboutOpaque = await introspect(app, rp, opaque.access_token)
    expect(aboutOpaque.body).toEqual({ ...common, scope: 'openid offline_access' })
    for (const { body, headers } of [aboutJwt, aboutOpaque]) {
      expect(body.exp - body.iat).toBe(3600)
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('does not depend on the hint', async () => {
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
      for (const token of [jwt.access_token, opaque.access_token, opaque.refresh_token]) {
        expect((await introspect(app, rp, token, { token_type_hint })).body.active).toBe(true)
      }
    }
  })

  it('is JSON to callers who prefer HTML, as the Java library’s client does unasked', async () => {
    const headers = {
      ...basic(rp.clientId, rp.secret ?? ''),
      accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
    }
    for (const token of [jwt.access_token, opaque.access_token]) {
      expect((await send(`${app.issuer}/oauth/introspect`, { token }, headers)).body.active).toBe(true)
    }
    expect((await send(`${app.issuer}/oauth/token`, { grant_type: 'x' }, headers)).body.error).toBe(
      'unsupported_grant_type',
    )
  })

  it('knows refresh tokens: the live one is active, the one it replaced is not', async () => {
    const account = await anAccount(app)
    const parameters = { scope: 'openid offline_access', prompt: 'consent' }
    const tokens = await obtainTokens(app, rp, account.email, parameters)
    expect((await introspect(app, rp, tokens.refresh_token)).body).toMatchObject({
      active: true,
      client_id: rp.clientId,
      sub: account.id,
      scope: 'openid offline_access',
    })
    const { body } = await refresh(app, rp, tokens.refresh_token)
    expect((await introspect(app, rp, body.refresh_token)).body.active).toBe(true)
    // A retry with it would be answered for a while (REFRESH_GRACE); it has been used all the same.
    expect((await introspect(app, rp, tokens.refresh_token)).body).toEqual(INACTIVE)
    expect((await refresh(app, rp, tokens.refresh_token)).status).toBe(200)
  })
})

describe('who is answered', () => {
  it('the client that the token was issued to, and the resource server that it is for', async () => {
    for (const caller of [rp, api])
      expect((await introspect(app, caller, jwt.access_token)).body.active).toBe(true)
    expect((await introspect(app, rp, opaque.access_token)).body.active).toBe(true)
  })

  it('nobody else, who is told nothing but that the token is not active', async () => {
    const questions: [RelyingParty, string][] = [
      [stranger, jwt.access_token],
      [stranger, opaque.access_token],
      [stranger, opaque.refresh_token],
      [api, opaque.access_token],
      [api, opaque.refresh_token],
    ]
    for (const [caller, token] of questions) {
      const { status, body } = await introspect(app, caller, token)
      expect([status, body]).toEqual([200, INACTIVE])
    }
  })

  it('a client by its resources as they are now', async () => {
    const late = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    expect((await introspect(app, late, jwt.access_token)).body).toEqual(INACTIVE)
    await app.core.clients.update(late.clientId, { resources: [resource] })
    expect(await isActive(app, late, jwt.access_token)).toBe(true)
  })

  it('never a public client, not even about its own tokens', async () => {
    const publicClient = await aRelyingParty(app, { authMethod: 'none', resources: [resource] })
    const { email } = await anAccount(app)
    const own = await obtainTokens(app, publicClient, email, { scope: 'read', resource })
    for (const token of [own.access_token, own.refresh_token, jwt.access_token]) {
      expect((await introspect(app, publicClient, token)).body).toEqual(INACTIVE)
    }
    expect((await introspect(app, api, own.access_token)).body.active).toBe(true)
  })
})

describe('anything else', () => {
  it('reads as not active: garbage, tampered, foreign, of another kind', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const forged = await new SignJWT({ client_id: rp.clientId, scope: 'read', gid: 'x' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(app.issuer)
      .setSubject(subject)
      .setAudience(resource)
      .setIssuedAt()
      .setJti('x')
      .setExpirationTime('1h')
      .sign(privateKey)
    const [header, payload, signature] = jwt.access_token.split('.')
    const unsigned = `${btoa('{"alg":"none","typ":"at+jwt"}').replace(/=+$/, '')}.${payload}.`
    const widened = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()),
        scope: 'read write',
      }),
    ).toString('base64url')
    const tokens = [
      'garbage',
      'at_garbage',
      'rt_garbage',
      'a.b.c',
      'null',
      '\u0000',
      'ä'.repeat(100),
      'x'.repeat(20_000),
      opaque.id_token,
      forged,
      unsigned,
      `${header}.${widened}.${signature}`,
      `${jwt.access_token}x`,
      opaque.access_token.slice(0, -1),
      `${opaque.access_token}=`,
      opaque.access_token.replace('at_', ''),
      opaque.access_token.replace('at_', 'rt_'),
    ]
    for (const token of tokens) {
      const { status, body } = await introspect(app, rp, token)
      expect([token.slice(0, 30), status, body]).toEqual([token.slice(0, 30), 200, INACTIVE])
    }
  })

  it('an authorization code is no token', async () => {
    const { body } = await introspect(app, rp, `ac_${'x'.repeat(86)}`)
    expect(body).toEqual(INACTIVE)
  })

  it('a session-bound token of a session that has ended', async () => {
    const account = await anAccount(app)
    const tokens = await obtainTokens(app, rp, account.email, { scope: 'openid read', resource })
    expect((await introspect(app, api, tokens.access_token)).body.active).toBe(true)
    await signOut(tokens.agent)
    expect((await introspect(app, api, tokens.access_token)).body).toEqual(INACTIVE)
  })
})

describe('the caller', () => {
  const url = () => `${app.issuer}/oauth/introspect`

  function expectUnauthenticated({ status, body, headers }: Answer): void {
    expect([status, body.error]).toEqual([401, 'invalid_client'])
    expect(headers.get('www-authenticate')).toMatch(/^Basic realm=/)
  }

  it('who is not who it says gets 401 with WWW-Authenticate, whatever the token', async () => {
    for (const token of [jwt.access_token, opaque.access_token, 'garbage']) {
      expectUnauthenticated(await send(url(), { token }, basic(rp.clientId, 'wrong')))
      expectUnauthenticated(await send(url(), { token }, basic('nobody', rp.secret ?? '')))
    }
    const posted = await send(url(), { token: 'x', client_id: rp.clientId, client_secret: 'wrong' })
    expect(posted.status).toBe(401)
  })

  it('who does not say anything, or says it badly, is refused', async () => {
    const secret = basic(rp.clientId, rp.secret ?? '')
    expect((await send(url(), { token: 'x' })).status).toBe(400)
    expect((await send(url(), {}, secret)).status).toBe(400)
    const twice: [string, string][] = [
      ['token', 'x'],
      ['token', 'y'],
    ]
    expect((await send(url(), twice, secret)).status).toBe(400)
  })
})
