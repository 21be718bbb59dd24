/** What goes in and out of `account` (specification 004), member by member. */
import { EMAIL, NEW_PASSWORD, PASSWORD, SUPPOSED_TOKEN, TOKEN, TOKEN_TYPE, USERNAME } from '../fields.ts'
import { LOCAL_SECONDS, UTC_SECONDS } from '../times.ts'

const TEXT_OR_NULL = { type: ['string', 'null'] } as const
const NUMBER = { type: 'integer', minimum: 1, description: 'Number of the account.' } as const

export const REGISTER = {
  type: 'object',
  properties: {
    username: USERNAME,
    email: EMAIL,
    password: NEW_PASSWORD,
  },
  required: ['username', 'email', 'password'],
  additionalProperties: false,
} as const

export const LOGIN = {
  type: 'object',
  properties: {
    username: { type: 'string', minLength: 1, maxLength: 254, description: 'Or the e-mail address.' },
    password: PASSWORD,
  },
  required: ['username', 'password'],
  additionalProperties: false,
} as const

export const TOKENS = {
  type: 'object',
  properties: {
    accessToken: { type: 'string', description: 'A JWT for the account API.' },
    refreshToken: { type: 'string', description: 'Takes the place of the one that was used.' },
    tokenType: TOKEN_TYPE,
    expiresAt: { ...LOCAL_SECONDS, description: 'When the access token expires, in UTC.' },
    userId: NUMBER,
    username: { ...TEXT_OR_NULL, description: 'Null where the person chose none.' },
    role: { type: 'string', pattern: '^ROLE_' },
  },
  required: ['accessToken', 'refreshToken', 'tokenType', 'expiresAt', 'userId', 'username', 'role'],
  additionalProperties: false,
} as const

export const REFRESH = {
  type: 'object',
  properties: { refreshToken: TOKEN },
  required: ['refreshToken'],
  additionalProperties: false,
} as const

export const VALIDATE = {
  type: 'object',
  properties: { token: SUPPOSED_TOKEN },
  required: ['token'],
  additionalProperties: false,
} as const

export const VALIDATED = {
  type: 'object',
  properties: {
    valid: { type: 'boolean' },
    userId: { ...NUMBER, type: ['integer', 'null'] },
    username: TEXT_OR_NULL,
    role: TEXT_OR_NULL,
    expirationTime: { type: ['integer', 'null'], description: 'Seconds since the epoch.' },
    errorMessage: TEXT_OR_NULL,
  },
  required: ['valid', 'userId', 'username', 'role', 'expirationTime', 'errorMessage'],
  additionalProperties: false,
} as const

export const PASSWORD_RESET = {
  type: 'object',
  properties: { email: EMAIL },
  required: ['email'],
  additionalProperties: false,
} as const

export const PASSWORD_RESET_CONFIRM = {
  type: 'object',
  properties: { token: TOKEN, newPassword: NEW_PASSWORD },
  required: ['token', 'newPassword'],
  additionalProperties: false,
} as const

export const CHANGE_PASSWORD = {
  type: 'object',
  properties: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
  required: ['currentPassword', 'newPassword'],
  additionalProperties: false,
} as const

export const PROFILE = {
  type: 'object',
  properties: {
    id: NUMBER,
    username: TEXT_OR_NULL,
    email: EMAIL,
    role: { type: 'string' },
    createdAt: LOCAL_SECONDS,
    lastLoginAt: { ...LOCAL_SECONDS, type: ['string', 'null'] },
    status: { type: 'string', enum: ['PENDING', 'ACTIVE', 'LOCKED', 'DISABLED'] },
  },
  required: ['id', 'username', 'email', 'role', 'createdAt', 'lastLoginAt', 'status'],
  additionalProperties: false,
} as const

/** What tells that something was done. */
export const DONE = {
  type: 'object',
  properties: {
    success: { type: 'boolean', enum: [true] },
    message: { type: 'string' },
    data: { type: 'null' },
  },
  required: ['success', 'message', 'data'],
  additionalProperties: false,
} as const

export const HEALTH = {
  type: 'object',
  properties: {
    success: { type: 'boolean', enum: [true] },
    message: { type: 'string' },
    data: {
      type: 'object',
      properties: { timestamp: UTC_SECONDS, service: { type: 'string' }, version: { type: 'string' } },
      required: ['timestamp', 'service', 'version'],
      additionalProperties: false,
    },
  },
  required: ['success', 'message', 'data'],
  additionalProperties: false,
} as const

// What answers look like, as the specification shows them.

export const TOKENS_EXAMPLE = {
  accessToken: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
  refreshToken: 'rt_dGhpc19pc19hX3JlZnJlc2hfdG9rZW4',
  tokenType: 'Bearer',
  expiresAt: '2025-06-17T10:30:00',
  userId: 123,
  username: 'johndoe',
  role: 'ROLE_USER',
}

export const VALIDATED_EXAMPLE = {
  valid: true,
  userId: 123,
  username: 'johndoe',
  role: 'ROLE_USER',
  expirationTime: 1622506800,
  errorMessage: null,
}

export const PROFILE_EXAMPLE = {
  id: 123,
  username: 'johndoe',
  email: 'johndoe@example.com',
  role: 'USER',
  createdAt: '2023-01-15T10:30:00',
  lastLoginAt: '2023-01-20T14:45:00',
  status: 'ACTIVE',
}

export const HEALTH_EXAMPLE = {
  success: true,
  message: 'Auth service is healthy',
  data: { timestamp: '2025-06-17T10:30:00Z', service: 'auth-service', version: '1.0.0' },
}
