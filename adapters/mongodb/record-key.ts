/** `_id`s and versions that this adapter makes. */
import { createHash, randomInt } from 'node:crypto'

/** Bytes up to which an `_id` stays readable. Servers limit what an index holds, some to 1,024 bytes or 2,704. */
const MAX_BYTES = 512

/**
 * One string for several, different for different ones whatever they contain: JSON escapes NUL and lone surrogates,
 * which would not survive the way to the server.
 */
export function recordKey(...parts: string[]): string {
  const text = JSON.stringify(parts)
  if (Buffer.byteLength(text) <= MAX_BYTES) return text
  return `sha256:${createHash('sha256').update(text).digest('base64url')}`
}

/** 48 random bits: a safe integer that no other write of a record has. */
export function newVersion(): number {
  return randomInt(1, 2 ** 48 - 1)
}
