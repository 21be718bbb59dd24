/** Sealed access tokens, as a pair of functions: what was not sealed with this key, byte for byte, opens nothing. */
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAccessTokenSeal } from '../../src/oidc/access-token-seal.ts'

const seal = createAccessTokenSeal(randomBytes(32))
const aToken = (content: object = { kind: 'AccessToken', clientId: 'client', exp: 1 }) => {
  const payload = { jti: seal.newTokenId(), ...content }
  return { payload, token: seal.seal(payload) }
}

describe('sealing', () => {
  it('gives back what was put in, and nothing of it is to be read from outside', () => {
    const { payload, token } = aToken({
      kind: 'AccessToken',
      scope: 'openid ä 日本',
      nested: { list: [1, null, 'x'] },
    })
    expect(seal.unseal(token)).toEqual(payload)
    expect(token).toMatch(/^at_[\w-]+$/)
    const bytes = Buffer.from(token.slice(3), 'base64url')
    for (const word of ['AccessToken', 'openid', 'nested']) expect(bytes.includes(word)).toBe(false)
  })

  it('gives every token an id of 192 random bits, and never the same token twice', () => {
    const ids = Array.from({ length: 100 }, () => seal.newTokenId())
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(24)
    const content = { kind: 'AccessToken' }
    expect(aToken(content).token).not.toBe(aToken(content).token)
  })

  it('is the same on every node that has the key', () => {
    const key = randomBytes(32)
    const [here, there] = [createAccessTokenSeal(key), createAccessTokenSeal(Buffer.from(key))]
    const payload = { jti: here.newTokenId(), kind: 'AccessToken' }
    expect(there.unseal(here.seal(payload))).toEqual(payload)
  })
})

describe('unsealing', () => {
  it('refuses a token with any single byte changed, added or left out', () => {
    const { token } = aToken()
    const bytes = Buffer.from(token.slice(3), 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      for (const change of [1, 0x80]) {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ change
        expect(seal.unseal(`at_${changed.toString('base64url')}`)).toBeUndefined()
      }
      const shorter = Buffer.concat([bytes.subarray(0, index), bytes.subarray(index + 1)])
      expect(seal.unseal(`at_${shorter.toString('base64url')}`)).toBeUndefined()
    }
    expect(seal.unseal(`at_${Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url')}`)).toBeUndefined()
  })

  it('refuses a token of another key', () => {
    const { token } = aToken()
    expect(createAccessTokenSeal(randomBytes(32)).unseal(token)).toBeUndefined()
  })

  it('refuses every other spelling of the same bytes', () => {
    // 1 to 3 bytes of difference, so that each length of base64url's last group is met.
    for (const padding of ['', 'x', 'xx']) {
      const { token } = aToken({ kind: `AccessToken${padding}` })
      const bytes = Buffer.from(token.slice(3), 'base64url')
      const last = token.at(-1) ?? ''
      const spellings = [
        `${token}=`,
        `${token}==`,
        ` ${token}`,
        `${token} `,
        `${token}\n`,
        `at_${bytes.toString('base64')}`,
        `${token.slice(0, 10)}\n${token.slice(10)}`,
        ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
          .filter((character) => character !== last)
          .map((character) => token.slice(0, -1) + character),
      ].filter((spelling) => spelling !== token)
      for (const spelling of spellings)
        expect([spelling, seal.unseal(spelling)]).toEqual([spelling, undefined])
    }
  })

  it('refuses another prefix, none, and two', () => {
    const { token } = aToken()
    const body = token.slice(3)
    for (const text of [body, `rt_${body}`, `AT_${body}`, `at-${body}`, `at_at_${body}`, `at${body}`]) {
      expect(seal.unseal(text)).toBeUndefined()
    }
  })

  it('refuses what is empty, short, long or no token at all, without an error', () => {
    const texts = [
      '',
      'at_',
      'at_A',
      `at_${'A'.repeat(53)}`,
      `at_${'A'.repeat(54)}`,
      `at_${'A'.repeat(20_000)}`,
      'x.y.z',
    ]
    for (const text of [...texts, 'at_\u0000', 'at_ä', `at_${randomBytes(100).toString('base64url')}`]) {
      expect(seal.unseal(text)).toBeUndefined()
    }
  })
})
