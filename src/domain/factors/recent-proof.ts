/** Whoever changes what an account proves itself by has just proved who they are: a stolen session alone must not. */
import { DomainError } from '#domain/errors'

/** Seconds for which a sign-in counts as such a proof; as long as a form may be open that was let through in time. */
const RECENT_SECONDS = 30 * 60

/** Who is at work on their account. */
export interface ProvenOwner {
  accountId: string
  /** When they last proved who they are, in milliseconds since the epoch. */
  signedInAt: number
}

/** @throws DomainError `unauthenticated`, code `login_required` */
export function checkRecent({ signedInAt }: ProvenOwner): void {
  if (Date.now() - signedInAt < RECENT_SECONDS * 1000) return
  throw new DomainError('unauthenticated', 'login_required', 'Sign in again before you change this')
}
