/**
 * Endpoints that only programs call answer in JSON, whatever `Accept` says (RFC 6749 §5.2). The engine would show its
 * error page to who prefers HTML, and the HTTP client of the Java library does, in every request that sets no header.
 */
import type { Middleware } from 'koa'
import { ENDPOINTS } from './routes.ts'

/** Where no browser brings its cookies. */
export const MACHINE_PATHS = new Set<string>([
  ENDPOINTS.token,
  ENDPOINTS.pushed_authorization_request,
  ENDPOINTS.introspection,
  ENDPOINTS.revocation,
  ENDPOINTS.userinfo,
])

export const jsonForMachines: Middleware = async (ctx, next) => {
  if (MACHINE_PATHS.has(ctx.path)) ctx.request.headers.accept = 'application/json'
  await next()
}
