/** Whatever ends a request, as something that every surface can tell. */
import { DomainError } from '#domain/errors'
import { STATUS } from '../middleware/error-responder.ts'
import { Refusal } from '../middleware/refusal.ts'
import type { Route } from './define-route.ts'
import { SecondFactorNeeded } from './sign-in-outcome.ts'
import type { Problem, Surface } from './surface.ts'

/** Statuses whose answer says when to come back. */
const RETRIED = new Set([423, 429, 503])

export function toProblem(
  error: unknown,
  context: { issuer: string; surface: Surface; route?: Route },
): Problem {
  const { issuer, surface, route } = context
  if (error instanceof Refusal) {
    const { status, code, message, headers } = error
    return {
      status,
      code,
      message,
      headers: status === 401 ? { ...challenge(issuer, 'Bearer'), ...headers } : headers,
    }
  }
  if (error instanceof SecondFactorNeeded) {
    const { message, token } = error
    return { status: 403, code: 'mfa_required', message, headers: {}, extra: { mfa_token: token } }
  }
  if (!(error instanceof DomainError)) {
    const message = 'Something went wrong on our side. Trying again may help.'
    return { status: 500, code: 'server_error', message, headers: {} }
  }
  const code = surface.codes[error.code] ?? error.code
  const status = route?.failures?.[code] ?? STATUS[error.kind]
  const [field] = Object.entries(error.fields ?? {})
  return {
    status,
    code,
    message: error.message,
    ...(field === undefined ? {} : { field: { name: field[0], problem: field[1] } }),
    headers: {
      ...(status === 401 ? challenge(issuer, code === 'invalid_client' ? 'Basic' : 'Bearer') : {}),
      ...(RETRIED.has(status) ? { 'Retry-After': String(Math.ceil(error.retryAfterSeconds ?? 1)) } : {}),
    },
  }
}

/** RFC 6750 §3: who says nothing about a token is told no more than that one is needed. */
export function challenge(issuer: string, scheme: 'Basic' | 'Bearer'): Record<string, string> {
  return { 'WWW-Authenticate': `${scheme} realm="${issuer}"` }
}
