/** What the core knows, in the words of `tenant`. */
import type { IssuedApplicationToken } from '#oidc'

export function presentIssued({ accessToken, expiresIn, tokenType }: IssuedApplicationToken) {
  return { access_token: accessToken, expires_in: expiresIn, token_type: tokenType }
}
