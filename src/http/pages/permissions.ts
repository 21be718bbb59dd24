/** What an app may do with an account, in words: on the consent page, and among the apps of an account. */
import type { Account } from '#domain/accounts'
import type { Messages } from '#views/messages/index'
import type { PermissionsProps } from '#views/partials/grant-list'
import { foreign } from '#views/partials/names'

export interface Permissions {
  scopes: string[]
  /** Single claims beside those of the scopes, by their names. */
  claims: string[]
  /** Resource servers → scopes there. */
  resources: Record<string, string[]>
}

type Item = PermissionsProps['items'][number]

export function permissionsInWords(
  { consent: words }: Messages,
  { scopes, claims, resources }: Permissions,
  account: Account,
): PermissionsProps {
  const { name } = account.claims
  const byScope: Record<string, Item> = {
    openid: { title: words.know, detail: words.knowDetail },
    profile: {
      title: words.profile,
      detail: name === undefined ? words.profileDetail : words.profileDetailNamed(foreign(name)),
    },
    email: { title: words.email, detail: foreign(account.email) },
    address: { title: words.address },
    phone: { title: words.phone },
  }
  return {
    items: [
      ...scopes.flatMap((scope) => (Object.hasOwn(byScope, scope) ? (byScope[scope] ?? []) : [])),
      ...claims.map((claim) => ({ title: words.claim(foreign(claim.replaceAll('_', ' '))) })),
    ],
    resources: Object.entries(resources).map(([resource, scopesThere]) => ({
      name: resource,
      scopes: scopesThere,
    })),
    offlineAccess: scopes.includes('offline_access'),
  }
}
