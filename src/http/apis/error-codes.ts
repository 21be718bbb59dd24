/**
 * Every code by which a surface tells an error, for the page that explains it (`/errors/{code}`). Codes are promises to
 * callers: one that has been published stays, and a test finds those that have no entry here.
 */

export interface ErrorCode {
  /** What happened, in a few words. */
  title: string
  /** Why it happens, as whole sentences. */
  why: string
  /** How to mend it. */
  cure: string
}

const REQUESTS: Record<string, ErrorCode> = {
  invalid_request: {
    title: 'The request is not as it should be',
    why: 'A member is missing, unknown, given twice, or of the wrong type, or the body is not valid JSON. The description names the member.',
    cure: 'Compare the request with the API documentation at /swagger, mend what the description names, and send it again.',
  },
  not_found: {
    title: 'There is nothing at this path',
    why: 'The path is misspelt, or ends with a slash that does not belong there. Paths are compared letter by letter.',
    cure: 'Take the path from the API documentation at /swagger.',
  },
  method_not_allowed: {
    title: 'The path does not take this method',
    why: 'The path exists, but is called in another way.',
    cure: 'Use one of the methods that the Allow header of the answer names.',
  },
  payload_too_large: {
    title: 'The body is too large',
    why: 'No request needs more than 64 KiB.',
    cure: 'Send only the members that the documentation names.',
  },
  unsupported_media_type: {
    title: 'The body is of the wrong type',
    why: 'The Content-Type header is missing, or names a type that is not accepted here; or the body is compressed.',
    cure: 'Send JSON in UTF-8 with "Content-Type: application/json", without Content-Encoding.',
  },
  rate_limited: {
    title: 'There were too many requests',
    why: 'Your address, or the account you tried, has used up its requests for now.',
    cure: 'Wait for the number of seconds that the Retry-After header names, then try again.',
  },
  server_error: {
    title: 'Something went wrong on our side',
    why: 'The server met a fault that is not yours.',
    cure: 'Try again. If it stays, give the id of the request to whoever runs this server: it leads them to the cause.',
  },
  temporarily_unavailable: {
    title: 'The service is away for a moment',
    why: 'A part that the server needs, such as its database, does not answer.',
    cure: 'Try again after the number of seconds that the Retry-After header names. Nothing was decided about your token.',
  },
  busy: {
    title: 'The server is busy',
    why: 'More passwords are being checked than the server can check at once.',
    cure: 'Try again after the number of seconds that the Retry-After header names.',
  },
}

const TOKENS: Record<string, ErrorCode> = {
  invalid_token: {
    title: 'The access token is not accepted',
    why: 'It is missing, has expired, was revoked, ended with its session or with a change of password, or was made for another API.',
    cure: 'Get a new one with the refresh token, or by signing in again. Send it as "Authorization: Bearer …".',
  },
  insufficient_scope: {
    title: 'The access token does not allow this',
    why: 'The request needs a scope that the token was not given. The WWW-Authenticate header names it.',
    cure: 'Ask for the scope when you send the person to sign in, and use the token that you get then.',
  },
  invalid_dpop_proof: {
    title: 'The proof of possession is not accepted',
    why: 'The token is bound to a key, and the DPoP header is missing, was made for another URL, method or token, is too old, or has been used.',
    cure: 'Make a new proof for every request, with the URL that you call (RFC 9449).',
  },
  use_dpop_nonce: {
    title: 'The proof of possession needs a nonce',
    why: 'The proof is too old, or was made without the nonce that the server asks for.',
    cure: 'Make a new proof with the nonce of the DPoP-Nonce header, and try again.',
  },
  invalid_grant: {
    title: 'The code or refresh token is not accepted',
    why: 'It has expired, was used before, was revoked, ended with its session, or belongs to another client or redirect URI.',
    cure: 'Have the person sign in again. If a refresh token was used twice, somebody else may hold a copy of it.',
  },
  invalid_client: {
    title: 'The client is not who it says it is',
    why: 'The client is unknown, its secret is wrong, or it authenticates in another way than it is registered for.',
    cure: 'Check client_id and client_secret. "gatehouse client rotate-secret" makes a new secret.',
  },
  unauthorized_client: {
    title: 'The client may not do this',
    why: 'The client is not registered for this grant type.',
    cure: 'Have the operator add the grant type to the client.',
  },
  unsupported_grant_type: {
    title: 'There is no such grant type',
    why: 'The grant_type is misspelt, or one that this server does not offer. It offers no password grant here.',
    cure: 'Use one of the grant types that the discovery document lists.',
  },
  unsupported_token_type: {
    title: 'This kind of token cannot be handled here',
    why: 'The endpoint does not know this kind of token.',
    cure: 'Send an access token or a refresh token that this server has issued.',
  },
  invalid_scope: {
    title: 'The scope is not accepted',
    why: 'It is unknown, or more than the client or the refresh token was given.',
    cure: 'Leave the scope out, or ask for what the client is registered for.',
  },
  invalid_target: {
    title: 'The resource is not accepted',
    why: 'The resource is unknown, or the client is not registered for it.',
    cure: 'Have the operator register the resource server, and name it in the client.',
  },
  access_denied: {
    title: 'The request was refused',
    why: 'The person, or the server on their behalf, said no.',
    cure: 'Ask again only when the person wants it.',
  },
  login_required: {
    title: 'The person has to sign in',
    why: 'The request asked not to show a page, and nobody is signed in.',
    cure: 'Send the person to the authorization endpoint without prompt=none.',
  },
  authorization_pending: {
    title: 'The person has not decided yet',
    why: 'They are still on their way to the page, or on it.',
    cure: 'Ask again after the interval that you were given.',
  },
  slow_down: {
    title: 'You ask too often',
    why: 'The token endpoint was asked again before the interval was over.',
    cure: 'Add five seconds to the interval, and go on.',
  },
  expired_token: {
    title: 'The code has expired',
    why: 'The person did not enter or confirm the code in time.',
    cure: 'Begin anew.',
  },
}

