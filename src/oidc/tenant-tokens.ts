/** What the tenant API needs of the engine: who asks, whom an ID token vouches for, and application tokens. */
import type { Provider } from 'oidc-provider'
import type { Origin } from '#domain/events'
import type { ApplicationGrant, Plane } from '#domain/tenants'
import type { Announcements } from './announcements.ts'
import { accountIn, type IssuedApplicationToken, issueApplicationToken } from './application-tokens.ts'
import type { AuthenticateClient } from './authenticate-client.ts'
import type { IdTokens } from './id-tokens.ts'

/** Every method throws DomainError `unavailable` when the store, or whom it asks, is away. */
export interface TenantTokens {
  authenticateClient: AuthenticateClient
  redeemIdToken: IdTokens['redeem']
  /** @param grantType as the event of it tells */
  issue(
    grant: ApplicationGrant,
    plane: Plane,
    told: { origin: Origin; grantType: string; expiresAt?: number },
  ): Promise<IssuedApplicationToken>
}

export function createTenantTokens(deps: {
  issuer: string
  /** Of the engine that signs now. */
  engine(): { provider: Provider; idTokens: IdTokens; announcements: Announcements }
  authenticateClient: AuthenticateClient
}): TenantTokens {
  return {
    authenticateClient: deps.authenticateClient,
    redeemIdToken: (token, place, purpose) => deps.engine().idTokens.redeem(token, place, purpose),
    async issue(grant, plane, { origin, grantType, expiresAt }) {
      const { provider, announcements } = deps.engine()
      const source = expiresAt === undefined ? undefined : { expiresAt }
      const issued = await issueApplicationToken({ provider, issuer: deps.issuer }, grant, plane, source)
      const { authorization, client } = grant
      const event = {
        accountId: accountIn(grant),
        clientId: client.id,
        scope: authorization.scopes.join(' '),
      }
      await announcements.issued(event, grantType, origin)
      return issued
    },
  }
}
