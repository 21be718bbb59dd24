/** Whether the service that knows passwords from breaches answers: while it does not, what it knows is let through. */
import type { Config } from '#config'
import { BreachServiceError, endingsOf } from '#lib/breached-passwords'
import { createOutboundFetch } from '#lib/outbound-fetch'
import { type Check, passed, warned } from './check.ts'

const NAME = 'breached passwords'
/** Of nobody's password in particular. */
const ANY_PREFIX = '00000'

/** @returns nothing where no service is to be asked */
export async function checkBreaches({ accounts, outbound }: Config): Promise<Check[]> {
  if (accounts.breachUrl === null) return []
  try {
    await endingsOf(ANY_PREFIX, accounts.breachUrl, createOutboundFetch(outbound.allow))
    return [passed(NAME)]
  } catch (error) {
    if (!(error instanceof BreachServiceError)) throw error
    const cure = 'Check PASSWORD_BREACH_URL, and OUTBOUND_ALLOW where it is in your own network.'
    return [warned(NAME, `${error.message}. New passwords are taken unasked.`, cure)]
  }
}
