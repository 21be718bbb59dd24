/** Errors of `auth`: its specification shows none, so they are OAuth's. */
export { OAUTH_CODES as CODES, oauthErrors as errors } from '../oauth-errors.ts'
