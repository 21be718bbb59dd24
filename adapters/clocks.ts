/** Whether a server and this machine agree on the time: expiry is decided by both, each by its own clock. */
import { UnfitServerError } from './errors.ts'

/** What differs by more than this differs by more than a network can explain. */
const MAX_OFFSET_MS = 60_000

/**
 * @param serverMs what the server took for the time, in milliseconds since the epoch
 * @param askedAt when it was asked by this machine's clock; it was answered just now
 * @throws UnfitServerError
 */
export function checkClock(serverMs: number, askedAt: number): void {
  const offset = serverMs - (askedAt + Date.now()) / 2
  if (!(Math.abs(offset) > MAX_OFFSET_MS)) return
  const seconds = Math.round(Math.abs(offset) / 1000)
  throw new UnfitServerError(
    `has a clock that is ${seconds} seconds ${offset > 0 ? 'ahead of' : 'behind'} this machine's. Let NTP set both: ` +
      'codes, tokens and sessions would end at the wrong time.',
  )
}
