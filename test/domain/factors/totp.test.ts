/** Codes of authenticator apps, against the vectors of the RFC. */
import { describe, expect, it } from 'vitest'
import { newTotpSecret, stepOfCode, totpCode, totpUri } from '../../../src/domain/factors/totp.ts'

/** "12345678901234567890" in base32: the key of RFC 6238, appendix B. */
const KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is the RFC’s, to six digits', (second, code) => {
    expect(totpCode(KEY, Math.floor(second / 30))).toBe(code)
    expect(stepOfCode(KEY, code, 0, second * 1000)).toBe(Math.floor(second / 30))
  })

  it('is good a step before and after its time, and no longer', () => {
    const step = 1000
    const code = totpCode(KEY, step)
    const stepsOff = [-2, -1, 0, 1, 2].map((off) => stepOfCode(KEY, code, 0, (step + off) * 30_000))
    expect(stepsOff).toEqual([undefined, step, step, step, undefined])
  })

  it('is not good twice, nor is one from before it', () => {
    const now = 1000 * 30_000
    expect(stepOfCode(KEY, totpCode(KEY, 1000), 1000, now)).toBeUndefined()
    expect(stepOfCode(KEY, totpCode(KEY, 999), 1000, now)).toBeUndefined()
    expect(stepOfCode(KEY, totpCode(KEY, 1001), 1000, now)).toBe(1001)
  })
})

describe('a secret', () => {
  it('has 160 bits, and makes codes', () => {
    const secret = newTotpSecret()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(totpCode(secret, 1)).toMatch(/^\d{6}$/)
    expect(newTotpSecret()).not.toBe(secret)
  })

  it('comes as a URI that says whose it is, whatever is in the names', () => {
    const uri = new URL(totpUri({ secret: KEY, issuer: 'A & B: Co', account: 'ada+x@example.com' }))
    expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp'])
    expect(decodeURIComponent(uri.pathname)).toBe('/A & B: Co:ada+x@example.com')
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: KEY, issuer: 'A & B: Co' })
  })
})
