/** What is derived from the one master key. */
import { describe, expect, it } from 'vitest'
import { createSecrets, MASTER_KEY_BYTES } from '#lib/secrets'

const MASTER_KEY = Buffer.alloc(MASTER_KEY_BYTES, 1)
const secrets = createSecrets(MASTER_KEY)
const elsewhere = createSecrets(Buffer.alloc(MASTER_KEY_BYTES, 2))

describe('a derived key', () => {
  it('is the same on every node, and after every restart', () => {
    expect(createSecrets(Buffer.from(MASTER_KEY)).key('cookies')).toEqual(secrets.key('cookies'))
    expect(secrets.key('cookies')).toEqual(secrets.key('cookies'))
  })

  it('is another for another purpose, and under another master key', () => {
    const purposes = ['', 'cookies', 'cookie', 'csrf', 'csrf ']
    const keys = [...purposes.map((purpose) => secrets.key(purpose)), elsewhere.key('cookies'), MASTER_KEY]
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(keys.length)
    for (const key of keys) expect(key).toHaveLength(32)
  })
})

describe('a hash', () => {
  it('is the same for the same value and purpose, and another for every other', () => {
    expect(secrets.hash('csrf', 'a')).toBe(secrets.hash('csrf', 'a'))
    const hashes = [
      secrets.hash('csrf', 'a'),
      secrets.hash('csrf', 'b'),
      secrets.hash('csrf', ''),
      secrets.hash('cookies', 'a'),
      elsewhere.hash('csrf', 'a'),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('can stand in URLs and has 256 bits', () => {
    expect(secrets.hash('csrf', 'a')).toMatch(/^[\w-]{43}$/)
  })
})

describe('encryption', () => {
  const TEXT = 'Zoë holds the 🗝'
  const sealed = secrets.encrypt('keys', TEXT, 'one')

  it.each(['', TEXT, 'a'.repeat(100_000)])('gives back what it was given', (text) => {
    expect(secrets.decrypt('keys', secrets.encrypt('keys', text, 'one'), 'one')).toBe(text)
  })

  it('gives it back to another process with the same master key', () => {
    expect(createSecrets(Buffer.from(MASTER_KEY)).decrypt('keys', sealed, 'one')).toBe(TEXT)
  })

  it('never gives the same ciphertext twice', () => {
    const all = Array.from({ length: 100 }, () => secrets.encrypt('keys', TEXT, 'one'))
    expect(new Set(all).size).toBe(100)
  })

  it('shows nothing of the text', () => {
    expect(Buffer.from(sealed, 'base64url').includes('holds')).toBe(false)
  })

  it('does not open for another context, another purpose or another master key', () => {
    expect(() => secrets.decrypt('keys', sealed, 'two')).toThrow()
    expect(() => secrets.decrypt('keys', sealed, '')).toThrow()
    expect(() => secrets.decrypt('cookies', sealed, 'one')).toThrow()
    expect(() => elsewhere.decrypt('keys', sealed, 'one')).toThrow()
  })

  it('does not open when any of its bytes was changed', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => secrets.decrypt('keys', changed.toString('base64url'), 'one')).toThrow()
    }
  })

  it('does not open when it was cut or extended', () => {
    const bytes = Buffer.from(sealed, 'base64url')
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => secrets.decrypt('keys', bytes.subarray(0, length).toString('base64url'), 'one')).toThrow()
    }
    expect(() =>
      secrets.decrypt('keys', Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url'), 'one'),
    ).toThrow()
    expect(() => secrets.decrypt('keys', 'not what was encrypted', 'one')).toThrow()
  })
})
