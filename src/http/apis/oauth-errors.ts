/** Errors as OAuth writes them (RFC 6749 §5.2): of `me`, and of the surfaces whose specifications show none. */
import type { ErrorFormat } from './surface.ts'

/** What a description may not hold (RFC 6749 §5.2): it may name a member as its sender did. */
const NO_DESCRIPTION = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g

export function oauthErrors(issuer: string): ErrorFormat {
  return {
    name: 'Error',
    schema: {
      type: 'object',
      properties: {
        error: { type: 'string', description: 'A stable code.' },
        error_description: { type: 'string', description: 'What happened, in words.' },
        error_uri: {
          type: 'string',
          format: 'uri',
          description: 'A page that explains the code and its cure.',
        },
        mfa_token: { type: 'string', description: 'With `mfa_required`: what to send along with the code.' },
      },
      required: ['error', 'error_description', 'error_uri'],
      additionalProperties: false,
    },
    present: ({ code, message, extra }) => ({
      error: code,
      error_description: message.replace(NO_DESCRIPTION, '?'),
      error_uri: uri(code),
      ...extra,
    }),
  }

  function uri(code: string): string {
    return `${issuer}/errors/${encodeURIComponent(code)}`
  }
}

/** What the domain and the readers of requests call by other names than these surfaces do. */
export const OAUTH_CODES: Record<string, string> = {
  invalid_input: 'invalid_request',
  email_taken: 'user_exists',
  username_taken: 'user_exists',
  store_unavailable: 'temporarily_unavailable',
}
