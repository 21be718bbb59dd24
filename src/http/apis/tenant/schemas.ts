/** What goes in and out of `tenant` (specification 003), member by member. */
import { EMAIL, EXPIRES_IN, TOKEN, TOKEN_TYPE } from '../fields.ts'

const ID = { type: 'string', minLength: 1, maxLength: 200 } as const

export const GENERATE_TOKEN = {
  type: 'object',
  properties: {
    client_id: ID,
    email_id: { ...EMAIL, description: 'Of the member. Letter case is ignored.' },
    project_id: ID,
    tenant_id: ID,
    secret_id: {
      type: 'string',
      minLength: 1,
      maxLength: 1024,
      writeOnly: true,
      description:
        'A SecretID of the client’s AppRole in Vault; without a Vault, the client’s secret. Without it the client authenticates by Basic, by client_assertion, or by an access token of its own as bearer.',
    },
    client_assertion_type: {
      type: 'string',
      const: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    },
    client_assertion: { ...TOKEN, description: 'Of private_key_jwt (RFC 7523).' },
  },
  required: ['client_id', 'email_id', 'project_id', 'tenant_id'],
  additionalProperties: false,
} as const

export const OIDC_TOKEN = {
  type: 'object',
  properties: {
    oidc_token: {
      ...TOKEN,
      description:
        'An ID token of this server for the client, or of an issuer that the tenant trusts. Good for one exchange.',
    },
  },
  required: ['oidc_token'],
  additionalProperties: false,
} as const

export const ISSUED = {
  type: 'object',
  properties: {
    access_token: {
      type: 'string',
      description:
        'A JWT with tenant_id, project_id, client_id, email, and the arrays roles, scopes, resources, groups.',
    },
    expires_in: EXPIRES_IN,
    token_type: TOKEN_TYPE,
  },
  required: ['access_token', 'expires_in', 'token_type'],
  additionalProperties: false,
} as const
