/** Who may ask about a token, and who may end it (contract, "Introspection"; RFC 7009 §2.1). */
import { errors } from 'oidc-provider'

export interface TokenCaller {
  clientId: string
  clientAuthMethod: string
  resources?: string[]
}

/** A confidential client, about its own tokens and those made for a resource server that is its own. */
export function mayIntrospect(caller: TokenCaller, token: { clientId: string; audience: string[] }): boolean {
  if (caller.clientAuthMethod === 'none') return false
  const own = new Set(caller.resources ?? [])
  return token.clientId === caller.clientId || token.audience.some((audience) => own.has(audience))
}

/**
 * Only the client that the token was issued to. Anybody else is told that it was refused, as RFC 7009 §2.1 has it:
 * who holds a token learns more about it by using it.
 */
export function checkMayRevoke(caller: TokenCaller, token: { clientId: string }): void {
  if (token.clientId === caller.clientId) return
  throw new errors.InvalidRequest('client is not authorized to revoke the presented token')
}
