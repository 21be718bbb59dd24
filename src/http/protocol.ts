/** The way to the protocol engine: exact paths, known methods, bounded bodies; the rest is the engine's. */
import type { Middleware } from 'koa'
import { MACHINE_PATHS, methodsOf, type Oidc } from '#oidc'
import { bodyLimit } from './middleware/body-limit.ts'
import { dropMalformedOrigin } from './middleware/malformed-origin.ts'
import { requireMethod } from './middleware/refusal.ts'
import { originOf, type RequestState } from './middleware/request-context.ts'
import { allowFormPost } from './middleware/security-headers.ts'

/**
 * What programs ask for, and by far most often. No page, asset or form of ours lies there, so that only the bound on
 * bodies stands before the engine.
 */
export function machineProtocol(oidc: Pick<Oidc, 'handle'>): Middleware<RequestState> {
  const answer = protocol(oidc)
  return (ctx, next) => (MACHINE_PATHS.has(ctx.path) ? bodyLimit(ctx, () => answer(ctx, next)) : next())
}

export function protocol(oidc: Pick<Oidc, 'handle'>): Middleware<RequestState> {
  return async (ctx, next) => {
    const methods = methodsOf(ctx.path)
    if (methods === undefined) return next()
    requireMethod(ctx, methods)
    dropMalformedOrigin(ctx.req)
    if (ctx.method === 'OPTIONS' && ctx.get('Access-Control-Request-Method') === '') {
      // No preflight, which is the engine's: somebody asks what there is (RFC 9110 §9.3.7).
      ctx.set('Allow', methods.join(', '))
      ctx.status = 204
      return
    }
    allowFormPost(ctx)
    await oidc.handle(ctx, originOf(ctx))
  }
}
