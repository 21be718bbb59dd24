/** When an account was changed. */
import type { Account } from './account.ts'

/** Now, but later than before: two changes within one millisecond must not look like one to whoever compares. */
export function touched({ updatedAt }: Account): number {
  return Math.max(Date.now(), updatedAt + 1)
}
