/** Who a password belongs to. */
import { type Account, normalizeIdentifier, passwordAttempt } from '#domain/accounts'
import type { SeenFactors } from '#domain/factors'
import type { Suspect } from '#domain/lockout'
import { complete, nameOf } from './complete.ts'
import type { SignInDependencies } from './dependencies.ts'
import { beginSecondFactor } from './second-factor.ts'
import type { SignInResult, Visit } from './sign-in-result.ts'

/**
 * Counted before anything is compared. Whatever the reason for a refusal, the same work has been done: an account that
 * does not exist costs a comparison too, and so does one that is locked.
 */
export async function checkPassword(
  deps: SignInDependencies,
  identifier: string,
  password: string,
  visit: Visit,
): Promise<SignInResult> {
  const { accounts, hasher, limits, lockout } = deps
  const { origin } = visit
  await limits.charge('sign_in', origin.ip)
  const account = await accounts.findByIdentifier(identifier)
  const begun = await lockout.begin(suspectOf(account, identifier))
  const attempt = passwordAttempt(password)
  const matches = await hasher.verify(begun.isLocked ? null : (account?.passwordHash ?? null), attempt)
  if (begun.isLocked) return { outcome: 'locked', until: begun.until }
  if (!matches || account === undefined || account.disabledAt !== null) {
    const reason = account === undefined ? 'unknown_account' : matches ? 'disabled' : 'wrong_password'
    const until = await lockout.failed(begun.attempt, origin, reason)
    return until === null ? { outcome: 'refused' } : { outcome: 'locked', until }
  }
  await limits.refund('sign_in', origin.ip)
  const seen = await deps.factors.see(account.id)
  if (needsSecondFactor(seen, account, visit)) {
    // Right, but no success yet: it neither counts nor clears what wrong codes have counted.
    await lockout.undone(begun.attempt)
    return beginSecondFactor(deps, account, ['pwd'], visit)
  }
  return complete(
    deps,
    account,
    { acr: 'urn:gatehouse:acr:1fa', amr: ['pwd'], password: attempt, seen },
    visit,
  )
}

function suspectOf(account: Account | undefined, identifier: string): Suspect {
  if (account !== undefined) return { accountId: account.id }
  return { identifier: normalizeIdentifier(identifier).toLowerCase() }
}

function needsSecondFactor({ totpSince, isTrusted }: SeenFactors, account: Account, visit: Visit): boolean {
  if (totpSince === null) return false
  return !visit.device || !isTrusted(nameOf(visit), account.passwordChangedAt)
}
