/**
 * Time-based one-time passwords (RFC 6238) with what every authenticator app takes: SHA-1, six digits, 30 seconds. It is
 * two HMACs and a modulus on what Node brings along, so no library stands between the RFC and the reader.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { isSameText } from '#lib/same-text'

const STEP_SECONDS = 30
const DIGITS = 6
/** RFC 4226 §4 R6 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20
/** Steps before and after the present one that are accepted, for clocks that are a little off (RFC 6238 §5.2). */
const DRIFT = 1

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** In base32 (RFC 4648 §6) without padding, as apps take it. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES))
}

/** What the QR code holds: the Key URI format that all apps read. */
export function totpUri({
  secret,
  issuer,
  account,
}: {
  secret: string
  issuer: string
  account: string
}): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
  return `otpauth://totp/${label}?${query}`
}

/** @param step how many periods since the epoch */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  // Dynamic truncation (RFC 4226 §5.3).
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/**
 * The step that a code is of, if it may still be used: one that is later than the last accepted one.
 * @param now milliseconds since the epoch
 */
export function stepOfCode(
  secret: string,
  code: string,
  lastStep: number,
  now = Date.now(),
): number | undefined {
  const present = Math.floor(now / 1000 / STEP_SECONDS)
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, index) => present - DRIFT + index)
  return steps.find((step) => step > lastStep && isSameText(code, totpCode(secret, step)))
}

function toBase32(bytes: Buffer): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
