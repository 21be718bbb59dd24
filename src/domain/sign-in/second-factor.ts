/** What is asked for after the password: a code, a recovery code, or a passkey. */
import type { Account } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { OneTimeToken } from '#domain/one-time-tokens'
import { complete } from './complete.ts'
import type { SignInDependencies } from './dependencies.ts'
import type { Offer, SignInResult, Visit } from './sign-in-result.ts'

const PURPOSE = 'second factor'

/** What is shown as the second factor: a code of either kind, or a passkey's answer to what `beginPasskey` asked. */
export type SecondFactor = { code: string } | { passkey: { token: string; response: unknown } }

/** @param amr what has been shown already */
export async function beginSecondFactor(
  { factors, tokens, secrets }: SignInDependencies,
  account: Account,
  amr: string[],
  { origin }: Visit,
): Promise<Extract<SignInResult, { outcome: 'second-factor-needed' }>> {
  const { totpSince, recoveryCodesLeft, passkeys } = await factors.overview(account.id)
  const offers: Offer[] = []
  if (totpSince !== null) offers.push('totp')
  if (recoveryCodesLeft > 0) offers.push('recovery_code')
  if (passkeys.length > 0) offers.push('passkey')
  const token = await tokens.open('second_factor', account.id, {
    amr,
    // Not the address, which changes on the way to work.
    userAgentHash: secrets.hash(PURPOSE, origin.userAgent ?? ''),
    passwordChangedAt: account.passwordChangedAt,
  })
  return { outcome: 'second-factor-needed', account, token, offers }
}

/** @param trustDevice no second factor is asked for in this browser for some weeks */
export async function checkSecondFactor(
  deps: SignInDependencies,
  input: { token: string; trustDevice?: boolean } & SecondFactor,
  visit: Visit,
): Promise<SignInResult> {
  const { accounts, limits, lockout, secrets, tokens } = deps
  const { origin } = visit
  await limits.charge('sign_in', origin.ip)
  const begun = await tokens.look(['second_factor'], input.token)
  const account = begun && (await accounts.findById(begun.accountId))
  if (begun === undefined || account === undefined || isStale(begun, account)) return { outcome: 'expired' }
  if (begun.content.userAgentHash !== secrets.hash(PURPOSE, origin.userAgent ?? ''))
    return { outcome: 'expired' }
  const counted = await lockout.begin({ accountId: account.id })
  if (counted.isLocked) return { outcome: 'locked', until: counted.until }
  const shown = await show(deps, account, input, visit)
  if (shown === undefined) {
    const until = await lockout.failed(counted.attempt, origin, 'wrong_second_factor')
    return until === null ? { outcome: 'refused' } : { outcome: 'locked', until }
  }
  if (!(await redeems(deps, input.token))) return { outcome: 'expired' }
  await limits.refund('sign_in', origin.ip)
  const amr = [...new Set([...(begun.content.amr as string[]), ...shown, 'mfa'])]
  const { trustDevice = false } = input
  return complete(deps, account, { acr: 'urn:gatehouse:acr:2fa', amr, trustDevice }, visit)
}

/** The methods that were shown (RFC 8176 §2); undefined when it was wrong. */
async function show(
  { factors }: SignInDependencies,
  account: Account,
  factor: SecondFactor,
  { origin }: Visit,
): Promise<string[] | undefined> {
  if ('code' in factor) {
    const used = await factors.app.use(account.id, factor.code, origin)
    return used && ['otp']
  }
  const used = await factors.passkeys.use(factor.passkey)
  return used?.accountId === account.id ? methodsOfPasskey(used) : undefined
}

/** Proof of possession of a key, in hardware or copied between devices, and of the person's presence. */
export function methodsOfPasskey({ isSynced }: { isSynced: boolean }): string[] {
  return [isSynced ? 'swk' : 'hwk', 'user']
}

function isStale({ content }: OneTimeToken, account: Account): boolean {
  return account.disabledAt !== null || content.passwordChangedAt !== account.passwordChangedAt
}

async function redeems({ tokens }: SignInDependencies, token: string): Promise<boolean> {
  try {
    await tokens.redeem(['second_factor'], token)
    return true
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'expired') return false
    throw error
  }
}
