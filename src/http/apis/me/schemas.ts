/** What goes in and out of `me` (specification 001), member by member. */
import { UTC_MILLISECONDS } from '../times.ts'

const TEXT_OR_NULL = { type: ['string', 'null'] } as const

export const PROFILE = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    status: { type: 'string', enum: ['pending', 'active', 'locked', 'disabled'] },
    name: TEXT_OR_NULL,
    bio: TEXT_OR_NULL,
    activeSessions: { type: 'integer', minimum: 0 },
    createdAt: UTC_MILLISECONDS,
    updatedAt: UTC_MILLISECONDS,
    email: { type: 'string', format: 'email' },
  },
  required: ['id', 'status', 'name', 'bio', 'activeSessions', 'createdAt', 'updatedAt', 'email'],
  additionalProperties: false,
} as const

export const PROFILE_CHANGE = {
  type: 'object',
  properties: {
    name: { ...TEXT_OR_NULL, maxLength: 1000, description: 'Null takes it away.' },
    bio: { ...TEXT_OR_NULL, maxLength: 10_000, description: 'Null takes it away.' },
  },
  additionalProperties: false,
} as const
