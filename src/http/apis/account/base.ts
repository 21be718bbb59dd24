/** What all routes of `account` share. */

export const ACCOUNT_BASE = '/api/v1/auth'

/** Only tokens for the account API open what is one's own: an app's token for userinfo must not change a password. */
export const OWN_ACCOUNT = { kind: 'bearer', scopes: [], audience: 'account-api' } as const