const ACCOUNTS: Record<string, ErrorCode> = {
  user_exists: {
    title: 'There is such an account already',
    why: 'The e-mail address or the user name belongs to an account, whatever its letter case.',
    cure: 'Sign in with it, or reset its password, or choose another one.',
  },
  role_not_allowed: {
    title: 'Nobody signs up with this role',
    why: 'Only the roles that the operator lists in SIGNUP_ROLES are open to whoever signs up.',
    cure: 'Leave the role out. An operator gives other roles to an account that exists.',
  },
  weak_password: {
    title: 'The password will not do',
    why: 'A password has 8 to 256 characters, is none of the few thousand that everybody tries first, and not the name that one signs in with; where the operator has that looked up, it is known from no data breach either. Nothing else is asked of it.',
    cure: 'Choose another one. A few words in a row are easy to remember.',
  },
  invalid_credentials: {
    title: 'The sign-in was not accepted',
    why: 'The name, the password or the code is wrong. Which of them is not told, so that nobody learns who has an account.',
    cure: 'Check the spelling, or reset the password.',
  },
  wrong_password: {
    title: 'The current password is wrong',
    why: 'Whoever changes a password has to know the one that it replaces.',
    cure: 'Check the spelling, or reset the password by mail.',
  },
  link_expired: {
    title: 'The link or token from the mail is no longer good',
    why: 'It was used before, is too old, or a newer one has taken its place.',
    cure: 'Ask for another mail, and use the link in the latest one.',
  },
  no_such_user: {
    title: 'There is no such account',
    why: 'Nobody has this e-mail address here.',
    cure: 'Check the spelling, or make an account.',
  },
  changed_meanwhile: {
    title: 'Somebody else was faster',
    why: 'The same thing was changed elsewhere while the request was on its way.',
    cure: 'Look at what it is now, and try again if it still needs to be changed.',
  },
  account_locked: {
    title: 'The account is locked for a while',
    why: 'There were too many failed attempts to sign in.',
    cure: 'Wait for the number of seconds that the Retry-After header names, or use the link in the mail that was sent.',
  },
  account_disabled: {
    title: 'The account is disabled',
    why: 'An operator of this server has closed it.',
    cure: 'Ask whoever runs this server.',
  },
  no_second_factor: {
    title: 'There is no second factor',
    why: 'Recovery codes stand in for an authenticator app, and the account has none.',
    cure: 'Set up an authenticator app first.',
  },
  invalid_code: {
    title: 'The code is not the one that the app shows',
    why: 'The code is mistyped, or the clock of the phone is wrong by more than half a minute.',
    cure: 'Wait for the next code, and type that one. Let the phone set its clock by itself.',
  },
  too_many_passkeys: {
    title: 'There are too many passkeys',
    why: 'An account has as many passkeys as it can have.',
    cure: 'Remove one that is no longer used.',
  },
  invalid_passkey: {
    title: 'The passkey was not accepted',
    why: 'What the browser sent was not made for this site, or does not belong to what it was asked.',
    cure: 'Try again in the same browser, and let it verify you by PIN, finger or face.',
  },
  no_such_passkey: {
    title: 'There is no such passkey',
    why: 'The account has no passkey of this id; perhaps it was removed elsewhere.',
    cure: 'Look at the list of passkeys again.',
  },
  mfa_required: {
    title: 'A second factor is needed',
    why: 'The password is right, and the account is protected by a code as well.',
    cure: 'Send mfa_token and the code to /auth/login/mfa. Where the API has no such path, sign in on the pages.',
  },
}

const TENANTS: Record<string, ErrorCode> = {
  client_not_found: {
    title: 'There is no such client',
    why: 'The client, the project and the tenant do not belong together, or one of them does not exist.',
    cure: 'Compare all three ids with what `gatehouse client show` prints.',
  },
  unauthorized: {
    title: 'The token was refused',
    why: 'The client has not shown that it is the one, the ID token is not good or was used before, the tenant is suspended, or the person is no member or lacks the role. Which of them is not told.',
    cure: 'Check the secret, then ask whoever runs the tenant about the person. `gatehouse tenant explain` shows what a token would say.',
  },
}

export const ERROR_CODES: Record<string, ErrorCode> = { ...REQUESTS, ...TOKENS, ...ACCOUNTS, ...TENANTS }
