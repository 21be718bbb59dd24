/** Which web pages may call the endpoints that answer for one client (CORS). */
import type { Client } from 'oidc-provider'

/** The origins of a public client's own redirect URIs, and those that the operator names. */
export function allowsOrigin(
  route: string,
  origin: string,
  client: Pick<Client, 'clientAuthMethod' | 'redirectUris'>,
  corsOrigins: string[],
): boolean {
  if (origin === 'null') return false
  if (corsOrigins.includes(origin)) return true
  if (route !== 'userinfo' && client.clientAuthMethod !== 'none') return false
  return (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin)
}
