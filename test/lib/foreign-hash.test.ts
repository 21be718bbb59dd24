/** Password hashes that other systems made. */
import { describe, expect, it } from 'vitest'
import { foreignHash } from '#lib/foreign-hash'
import { createPasswordHasher } from '#lib/password-hash'
import { FOREIGN_HASHES } from '../support/foreign-hashes.ts'

const hasher = createPasswordHasher(() => new Error('busy'))

describe('a hash', () => {
  it.each(FOREIGN_HASHES)('by %s is compared with', async (_what, hash, password) => {
    expect(hasher.canVerify(hash)).toBe(true)
    expect(await hasher.verify(hash, password)).toBe(true)
    expect(await hasher.verify(hash, `${password}x`)).toBe(false)
    expect(hasher.needsRehash(hash)).toBe(true)
  })
})

describe('what is refused', () => {
  it.each([
    ['no hash', ''],
    ['a password', 'correct horse battery'],
    ['MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['another bcrypt', '$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['bcrypt that takes minutes', '$2b$20$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['scrypt that takes all memory', '$scrypt$ln=30,r=8,p=1$c2FsdA$aGFzaA'],
    ['PBKDF2 that takes minutes', '$pbkdf2-sha256$99999999$c2FsdA$aGFzaA'],
    ['PBKDF2 by nothing', '$pbkdf2-sha256$0$c2FsdA$aGFzaA'],
    ['argon2 with too little salt', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaGhhc2g'],
    ['argon2 that ends early', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ'],
    ['argon2 in no base64', '$argon2id$v=19$m=19456,t=2,p=1$!!!!!!!!!!!$aGFzaGhhc2g'],
    ['argon2 that takes minutes', '$argon2id$v=19$m=19456,t=99999,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'],
    ['argon2 that takes all memory', '$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'],
  ])('%s', (_what, hash) => {
    expect(hasher.canVerify(hash)).toBe(false)
    expect(foreignHash(hash)).toBeUndefined()
  })
})
