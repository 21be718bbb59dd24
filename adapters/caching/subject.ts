/** What may be remembered of an account. */
import type { Account, Subject } from '../../src/domain/accounts/account-store.ts'

/** Without what a sign-in alone changes; no memory of ours holds a password's hash either. */
export function toSubject(found: (Subject & Partial<Account>) | undefined): Subject | undefined {
  if (found === undefined) return undefined
  const { passwordHash: _hash, lastLoginAt: _login, ...subject } = found
  return subject
}
