/** Who may ask about a token, and who may end it (contract, "Introspection"; RFC 7009 §2.1). */
import { errors } from 'oidc-provider'

export interface TokenCaller {
  clientId: string
  clientAuthMethod: string
  resources?: string[]
  tenant_id?: string
}

export interface AskedToken {
  clientId: string
  audience: string[]
  /** Of a tenant's client. */
  tenantId?: string | undefined
}

/**
 * A confidential client, about its own tokens and those made for a resource server that is its own. A tenant's client
 * learns nothing of another tenant's, even where both may use the same resource server.
 */
export function mayIntrospect(caller: TokenCaller, token: AskedToken): boolean {
  if (caller.clientAuthMethod === 'none') return false
  const isForeign = token.tenantId !== undefined && token.tenantId !== caller.tenant_id
  if (caller.tenant_id !== undefined && isForeign) return false
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
