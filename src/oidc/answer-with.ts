/**
 * The engine as middleware of its host. It is an application of its own, with a context of its own for each request;
 * answering in the host's context instead spares every request a second pass through all that Koa does around one.
 */
import type { ParameterizedContext } from 'koa'
import compose from 'koa-compose'
import type { Provider } from 'oidc-provider'
import { MACHINE_PATHS } from './routes.ts'

export function answerWith(provider: Provider): (ctx: ParameterizedContext) => Promise<void> {
  const middleware = compose(provider.middleware)
  return (ctx) => {
    // Its cookies are signed with its keys, and secure by its issuer, whatever the host makes of its own.
    if (!MACHINE_PATHS.has(ctx.path)) ctx.cookies = provider.createContext(ctx.req, ctx.res).cookies
    return middleware(ctx as Parameters<typeof middleware>[0])
  }
}
