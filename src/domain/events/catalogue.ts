/**
 * Every event there is, by its wire name: promises to subscribers, so a name that has been published stays. What
 * `data` may hold is one shape for all; an event never holds a token, a password, or a link that carries one.
 */
export const EVENT_TYPES = [
  'TokenIssued',
  'TokenRefreshed',
  'TokenRevoked',
  'auth.user_created',
  'auth.user_deleted',
  'auth.user_disabled',
  'auth.user_enabled',
  'auth.profile_updated',
  'auth.email_verification_requested',
  'auth.email_verified',
  'auth.email_change_requested',
  'auth.email_changed',
  'auth.password_changed',
  'auth.password_reset_requested',
  'auth.password_reset',
  'auth.login_succeeded',
  'auth.login_failed',
  'auth.new_device',
  'auth.account_locked',
  'auth.unlock_requested',
  'auth.account_unlocked',
  'auth.session_ended',
  'auth.consent_granted',
  'auth.consent_revoked',
  'auth.mfa_enabled',
  'auth.mfa_disabled',
  'auth.recovery_codes_created',
  'auth.recovery_code_used',
  'auth.passkey_added',
  'auth.passkey_removed',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

export interface EventData {
  account_id?: string
  client_id?: string
  /** Space-separated, as in a token answer. */
  scope?: string
  grant_type?: string
  /** Of a session that ended, or in which something happened: its public id. */
  session_id?: string
  /** Authentication methods, as in RFC 8176. */
  amr?: string[]
  /** The address of whoever caused it, as the proxies in front tell it. */
  ip?: string
  user_agent?: string
  /** A stable word for why, such as `wrong_password` or `reset`. */
  reason?: string
  /** Of the person concerned, as a language tag: the language in which they are to be told. */
  locale?: string
  /**
   * Of `auth.email_changed` and `auth.user_deleted`: the address that belongs to no account any more, so that whoever
   * reads it can be told.
   */
  former_email?: string
}
