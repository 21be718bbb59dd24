/** Proof Key for Code Exchange (RFC 7636), required by default (contract, "Grants"; RFC 9700 §2.1.1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, REDIRECT_URI, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { challengeOf, isActive, obtainCode, redeem, requestToken } from './support/steps.ts'

const WITHOUT = { code_challenge: undefined, code_challenge_method: undefined }

let app: RunningApp
let strict: RelyingParty
let lenient: RelyingParty
let spa: RelyingParty
let email: string

beforeAll(async () => {
  app = await startApp()
  strict = await aRelyingParty(app)
  lenient = await aRelyingParty(app, { pkce: 'optional' })
  spa = await aRelyingParty(app, { authMethod: 'none' })
  email = (await anAccount(app)).email
})
afterAll(() => app.stop())

/** The error that an authorization request comes back with. */
async function errorOf(
  rp: RelyingParty,
  parameters: Record<string, string | undefined>,
): Promise<string | null> {
  const { url } = await begin(rp, { prompt: 'none', ...parameters })
  return (await createAgent(app.issuer).get(url)).url.searchParams.get('error')
}

describe('the authorization request', () => {
  it('needs a challenge, unless the operator has allowed a confidential client to send none', async () => {
    expect(await errorOf(strict, WITHOUT)).toBe('invalid_request')
    expect(await errorOf(spa, WITHOUT)).toBe('invalid_request')
    expect(await errorOf(lenient, WITHOUT)).toBe('login_required')
  })

  it('cannot be allowed to go without it for a public client', async () => {
    await expect(aRelyingParty(app, { authMethod: 'none', pkce: 'optional' })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { pkce: expect.any(String) },
    })
  })

  it('must use S256: plain is refused, by its name and as the default that RFC 7636 gave it', async () => {
    for (const rp of [strict, spa, lenient]) {
      const code_challenge = 'x'.repeat(43)
      expect(await errorOf(rp, { code_challenge, code_challenge_method: 'plain' })).toBe('invalid_request')
      expect(await errorOf(rp, { code_challenge, code_challenge_method: undefined })).toBe('invalid_request')
      expect(await errorOf(rp, { code_challenge, code_challenge_method: 's256' })).toBe('invalid_request')
      expect(await errorOf(rp, { code_challenge: undefined })).toBe('invalid_request')
      expect(await errorOf(rp, { code_challenge })).toBe('login_required')
    }
  })

  it('must carry a challenge of the right form', async () => {
    for (const code_challenge of [
      'short',
      'x'.repeat(42),
      'x'.repeat(129),
      `${'x'.repeat(42)}!`,
      `${'x'.repeat(42)}=`,
    ]) {
      expect([code_challenge, await errorOf(strict, { code_challenge })]).toEqual([
        code_challenge,
        'invalid_request',
      ])
    }
  })
})

describe('the token request', () => {
  it('needs the verifier of this very code', async () => {
    const other = await obtainCode(app, strict, email)
    for (const verifier of ['', 'x'.repeat(43), other.verifier, challengeOf(other.verifier)]) {
      const code = await obtainCode(app, strict, email)
      const { status, body } = await redeem(app, strict, { ...code, verifier })
      expect([verifier, status, body.error]).toEqual([verifier, 400, 'invalid_grant'])
    }
    expect((await redeem(app, strict, { ...other, verifier: 'too short' })).status).toBe(400)
  })

  it('that fails for a wrong verifier leaves the code to whoever has the right one', async () => {
    const code = await obtainCode(app, strict, email)
    expect((await redeem(app, strict, { ...code, verifier: 'x'.repeat(43) })).status).toBe(400)
    const { status, body } = await redeem(app, strict, code)
    expect(status).toBe(200)
    expect(await isActive(app, strict, body.access_token)).toBe(true)
  })

  it('needs it also of a lenient client that began with a challenge', async () => {
    const code = await obtainCode(app, lenient, email)
    const request = { grant_type: 'authorization_code', code: code.code, redirect_uri: REDIRECT_URI }
    expect((await requestToken(app, lenient, request)).body.error).toBe('invalid_grant')
    expect((await redeem(app, lenient, code)).status).toBe(200)
  })

  it('without a verifier works for a lenient client that began without a challenge', async () => {
    const { code } = await obtainCode(app, lenient, email, WITHOUT)
    const request = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI }
    expect((await requestToken(app, lenient, request)).status).toBe(200)
  })

  it('with a verifier for a code that was got without a challenge is refused (the downgrade of RFC 9700 §4.8)', async () => {
    const code = await obtainCode(app, lenient, email, WITHOUT)
    const { status, body } = await redeem(app, lenient, { ...code, verifier: 'x'.repeat(43) })
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
  })

  it('must name the redirect URI of the request, and come from the client that asked', async () => {
    const code = await obtainCode(app, strict, email)
    for (const redirect_uri of ['https://app.example.com/other', `${REDIRECT_URI}/`, `${REDIRECT_URI}?x`]) {
      expect((await redeem(app, strict, code, { redirect_uri })).body.error).toBe('invalid_grant')
    }
    expect((await redeem(app, lenient, code)).body.error).toBe('invalid_grant')
    expect((await redeem(app, strict, code)).status).toBe(200)
  })
})
