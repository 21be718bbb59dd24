/**
 * The life of a key, read off the set of keys: upcoming → current → retiring → gone. Of each algorithm the newest key
 * whose time has come signs; the one before it stays published until the last token it signed has expired. Nothing has
 * to be rewritten when a key's time comes, so all nodes agree without speaking to each other.
 */
import type { KeyStatus, StoredKey } from './signing-key.ts'

/** The longest that a token signed here can live (resource servers' access tokens), and an hour for slow clocks. */
export const PUBLISHED_AFTER_SIGNING_MS = 25 * 3_600_000

export interface KeyLife {
  key: StoredKey
  status: KeyStatus
  /** Milliseconds since the epoch; null while nothing has been decided. */
  retiresAt: number | null
}

/** @param now milliseconds since the epoch */
export function livesOf(keys: StoredKey[], now: number): KeyLife[] {
  return keys.map((key) => {
    const successor = successorOf(key, keys)
    const replacedAt = successor === undefined ? null : successor.signsAt + PUBLISHED_AFTER_SIGNING_MS
    const retiresAt = key.retiresAt ?? replacedAt
    return { key, retiresAt, status: statusOf(key, successor, retiresAt, now) }
  })
}

/** The key of the same algorithm that takes over from this one; a key that was retired by hand takes nothing over. */
function successorOf(key: StoredKey, keys: StoredKey[]): StoredKey | undefined {
  return keys
    .filter((other) => other.alg === key.alg && other.retiresAt === null && isNewer(other, key))
    .sort((a, b) => a.signsAt - b.signsAt)[0]
}

function isNewer(a: StoredKey, b: StoredKey): boolean {
  return a.signsAt > b.signsAt || (a.signsAt === b.signsAt && a.kid > b.kid)
}

function statusOf(
  key: StoredKey,
  successor: StoredKey | undefined,
  retiresAt: number | null,
  now: number,
): KeyStatus {
  if (retiresAt !== null && retiresAt <= now) return 'gone'
  if (key.signsAt > now) return 'upcoming'
  if (key.retiresAt !== null) return 'retiring'
  return successor !== undefined && successor.signsAt <= now ? 'retiring' : 'current'
}
