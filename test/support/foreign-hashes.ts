/** Hashes of passwords that other systems made. */
import argon2 from 'argon2'

const PASSWORD = 'correct horse battery'

const ARGON2I = await argon2.hash(PASSWORD, {
  type: argon2.argon2i,
  memoryCost: 1024,
  timeCost: 3,
  parallelism: 1,
})
/** bcrypt: Openwall's own test vectors. The others were made by Python's hashlib. */
export const FOREIGN_HASHES: [what: string, hash: string, password: string][] = [
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
