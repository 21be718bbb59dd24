/** How long everything lives, in seconds. */
import type { Configuration } from 'oidc-provider'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const ACCESS_TOKEN_SECONDS = HOUR
export const REFRESH_TOKEN_SECONDS = 30 * DAY
/** However often it is rotated, nobody stays signed in to an app longer than this without proving who they are. */
const REFRESH_TOTAL_SECONDS = 365 * DAY
/** A grant outlives every token issued under it, by at most this; shorter, it would end them from behind. */
export const GRANT_MARGIN_SECONDS = DAY
/** How long anything that a client may hold can live. */
export const LONGEST_SECONDS = REFRESH_TOTAL_SECONDS + REFRESH_TOKEN_SECONDS + GRANT_MARGIN_SECONDS
/** What says who may do what in a tenant. */
export const APPLICATION_TOKEN_SECONDS = HOUR
export const SESSION_SECONDS = 14 * DAY
/** Where the person did not ask to stay signed in: the cookie ends with the browser, the session at the latest then. */
const TRANSIENT_SESSION_SECONDS = DAY
/** How long a person may take for a sign-in or consent page. */
export const INTERACTION_SECONDS = HOUR
/** How long a sign-in page that has ended can still bring its visitor back to the request it came from. */
export const INTERACTION_MEMORY_SECONDS = DAY
/**
 * How far ahead a client's clock may be: a DPoP proof from the future is good until then plus its own time, longer
 * than the engine remembers it for.
 */
export const PROOF_SKEW_SECONDS = 5 * MINUTE

export const ttl: NonNullable<Configuration['ttl']> = {
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? ACCESS_TOKEN_SECONDS,
  ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? ACCESS_TOKEN_SECONDS,
  AuthorizationCode: () => MINUTE,
  DeviceCode: () => 10 * MINUTE,
  PushedAuthorizationRequest: () => MINUTE,
  IdToken: () => HOUR,
  Interaction: () => INTERACTION_SECONDS,
  Grant: () => REFRESH_TOKEN_SECONDS + GRANT_MARGIN_SECONDS,
  Session(_ctx, session) {
    // Nobody's: it holds what a sign-out page needs, and anybody can have any number of them made.
    if (session.accountId === undefined) return INTERACTION_SECONDS
    return session.transient ? TRANSIENT_SESSION_SECONDS : SESSION_SECONDS
  },
  RefreshToken(ctx, token, client) {
    const redeemed = ctx?.oidc.entities.RotatedRefreshToken
    // A public web client's token lies in a browser: rotating it must not prolong it (RFC 9700 §4.14.2).
    const inBrowser =
      client.applicationType === 'web' && client.clientAuthMethod === 'none' && !token.isSenderConstrained()
    if (redeemed !== undefined && inBrowser) return Math.max(1, redeemed.remainingTTL)
    const total = (token.iiat ?? 0) + REFRESH_TOTAL_SECONDS - Math.floor(Date.now() / 1000)
    return Math.max(1, Math.min(REFRESH_TOKEN_SECONDS, total))
  },
}
