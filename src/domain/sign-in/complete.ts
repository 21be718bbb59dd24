/** The end of every successful sign-in: noted, announced, counters cleared, and a device that is new told of. */
import { type Account, accountEvent } from '#domain/accounts'
import type { SeenFactors } from '#domain/factors'
import { newSecret } from '#lib/ids'
import type { SignInDependencies } from './dependencies.ts'
import type { Acr, SignInResult, Visit } from './sign-in-result.ts'

export interface Proof {
  acr: Acr
  amr: string[]
  /** In its normal form, where it was a password. */
  password?: string
  /** The person wants no second factor asked for on this device for a while. */
  trustDevice?: boolean
  /** Where they have been looked at on the way. */
  seen?: SeenFactors
}

export async function complete(
  { accounts, factors, lockout }: SignInDependencies,
  account: Account,
  { acr, amr, password, trustDevice = false, seen }: Proof,
  { origin, device }: Visit,
): Promise<SignInResult> {
  const signedIn = await accounts.noteSignIn(account, password, [
    accountEvent('auth.login_succeeded', account, origin, { amr }),
  ])
  // Gone, or its password was changed while it was being checked.
  if (signedIn === undefined) return { outcome: 'refused' }
  await lockout.clear(account.id)
  const known: Visit =
    device === '' ? { origin, device: newSecret('gd_') } : { origin, ...(device && { device }) }
  // The first sign-in is nothing to be told of: the account was made a moment ago, on this device.
  const isFirst = account.lastLoginAt === null
  const events = isFirst ? [] : [accountEvent('auth.new_device', account, origin)]
  const { noteDevice } = seen ?? (await factors.see(account.id))
  await noteDevice({ name: nameOf(known), origin }, trustDevice, events)
  return {
    outcome: 'signed-in',
    account: signedIn,
    acr,
    amr,
    ...(known.device === undefined ? {} : { device: known.device }),
  }
}

/** What a device is known by. */
export function nameOf({ origin, device }: Visit): string {
  return device === undefined ? `program ${origin.userAgent ?? ''}` : `browser ${device}`
}
