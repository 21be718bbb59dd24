/** Errors of `account`: a status and a sentence, as its specification shows them. */
import type { ErrorFormat } from '../surface.ts'
import { UTC_SECONDS, utcSeconds } from '../times.ts'

/** Codes do not show here; they only say which status a route has for what went wrong. */
export { OAUTH_CODES as CODES } from '../oauth-errors.ts'

export function errors(): ErrorFormat {
  return {
    name: 'AccountError',
    schema: {
      type: 'object',
      properties: {
        timestamp: UTC_SECONDS,
        status: { type: 'integer', minimum: 400 },
        message: { type: 'string' },
      },
      required: ['timestamp', 'status', 'message'],
      additionalProperties: false,
    },
    present: ({ status, message, field }, now) => ({
      timestamp: utcSeconds(now),
      status,
      message:
        field === undefined ? message : `Validation failed for field '${field.name}': ${field.problem}`,
    }),
  }
}
