/** A request that HTTP itself rules out, whoever sends it: the wrong method, too large, of the wrong type. */
import type { Context } from 'koa'

/** Thrown; the error responder turns it into an answer. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  /** @param message is shown to whoever asked */
  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** What reading asks for; HEAD goes wherever GET does (RFC 9110 §9.3.2). */
export const READING = ['GET', 'HEAD']

/** @throws Refusal 405 with `Allow` (RFC 9110 §15.5.6) for any other method */
export function requireMethod(ctx: Context, allowed: string[]): void {
  if (allowed.includes(ctx.method)) return
  const headers = { Allow: allowed.join(', ') }
  throw new Refusal(405, 'method_not_allowed', `${ctx.method} is not allowed here`, headers)
}

const CODES: Record<number, string> = { 413: 'payload_too_large', 415: 'unsupported_media_type' }

/** For a body that could not be read. */
export function badBody(status: 400 | 413 | 415, problem: string): Refusal {
  // What is left of the body is not worth reading only to keep the connection.
  const headers: Record<string, string> = status === 413 ? { Connection: 'close' } : {}
  return new Refusal(status, CODES[status] ?? 'invalid_request', problem, headers)
}
