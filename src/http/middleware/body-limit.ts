/** Refuses a body that says it is too large before any of it is read. Readers hold the limit themselves as well. */
import type { Middleware } from 'koa'
import { badBody } from './refusal.ts'

export const MAX_BODY_BYTES = 64 * 1024

export const bodyLimit: Middleware = (ctx, next) => {
  if ((ctx.request.length ?? 0) > MAX_BODY_BYTES) {
    throw badBody(413, `the body is larger than ${MAX_BODY_BYTES} bytes`)
  }
  return next()
}
