/** What a person has allowed an application, remembered per account and client, in any browser, until revoked. */
import type { AccountId } from '#domain/accounts'
import type { ClientId } from '#domain/clients'

export interface Consent {
  accountId: AccountId
  clientId: ClientId
  /** OpenID scope values. */
  scopes: string[]
  /** Single claims asked for by the `claims` parameter. */
  claims: string[]
  /** Scope values per resource indicator. */
  resources: Record<string, string[]>
  createdAt: number
  updatedAt: number
}
