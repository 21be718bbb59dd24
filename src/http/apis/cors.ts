/** Which web pages may call the JSON APIs: those of the origins that the operator names (Fetch standard, CORS). */
import type { Context } from 'koa'
import type { Route } from './define-route.ts'

const EXPOSED = [
  'Retry-After',
  'WWW-Authenticate',
  'DPoP-Nonce',
  'X-Request-Id',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
].join(', ')
const PREFLIGHT_SECONDS = '600'

/** Says whether the page that asks may read the answer; nothing that was said of it before holds. */
export function tellOrigin(ctx: Context, origins: string[]): void {
  const origin = ctx.get('Origin')
  if (origins.length > 0) ctx.vary('Origin')
  if (!origins.includes(origin)) {
    ctx.remove('Access-Control-Allow-Origin')
    return
  }
  ctx.set('Access-Control-Allow-Origin', origin)
  ctx.set('Access-Control-Expose-Headers', EXPOSED)
}

/**
 * OPTIONS: what there is, and, to a browser that asks for one of its pages, whether that page may ask for it.
 * @param asked the route that the page wants to call
 */
export function answerOptions(
  ctx: Context,
  methods: string[],
  origins: string[],
  asked: Route | undefined,
): void {
  ctx.status = 204
  ctx.set('Allow', [...methods, 'OPTIONS'].join(', '))
  const origin = ctx.get('Origin')
  if (asked === undefined || origin === '' || origin === 'null') return
  // For which client a protocol endpoint is called can only be told from the call itself.
  const isOpen = asked.answer.by === 'engine'
  tellOrigin(ctx, isOpen ? [origin] : origins)
  ctx.set('Access-Control-Allow-Methods', methods.join(', '))
  ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, DPoP')
  ctx.set('Access-Control-Max-Age', PREFLIGHT_SECONDS)
}
