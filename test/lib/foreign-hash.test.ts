/** Password hashes that other systems made. */
import argon2 from 'argon2'
import { describe, expect, it } from 'vitest'
import { foreignHash } from '#lib/foreign-hash'
import { createPasswordHasher } from '#lib/password-hash'

const hasher = createPasswordHasher(() => new Error('busy'))

const ARGON2I = await argon2.hash('correct horse battery', {
  type: argon2.argon2i,
  memoryCost: 1024,
  timeCost: 3,
  parallelism: 1,
})
const PASSWORD = 'correct horse battery'

/** bcrypt: Openwall's own test vectors. The others were made by Python's hashlib. */
const HASHES: [what: string, hash: string, password: string][] = [
  ['bcrypt 2a', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['bcrypt 2b', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['bcrypt 2y', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK', 'U*U*'],
  [
    'scrypt',
    '$scrypt$ln=10,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$fXnS5Awj6eMC+z1SbPBpyxEKbW7GHGyuCeVjw7IJSMI',
    PASSWORD,
  ],
  ['PBKDF2 with SHA-1', '$pbkdf2-sha1$1000$c2FsdHNhbHRzYWx0c2FsdA$NcA2jyIs3HUlQRwFRhBCuXxEFJk', PASSWORD],
  [
    'PBKDF2 with SHA-256, as passlib writes it',
    '$pbkdf2-sha256$1000$c2FsdHNhbHRzYWx0c2FsdA$Cf9xjlisAEzRbMZsosxST/5.wkpfUV6uoqiZkYtP6iQ',
    PASSWORD,
  ],
  [
    'PBKDF2 with SHA-256, as a PHC string',
    '$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHRzYWx0c2FsdA$Cf9xjlisAEzRbMZsosxST/5+wkpfUV6uoqiZkYtP6iQ',
    PASSWORD,
  ],
  [
    'PBKDF2 with SHA-512',
    '$pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$lYhPheApeiwq3tKG8A.KHC4iQ8mmHXFAKab1ywrJ5QhG73jAKAyVeLsbqTYH/KNRnW0OYbntj3FPNcXf3GKcRg',
    PASSWORD,
  ],
  [
    'PBKDF2 as Django writes it',
    'pbkdf2_sha256$1000$abcdefgh$BBAst6Q9ERT2t0mu0mZP5mo0Igt8eVsAijJGBPWCoqY=',
    PASSWORD,
  ],
  ['argon2i', ARGON2I, PASSWORD],
]

describe('a hash', () => {
  it.each(HASHES)('by %s is compared with', async (_what, hash, password) => {
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
    ['argon2 that takes all memory', '$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g'],
  ])('%s', (_what, hash) => {
    expect(hasher.canVerify(hash)).toBe(false)
    expect(foreignHash(hash)).toBeUndefined()
  })
})
