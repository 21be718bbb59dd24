/** Who may ask about a token, and who may end it (contract, "Introspection"; RFC 7009 §2.1). */

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

export function mayRevoke(caller: TokenCaller, token: { clientId: string }): boolean {
  return token.clientId === caller.clientId
}
