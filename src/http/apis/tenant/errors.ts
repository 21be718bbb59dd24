/** Errors of `tenant`: its specification shows none, so they are OAuth's. */
import { OAUTH_CODES } from '../oauth-errors.ts'

export { oauthErrors as errors } from '../oauth-errors.ts'

export const CODES: Record<string, string> = {
  ...OAUTH_CODES,
  // Whoever asks cannot tell them apart, and need not.
  secrets_unavailable: 'temporarily_unavailable',
  issuer_unavailable: 'temporarily_unavailable',
}
