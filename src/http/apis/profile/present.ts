/** What the core knows, in the words of `profile`. */
import { claimsByScopes } from '#oidc'
import type { Caller } from '../define-route.ts'

export function presentUserinfo({ account, token }: Caller) {
  return claimsByScopes(account, token.scopes)
}
