/**
 * Endpoints that only programs call answer in JSON, whatever `Accept` says (RFC 6749 §5.2). The engine would show its
 * error page to who prefers HTML, and the HTTP client of the Java library does, in every request that sets no header.
 */
import type { Middleware } from 'koa'
import { MACHINE_PATHS } from './routes.ts'

export const jsonForMachines: Middleware = (ctx, next) => {
  if (MACHINE_PATHS.has(ctx.path)) ctx.request.headers.accept = 'application/json'
  return next()
}
