import { compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { OwnSigningKey, signingKeyOf } from '../../src/oidc/own-signing-key.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe.each(['ES256', 'EdDSA'])('a key for %s', (alg) => {
  it('signs what others verify by its public half, and shows no other', async () => {
    const jwk = await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)
    const key = new OwnSigningKey({ ...jwk, alg, kid: 'a', use: 'sig' })
    const publicJwk = key.keyObject().export({ format: 'jwk' })
    const { kty, crv, x, y } = jwk
    expect({ ...publicJwk }).toEqual(JSON.parse(JSON.stringify({ kty, crv, x, y })))
    expect([key.kid, key.alg, key.use, key.kty]).toEqual(['a', alg, 'sig', kty])

    const signed = `${encode({ alg })}.${encode({ sub: 'ada' })}`
    const signature = Buffer.from(key.sign(Buffer.from(signed))).toString('base64url')
    const { payload } = await compactVerify(`${signed}.${signature}`, await importJWK({ ...publicJwk, alg }))
    expect(Buffer.from(payload).toString()).toBe('{"sub":"ada"}')
  })
})

it('leaves a key for RSA to the engine', () => {
  const jwk = { kty: 'RSA', alg: 'RS256', kid: 'a' }
  expect(signingKeyOf(jwk)).toBe(jwk)
})
