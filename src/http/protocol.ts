/** The way to the protocol engine: exact paths, known methods, bounded bodies; the rest is the engine's. */
import type { Middleware } from 'koa'
import { methodsOf, type Oidc } from '#oidc'
import { allowFormPost } from './middleware/security-headers.ts'

export function protocol(oidc: Pick<Oidc, 'handle'>): Middleware {
  return async (ctx, next) => {
    const methods = methodsOf(ctx.path)
    if (methods === undefined) return next()
    if (!methods.includes(ctx.method)) {
      ctx.status = 405
      ctx.set('Allow', methods.join(', '))
      ctx.body = { error: 'invalid_request', error_description: `${ctx.method} is not allowed here` }
      return
    }
    allowFormPost(ctx)
    // The engine answers by itself, with a context of its own; what was set so far goes out with its answer.
    ctx.respond = false
    await oidc.handle(ctx.req, ctx.res)
  }
}
