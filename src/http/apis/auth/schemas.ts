/** What goes in and out of `auth` (specification 002), member by member. */
import {
  EMAIL,
  EXPIRES_IN,
  NEW_PASSWORD,
  PASSWORD,
  SUPPOSED_TOKEN,
  TOKEN,
  TOKEN_TYPE,
  USERNAME,
} from '../fields.ts'
import { UTC_SECONDS } from '../times.ts'

const ROLE = { type: 'string', minLength: 1, maxLength: 64 } as const

export const SIGNUP = {
  type: 'object',
  properties: {
    email: EMAIL,
    password: NEW_PASSWORD,
    role: { ...ROLE, description: 'One of those that are open to whoever signs up.' },
    username: USERNAME,
    name: { type: 'string', minLength: 1, maxLength: 1000 },
  },
  required: ['email', 'password'],
  additionalProperties: false,
} as const

export const SIGNED_UP = {
  type: 'object',
  properties: {
    user_id: { type: 'string', format: 'uuid' },
    email: EMAIL,
    role: ROLE,
    created_at: UTC_SECONDS,
  },
  required: ['user_id', 'email', 'role', 'created_at'],
  additionalProperties: false,
} as const

export const LOGIN = {
  type: 'object',
  properties: { email: EMAIL, password: PASSWORD },
  required: ['email', 'password'],
  additionalProperties: false,
} as const

export const MFA_LOGIN = {
  type: 'object',
  properties: {
    mfa_token: TOKEN,
    code: { type: 'string', minLength: 1, maxLength: 64, description: 'Of the app, or a recovery code.' },
  },
  required: ['mfa_token', 'code'],
  additionalProperties: false,
} as const

export const LOGGED_IN = {
  type: 'object',
  properties: {
    access_token: { type: 'string', description: 'A JWT for the account API.' },
    refresh_token: { type: 'string' },
    token_type: TOKEN_TYPE,
    expires_in: EXPIRES_IN,
  },
  required: ['access_token', 'refresh_token', 'token_type', 'expires_in'],
  additionalProperties: false,
} as const

export const REFRESH = {
  type: 'object',
  properties: { refresh_token: TOKEN },
  required: ['refresh_token'],
  additionalProperties: false,
} as const

export const LOGOUT = {
  type: 'object',
  properties: {
    token: { ...TOKEN, description: 'An access or refresh token.' },
    refresh_token: TOKEN,
  },
  additionalProperties: false,
} as const

export const LOGGED_OUT = {
  type: 'object',
  properties: { message: { type: 'string', enum: ['Logged out successfully'] } },
  required: ['message'],
  additionalProperties: false,
} as const

const EXPIRY = {
  type: 'integer',
  description: 'When the token expires, in seconds since the epoch.',
} as const

export const ME = {
  type: 'object',
  properties: { user_id: { type: 'string', format: 'uuid' }, email: EMAIL, role: ROLE, exp: EXPIRY },
  required: ['user_id', 'email', 'role', 'exp'],
  additionalProperties: false,
} as const

export const INTROSPECT = {
  type: 'object',
  properties: { token: SUPPOSED_TOKEN },
  required: ['token'],
  additionalProperties: true,
} as const

export const INTROSPECTED = {
  type: 'object',
  properties: {
    active: { type: 'boolean' },
    user_id: { type: 'string', format: 'uuid' },
    role: ROLE,
    exp: EXPIRY,
  },
  required: ['active'],
  additionalProperties: false,
} as const
