/**
 * What the engine keeps with a request, `ctx.oidc`, as a plain member. With engine-seams.ts, the only file that reaches
 * behind the engine's public options.
 *
 * The engine defines it as a getter of its own on every request's context. V8 makes a pair of accessors among the old
 * objects, whatever it belongs to, and what an old object refers to outlives the young generation: every request, with all
 * that was made for it, was copied twice and then kept until the next large collection. Of the 16 to 30 µs that collections
 * took of each request, two thirds were for that.
 */
import type { Middleware } from 'koa'
import { type Configuration, Provider } from 'oidc-provider'
// @ts-expect-error the engine declares no types for what lies inside of it
import als from 'oidc-provider/lib/helpers/als.js'
// @ts-expect-error the engine declares no types for what lies inside of it
import Router from 'oidc-provider/lib/helpers/router.js'

const VERBS = ['get', 'post', 'put', 'delete', 'options'] as const

/** By its name, the engine's function that defines it, which comes first on every route. */
const DEFINING = 'ensureOIDC'

type Register = (this: unknown, name: string, path: string, ...middleware: Middleware[]) => unknown

/** As `new Provider`. */
export function createProvider(issuer: string, configuration: Configuration): Provider {
  const prototype = Router.prototype as Record<(typeof VERBS)[number], Register>
  const own = VERBS.map((verb) => [verb, prototype[verb]] as const)
  const remember: Middleware = (ctx, next) => {
    const { OIDCContext } = provider as unknown as { OIDCContext: new (ctx: unknown) => object }
    ctx.oidc = new OIDCContext(ctx)
    return als.run(ctx, () => next())
  }
  for (const [verb, register] of own) {
    prototype[verb] = function (name, path, ...middleware) {
      const instead = middleware.map((one) => (one.name === DEFINING ? remember : one))
      return register.call(this, name, path, ...instead)
    }
  }
  let provider: Provider
  try {
    // Its routes are made here, and at no other time.
    provider = new Provider(issuer, configuration)
  } finally {
    for (const [verb, register] of own) prototype[verb] = register
  }
  return provider
}
