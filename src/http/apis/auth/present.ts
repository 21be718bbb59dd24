/** What the core knows, in the words of `auth`. */
import type { Account } from '#domain/accounts'
import type { IssuedTokens } from '#oidc'
import type { Caller } from '../define-route.ts'
import { utcSeconds } from '../times.ts'

export function presentSignedUp({ id, email, role, createdAt }: Account) {
  return { user_id: id, email, role, created_at: utcSeconds(createdAt) }
}

export function presentLoggedIn({ accessToken, refreshToken, expiresIn }: IssuedTokens) {
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
  }
}

export function presentMe({ account, token }: Caller) {
  return { user_id: account.id, email: account.email, role: account.role, exp: token.expiresAt }
}

export function presentIntrospected(caller: Caller | undefined) {
  if (caller === undefined) return { active: false }
  const { account, token } = caller
  return { active: true, user_id: account.id, role: account.role, exp: token.expiresAt }
}
