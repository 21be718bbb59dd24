/** The owner of an account who has just signed in. */
import type { ProvenOwner } from '#domain/factors'

export function justNow(accountId: string): ProvenOwner {
  return { accountId, signedInAt: Date.now() }
}
