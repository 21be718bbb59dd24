/** Revocation (RFC 7009): what ends with what, and who may end it (contract, "Revoking"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import {
  aResource,
  basic,
  isActive,
  obtainTokens,
  refresh,
  requestToken,
  revoke,
  send,
  type Tokens,
} from './support/steps.ts'

let app: RunningApp
let resource: string
let rp: RelyingParty
let stranger: RelyingParty

beforeAll(async () => {
  app = await startApp()
  resource = await aResource(app)
  rp = await aRelyingParty(app, { resources: [resource] })
  stranger = await aRelyingParty(app, { resources: [resource] })
})
afterAll(() => app.stop())

async function tokensFor(as = rp, parameters: Record<string, string> = {}): Promise<Tokens> {
  const { email } = await anAccount(app)
  return obtainTokens(app, as, email, {
    scope: 'openid read offline_access',
    prompt: 'consent',
    ...parameters,
  })
}

describe('revocation', () => {
  it('answers 200 without a body for every token of one’s own, known or not, once or twice', async () => {
    const tokens = [await tokensFor(), await tokensFor(rp, { resource })]
    const all = tokens.flatMap(({ access_token, refresh_token }) => [access_token, refresh_token])
    const expired = [
      ...all,
      ...all,
      'garbage',
      'at_x',
      'rt_x',
      'a.b.c',
      tokens[0]?.id_token ?? '',
      'x'.repeat(9000),
    ]
    for (const token of expired) {
      const response = await fetch(`${app.issuer}/oauth/revoke`, {
        method: 'POST',
        headers: { accept: 'application/json', ...basic(rp.clientId, rp.secret ?? '') },
        body: new URLSearchParams({ token }),
      })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type') ?? '').not.toContain('json')
      expect(await response.text()).toBe('')
    }
    for (const token of all) expect(await isActive(app, rp, token)).toBe(false)
  })

  it('does not depend on the hint', async () => {
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense']) {
      const tokens = await tokensFor()
      expect((await revoke(app, rp, tokens.access_token, { token_type_hint })).status).toBe(200)
      expect(await isActive(app, rp, tokens.access_token)).toBe(false)
      expect((await revoke(app, rp, tokens.refresh_token, { token_type_hint })).status).toBe(200)
      expect((await refresh(app, rp, tokens.refresh_token)).body.error).toBe('invalid_grant')
    }
  })

  it('of a refresh token that was used already ends the grant as well', async () => {
    const tokens = await tokensFor()
    const { body } = await refresh(app, rp, tokens.refresh_token)
    expect((await revoke(app, rp, tokens.refresh_token)).status).toBe(200)
    expect(await isActive(app, rp, body.access_token)).toBe(false)
    expect((await refresh(app, rp, body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('ends one grant, and leaves those of the same person with other clients', async () => {
    const account = await anAccount(app)
    const parameters = { scope: 'openid offline_access', prompt: 'consent' }
    const mine = await obtainTokens(app, rp, account.email, parameters)
    const other = await obtainTokens(app, stranger, account.email, parameters, mine.agent)
    await revoke(app, rp, mine.refresh_token)
    expect(await isActive(app, stranger, other.access_token)).toBe(true)
    expect((await refresh(app, stranger, other.refresh_token)).status).toBe(200)
  })

  it('does not end the person’s session or consent: signing in again asks for nothing', async () => {
    const account = await anAccount(app)
    const tokens = await obtainTokens(app, rp, account.email, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    await revoke(app, rp, tokens.refresh_token)
    const again = await obtainTokens(app, rp, 'nobody is asked', { scope: 'openid' }, tokens.agent)
    expect(await isActive(app, rp, again.access_token)).toBe(true)
  })

  it('is open to a public client, for its own tokens', async () => {
    const app1 = await aRelyingParty(app, { authMethod: 'none' })
    const tokens = await tokensFor(app1, { scope: 'openid offline_access' })
    expect((await revoke(app, app1, tokens.refresh_token)).status).toBe(200)
    expect((await refresh(app, app1, tokens.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('revoking somebody else’s token', () => {
  it.each(['opaque', 'JWT', 'refresh'])('is refused and told (%s)', async (kind) => {
    const publicClient = await aRelyingParty(app, { authMethod: 'none' })
    const tokens = await tokensFor(rp, kind === 'JWT' ? { resource } : {})
    const token = kind === 'refresh' ? tokens.refresh_token : tokens.access_token
    for (const caller of [stranger, publicClient]) {
      const { status, body } = await revoke(app, caller, token)
      expect([status, body.error]).toEqual([400, 'invalid_request'])
      expect(body.error_description).toMatch(/not authorized/)
    }
    expect(await isActive(app, rp, token)).toBe(true)
  })

  it('is refused to the resource server that it is for', async () => {
    const machine = await aRelyingParty(app, { resources: [resource], grantTypes: ['client_credentials'] })
    const fields = { grant_type: 'client_credentials', scope: 'read', resource }
    const { body } = await requestToken(app, machine, fields)
    expect((await revoke(app, stranger, body.access_token)).status).toBe(400)
    expect(await isActive(app, machine, body.access_token)).toBe(true)
  })
})

describe('the caller', () => {
  it('must be who it says', async () => {
    const tokens = await tokensFor()
    const url = `${app.issuer}/oauth/revoke`
    const wrong = await send(url, { token: tokens.access_token }, basic(rp.clientId, 'wrong'))
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client'])
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
    expect((await send(url, { token: tokens.access_token, client_id: rp.clientId })).status).toBe(401)
    expect((await send(url, { token: tokens.access_token })).status).toBe(400)
    expect(await isActive(app, rp, tokens.access_token)).toBe(true)
  })
})
