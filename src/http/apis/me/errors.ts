/** Errors of `me`: OAuth's, with a page for each code. */
export { OAUTH_CODES as CODES, oauthErrors as errors } from '../oauth-errors.ts'
