/** What goes in and out of `profile` (specification 000), member by member. */
import { TOKEN } from '../fields.ts'

const TEXT = { type: 'string' } as const

export const REFRESH = {
  type: 'object',
  properties: {
    refresh_token: TOKEN,
    client_id: { type: 'string', minLength: 1, maxLength: 256 },
    client_secret: { type: 'string', minLength: 1, maxLength: 1024, writeOnly: true },
  },
  required: ['refresh_token'],
  additionalProperties: false,
} as const

/** OpenID Connect Core 1.0 §5.1, as far as an account can say it. */
export const USERINFO = {
  type: 'object',
  properties: {
    sub: TEXT,
    name: TEXT,
    given_name: TEXT,
    family_name: TEXT,
    middle_name: TEXT,
    nickname: TEXT,
    preferred_username: TEXT,
    profile: TEXT,
    picture: TEXT,
    website: TEXT,
    gender: TEXT,
    birthdate: TEXT,
    zoneinfo: TEXT,
    locale: TEXT,
    updated_at: { type: 'integer', description: 'Seconds since the epoch.' },
    email: { type: 'string', format: 'email' },
    email_verified: { type: 'boolean' },
    address: { type: 'object' },
    phone_number: TEXT,
    phone_number_verified: { type: 'boolean' },
  },
  required: ['sub'],
  additionalProperties: false,
} as const
