/**
 * Browsers that an account knows: by a cookie that only they have, or, for programs, by what they call themselves. A new
 * one is told to the person; one that is trusted need not show a second factor for a while.
 */
import type { Device, Factors, Origin } from './factor-store.ts'

export const TRUST_DAYS = 30
const TRUST_MS = TRUST_DAYS * 24 * 3600 * 1000
/** The oldest make room for newer ones. */
const MAX_DEVICES = 30
/** A device that was seen within an hour need not be written again. */
const SEEN_AGAIN_MS = 3600 * 1000

/** @param since before then nothing is trusted: when the password was changed, in milliseconds since the epoch */
export function isTrusted(factors: Factors, hash: string, since: number | null): boolean {
  return trustedDevices(factors, since).some((device) => device.hash === hash)
}

/** The latest seen first. @param since as in `isTrusted` */
export function trustedDevices({ devices }: Factors, since: number | null, now = Date.now()): Device[] {
  return devices.filter(
    ({ trustedUntil: until }) => until !== null && until > now && until - TRUST_MS > (since ?? 0),
  )
}

export function isKnown({ devices }: Factors, hash: string): boolean {
  return devices.some((device) => device.hash === hash)
}

/** The devices with this one noted among them; undefined where that would change nothing worth writing. */
export function withDevice(
  { devices }: Factors,
  { hash, origin }: Pick<Device, 'hash'> & { origin: Origin },
  isToBeTrusted: boolean,
  now = Date.now(),
): Device[] | undefined {
  const known = devices.find((device) => device.hash === hash)
  if (known !== undefined && !isToBeTrusted && now - known.lastSeenAt < SEEN_AGAIN_MS) return undefined
  const trustedUntil = isToBeTrusted ? now + TRUST_MS : (known?.trustedUntil ?? null)
  const others = devices.filter((device) => device.hash !== hash)
  return [{ hash, lastSeenAt: now, trustedUntil, origin }, ...others]
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
    .slice(0, MAX_DEVICES)
}
