/** Signing in with a passkey alone: it says whose it is, and the device has verified the person. */
import { complete } from './complete.ts'
import type { SignInDependencies } from './dependencies.ts'
import { methodsOfPasskey } from './second-factor.ts'
import type { SignInResult, Visit } from './sign-in-result.ts'

export async function checkPasskey(
  deps: SignInDependencies,
  answer: { token: string; response: unknown },
  visit: Visit,
): Promise<SignInResult> {
  const { accounts, factors, limits, lockout } = deps
  const { origin } = visit
  await limits.charge('sign_in', origin.ip)
  const claimed = factors.passkeys.claimedAccount(answer.response)
  const account = claimed === undefined ? undefined : await accounts.findById(claimed)
  if (account === undefined) return { outcome: 'refused' }
  const begun = await lockout.begin({ accountId: account.id })
  if (begun.isLocked) return { outcome: 'locked', until: begun.until }
  const used = await factors.passkeys.use(answer)
  if (used === undefined || account.disabledAt !== null) {
    const until = await lockout.failed(
      begun.attempt,
      origin,
      used === undefined ? 'wrong_passkey' : 'disabled',
    )
    return until === null ? { outcome: 'refused' } : { outcome: 'locked', until }
  }
  await limits.refund('sign_in', origin.ip)
  const amr = [...methodsOfPasskey(used), 'mfa']
  return complete(deps, account, { acr: 'urn:gatehouse:acr:2fa', amr }, visit)
}
