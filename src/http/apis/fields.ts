/** Members that requests and answers of several surfaces have. What may be in them is for the domain to say. */

export const EMAIL = { type: 'string', format: 'email', minLength: 1, maxLength: 254 } as const

export const PASSWORD = {
  type: 'string',
  format: 'password',
  minLength: 1,
  maxLength: 1024,
  writeOnly: true,
} as const

export const NEW_PASSWORD = { ...PASSWORD, description: '8 to 256 characters.' } as const

export const USERNAME = { type: 'string', minLength: 1, maxLength: 64 } as const

/** What somebody asks about need not be a token. */
export const SUPPOSED_TOKEN = { type: 'string', minLength: 1 } as const

/** Longer than any token that is issued here. */
export const TOKEN = { type: 'string', minLength: 1, maxLength: 16_384 } as const

export const TOKEN_TYPE = { type: 'string', enum: ['Bearer', 'DPoP'] } as const

export const EXPIRES_IN = { type: 'integer', minimum: 1, description: 'Seconds.' } as const
