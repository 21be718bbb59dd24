/** The token and revocation endpoints under further paths, in JSON as well; they are described here once for all. */
import { defineAlias } from './define-route.ts'
import { EXPIRES_IN, TOKEN_TYPE } from './fields.ts'

const TEXT = { type: 'string' } as const
const CLIENT = {
  client_id: { ...TEXT, description: 'Unless the client authenticates by a header.' },
  client_secret: { ...TEXT, writeOnly: true },
  client_assertion_type: TEXT,
  client_assertion: TEXT,
} as const

/** RFC 6749 §4.1.3, §4.4.2, §6 and their extensions; members that are unknown here are ignored (§3.2). */
const TOKEN_REQUEST = {
  type: 'object',
  properties: {
    grant_type: TEXT,
    code: TEXT,
    redirect_uri: TEXT,
    code_verifier: { ...TEXT, description: 'The secret that the code_challenge was made of (RFC 7636).' },
    refresh_token: TEXT,
    scope: TEXT,
    resource: {
      type: ['string', 'array'],
      items: TEXT,
      description: 'Which API the token is for (RFC 8707).',
    },
    ...CLIENT,
  },
  required: ['grant_type'],
  additionalProperties: true,
} as const

const TOKEN_ANSWER = {
  type: 'object',
  properties: {
    access_token: TEXT,
    token_type: TOKEN_TYPE,
    expires_in: EXPIRES_IN,
    refresh_token: TEXT,
    id_token: { ...TEXT, description: 'Where the scope holds `openid`.' },
    scope: TEXT,
    issued_token_type: { ...TEXT, description: 'Of a token exchange (RFC 8693).' },
    authorization_details: { type: 'array', items: { type: 'object' } },
  },
  required: ['access_token', 'token_type', 'expires_in'],
  additionalProperties: false,
} as const

const REVOCATION_REQUEST = {
  type: 'object',
  properties: { token: TEXT, token_type_hint: TEXT, ...CLIENT },
  required: ['token'],
  additionalProperties: true,
} as const

const CLIENT_EXAMPLE = { client_id: 'your_client_id', client_secret: 'your_client_secret' }

export const tokenEndpoint = (path: string, operationId: string) =>
  defineAlias({
    method: 'POST',
    path,
    operationId,
    summary: 'Get tokens',
    description:
      'The token endpoint of OAuth 2 with every grant type that the discovery document lists, by JSON or form.',
    guard: { kind: 'client' },
    request: {
      schema: TOKEN_REQUEST,
      example: {
        grant_type: 'authorization_code',
        code: 'auth_code_from_redirect',
        redirect_uri: 'https://your-app.com/callback',
        ...CLIENT_EXAMPLE,
      },
      oauth: true,
    },
    success: {
      status: 200,
      description: 'The tokens.',
      schema: TOKEN_ANSWER,
      example: {
        access_token: 'at_dGhpc19pc19hbl9hY2Nlc3NfdG9rZW4',
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: 'rt_dGhpc19pc19hX3JlZnJlc2hfdG9rZW4',
        scope: 'openid profile email',
      },
    },
    failures: {
      invalid_grant: 400,
      unauthorized_client: 400,
      unsupported_grant_type: 400,
      invalid_scope: 400,
      invalid_target: 400,
      invalid_client: 401,
    },
    engine: 'token',
  })

export const revocationEndpoint = (path: string, operationId: string) =>
  defineAlias({
    method: 'POST',
    path,
    operationId,
    summary: 'Revoke a token',
    description:
      'An access token ends alone; a refresh token ends its grant with all tokens of it (RFC 7009).',
    guard: { kind: 'client' },
    request: {
      schema: REVOCATION_REQUEST,
      example: { token: 'access_token_or_refresh_token', ...CLIENT_EXAMPLE },
      oauth: true,
    },
    success: { status: 204, description: 'The token is no longer good, or never was.' },
    failures: { invalid_client: 401 },
    engine: 'revocation',
  })
