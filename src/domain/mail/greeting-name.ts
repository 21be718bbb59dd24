/** By which name a person may be greeted. */
import type { Subject } from '#domain/accounts'

/**
 * Letters, marks, and what stands in names between them; a dot only where a word ends. Anything else could be an
 * advertisement or a link, which whoever signs up with somebody else's address would have us send to them.
 */
const NAME = /^[\p{L}\p{M}](?:[\p{L}\p{M} '’·-]|\.(?= |$)){0,59}$/u

/** Undefined where the address has not been shown to be this person's, or the name may be none. */
export function greetingName({ emailVerified, claims }: Subject): string | undefined {
  const name = claims.name ?? claims.given_name
  return emailVerified && name !== undefined && NAME.test(name) ? name : undefined
}
