/** A domain account as the engine sees it: a subject and its claims. */
import type { FindAccount } from 'oidc-provider'
import type { Account, Accounts } from '#domain/accounts'
import { forEngine } from './engine-errors.ts'
import { CLAIMS_BY_SCOPE } from './scopes.ts'

export function createFindAccount(accounts: Accounts): FindAccount {
  return async (_ctx, sub) => {
    const account = await forEngine(() => accounts.findById(sub))
    // Nothing is issued to whoever is kept out, whatever they still hold.
    if (account === undefined || account.disabledAt !== null) return undefined
    return { accountId: account.id, claims: async () => claimsOf(account) }
  }
}

/** What the scopes of a token let anybody who holds it know of the person (OpenID Connect Core 1.0 §5.4). */
export function claimsByScopes(account: Account, scopes: readonly string[]): Record<string, unknown> {
  const allowed = new Set<string>(
    Object.entries(CLAIMS_BY_SCOPE).flatMap(([scope, claims]) => (scopes.includes(scope) ? claims : [])),
  )
  return Object.fromEntries(Object.entries(claimsOf(account)).filter(([claim]) => allowed.has(claim)))
}

/** Every claim that the account can make; the engine lets through what was asked for and granted. */
function claimsOf(account: Account) {
  return {
    sub: account.id,
    ...account.claims,
    ...(account.username === null ? {} : { preferred_username: account.username }),
    email: account.email,
    email_verified: account.emailVerified,
    updated_at: Math.floor(account.updatedAt / 1000),
  }
}
