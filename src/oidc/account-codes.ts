/**
 * Authorization codes of our own account pages, redeemed without the way over the network: the pages run where the codes
 * are issued, and a server may not be able to reach its own public address. The checks are those of the token endpoint
 * (RFC 6749 §4.1.3, RFC 7636 §4.6); no token is issued, since the pages call nobody.
 */
import { createHash } from 'node:crypto'
import { errors, type Provider } from 'oidc-provider'
import { ACCOUNT_CLIENT_ID } from '#domain/clients'
import { isSameText } from '#lib/same-text'

export interface AccountCode {
  code: string
  codeVerifier: string
  redirectUri: string
}

/** Who has signed in, in which session of the browser. */
export interface AccountSignIn {
  accountId: string
  sessionId: string
  /** When, in milliseconds since the epoch. */
  signedInAt: number
}

/** Undefined for a code that is wrong, used, too old, or not for these pages. */
export async function redeemAccountCode(
  provider: Provider,
  { code, codeVerifier, redirectUri }: AccountCode,
): Promise<AccountSignIn | undefined> {
  const found = await provider.AuthorizationCode.find(code)
  if (found === undefined || !found.isValid || found.clientId !== ACCOUNT_CLIENT_ID) return undefined
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url')
  if (found.redirectUri !== redirectUri || !isSameText(found.codeChallenge ?? '', challenge)) return undefined
  if (found.accountId === undefined || found.sessionUid === undefined) return undefined
  try {
    await found.consume()
  } catch (error) {
    // Somebody else was faster.
    if (error instanceof errors.InvalidGrant) return undefined
    throw error
  }
  const { accountId, authTime = 0, sessionUid: sessionId } = found
  return { accountId, sessionId, signedInAt: authTime * 1000 }
}
