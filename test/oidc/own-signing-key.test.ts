import { compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { OwnSigningKey, signingKeyOf } from '../../src/oidc/own-signing-key.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a key for %s', (alg) => {
  it('signs what others verify by its public half, and shows no other', async () => {
    const jwk = await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)
    const key = new OwnSigningKey({ ...jwk, alg, kid: 'a', use: 'sig' })
    const publicJwk = key.keyObject().export({ format: 'jwk' })
    const { kty, crv, x, y, n, e } = jwk
    expect({ ...publicJwk }).toEqual(JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })))
    expect([key.kid, key.alg, key.use, key.kty]).toEqual(['a', alg, 'sig', kty])

    const signed = `${encode({ alg })}.${encode({ sub: 'ada' })}`
    const signature = Buffer.from(key.sign(Buffer.from(signed))).toString('base64url')
    const { payload } = await compactVerify(`${signed}.${signature}`, await importJWK({ ...publicJwk, alg }))
    expect(Buffer.from(payload).toString()).toBe('{"sub":"ada"}')
  })
})

describe('a key for RSA', () => {
  it('is left to the engine and its threads', () => {
    const jwk = { kty: 'RSA', alg: 'RS256', kid: 'a' }
    expect(signingKeyOf(jwk, true)).toBe(jwk)
  })

  it('signs at once where there is no processor for threads', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwk = { ...(await exportJWK(privateKey)), alg: 'RS256', kid: 'a', use: 'sig' }
    expect(signingKeyOf(jwk, false)).toBeInstanceOf(OwnSigningKey)
  })
})
