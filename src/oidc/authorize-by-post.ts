/**
 * POST at the authorization endpoint (OpenID Connect Core 1.0 §3.1.2.1), turned into the equal GET by a redirect:
 * a form sent from another site carries no SameSite=Lax cookie, the redirect that answers it does, so a person who
 * is signed in stays so, and the cookies need not be weakened for the sake of this one method.
 */
import type { Context, Middleware } from 'koa'
import { readForm } from '#lib/read-form'
import { ENDPOINTS } from './routes.ts'

/** What still fits into the URL of a request that common servers accept. */
const MAX_QUERY_LENGTH = 12_000

export const authorizeByPost: Middleware = (ctx, next) => {
  const isAsked = ctx.path === ENDPOINTS.authorization || ctx.path === ENDPOINTS.end_session
  return isAsked && ctx.method === 'POST' ? toGet(ctx) : next()
}

async function toGet(ctx: Context): Promise<void> {
  const form = await readForm(ctx.req, MAX_QUERY_LENGTH)
  const query = form.ok ? new URLSearchParams(form.fields).toString() : ''
  if (!form.ok || query.length > MAX_QUERY_LENGTH) {
    ctx.status = form.ok ? 413 : form.status
    ctx.set('Cache-Control', 'no-store')
    const problem = form.ok
      ? 'the request is too large for this endpoint: push it to /oauth/par'
      : form.problem
    ctx.body = { error: 'invalid_request', error_description: problem }
    return
  }
  ctx.status = 303
  ctx.redirect(query === '' ? ctx.path : `${ctx.path}?${query}`)
}
