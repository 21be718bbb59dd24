/**
 * Password hashes that other systems made: bcrypt, scrypt and PBKDF2. (Those of argon2 are in the same format as ours.)
 * They are only ever compared with, since the first sign-in replaces them. Whoever hands one in decides how long a
 * comparison takes, so what would take much longer than ours is not accepted.
 */
import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import bcrypt from 'bcryptjs'

/** PHC string format, as passlib and others write it: `$scrypt$ln=16,r=8,p=1$salt$hash`. */
const SCRYPT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w./+-]+)\$([\w./+-]+)$/
/** `$pbkdf2-sha256$29000$salt$hash` (passlib), or `i=29000` in the place of the number (PHC). */
const PBKDF2 = /^\$pbkdf2-(sha1|sha256|sha512)\$(?:i=)?(\d{1,8})(?:,l=\d+)?\$([\w./+-]+)\$([\w./+-]+)$/
/** `pbkdf2_sha256$600000$salt$hash` (Django), whose salt is text. */
const DJANGO = /^pbkdf2_(sha1|sha256|sha512)\$(\d{1,8})\$([^$]+)\$([\w/+]+=*)$/
/** The three variants are the same thing, made by implementations without the bugs after which two are named. */
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./\dA-Za-z]{53}$/

const MAX_BCRYPT_COST = 14
const MAX_SCRYPT_LOG_N = 18
const MAX_SCRYPT_MEMORY = 512 * 1024 * 1024
const MAX_PBKDF2_ITERATIONS = 2_000_000

type Verify = (password: string) => Promise<boolean>

const scryptOf = promisify<string, Buffer, number, object, Buffer>(scrypt)
const pbkdf2Of = promisify(pbkdf2)

/** How to compare with a hash; undefined for one that is none of these, or takes too long. */
export function foreignHash(hash: string): Verify | undefined {
  return bcryptHash(hash) ?? scryptHash(hash) ?? pbkdf2Hash(hash)
}

function bcryptHash(hash: string): Verify | undefined {
  const [, cost] = BCRYPT.exec(hash) ?? []
  if (cost === undefined || Number(cost) > MAX_BCRYPT_COST) return undefined
  return (password) => bcrypt.compare(password, hash)
}

function scryptHash(hash: string): Verify | undefined {
  const [, logN, r, p, salt, sum] = SCRYPT.exec(hash) ?? []
  if (salt === undefined || sum === undefined) return undefined
  const [cost, blockSize, parallelization] = [2 ** Number(logN), Number(r), Number(p)]
  const needed = 128 * cost * blockSize * 2
  if (Number(logN) > MAX_SCRYPT_LOG_N || needed > MAX_SCRYPT_MEMORY || parallelization > 4) return undefined
  const expected = fromBase64(sum)
  const options = { cost, blockSize, parallelization, maxmem: MAX_SCRYPT_MEMORY }
  return async (password) =>
    isSame(expected, await scryptOf(password, fromBase64(salt), expected.length, options))
}

function pbkdf2Hash(hash: string): Verify | undefined {
  const django = DJANGO.exec(hash)
  const [, digest, iterations, salt, sum] = django ?? PBKDF2.exec(hash) ?? []
  if (digest === undefined || salt === undefined || sum === undefined) return undefined
  if (Number(iterations) < 1 || Number(iterations) > MAX_PBKDF2_ITERATIONS) return undefined
  const expected = fromBase64(sum)
  const saltBytes = django === null ? fromBase64(salt) : Buffer.from(salt)
  return async (password) =>
    isSame(expected, await pbkdf2Of(password, saltBytes, Number(iterations), expected.length, digest))
}

/** passlib's base64 has a dot where others have a plus. */
function fromBase64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}

function isSame(expected: Buffer, actual: Buffer): boolean {
  return expected.length > 0 && expected.length === actual.length && timingSafeEqual(expected, actual)
}
