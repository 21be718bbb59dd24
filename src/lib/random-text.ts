/**
 * Random bytes as text, from the system's generator, many at a time: it takes as long for a few bytes as for many.
 */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4096)
let used = pool.length

/** @param bytes far fewer than a thousand; @returns base64url, of bytes that are given to nobody else */
export function randomText(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const text = pool.toString('base64url', used, used + bytes)
  pool.fill(0, used, used + bytes)
  used += bytes
  return text
}
