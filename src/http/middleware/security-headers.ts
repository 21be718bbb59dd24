/** Headers that narrow what a browser may do with our answers. */
import type { Context, Middleware } from 'koa'

const BASE_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "script-src 'self'",
  "style-src 'self'",
]

/** @param secure whether `ISSUER` is https */
export function securityHeaders(secure: boolean): Middleware {
  const headers = Object.entries({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not no-referrer: with that, browsers send `Origin: null` with our own forms, and CSRF could not be told apart.
    'Referrer-Policy': 'same-origin',
    'Content-Security-Policy': [...BASE_POLICY, "form-action 'self'"].join('; '),
    ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  })
  return (ctx, next) => {
    for (const [name, value] of headers) ctx.res.setHeader(name, value)
    return next()
  }
}

/**
 * For pages whose form leads, by redirects, back to an application: Chromium holds every redirect that follows a
 * form against `form-action`. The application may send the person on from its redirect URI, so any https page is
 * let through, and any of the scheme of the redirect URI itself: http where the application is on this very machine,
 * perhaps with its pages on another port, or the application's own scheme.
 */
export function allowFormRedirect(ctx: Context, uri: string | undefined): void {
  const scheme = uri === undefined ? undefined : URL.parse(uri)?.protocol
  const sources = new Set(["'self'", 'https:', ...(scheme === undefined ? [] : [scheme])])
  ctx.set('Content-Security-Policy', [...BASE_POLICY, `form-action ${[...sources].join(' ')}`].join('; '))
}

/**
 * For the engine's own pages that post an answer to an application (`response_mode=form_post`): it adds the hash of
 * its one script to `script-src`, which must be there for that, and the form goes to a URI it has checked.
 */
export function allowFormPost(ctx: Context): void {
  ctx.res.setHeader('Content-Security-Policy', FORM_POST_POLICY)
}

const FORM_POST_POLICY = BASE_POLICY.join('; ')

/** For the API documentation, whose scripts ask our own endpoints. */
export function allowScripts(ctx: Context): void {
  ctx.set('Content-Security-Policy', [...BASE_POLICY, "form-action 'self'", "connect-src 'self'"].join('; '))
}
