/**
 * Forms are accepted only from our own pages: the browser says where a form was sent from (`Origin`,
 * `Sec-Fetch-Site`), and the form carries a token that only a page of the same flow was given.
 */
import type { Context, Middleware } from 'koa'
import { DomainError } from '#domain/errors'
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'

export interface Csrf {
  /** @param flow what the token is good for: an interaction's uid, a session's id */
  token(flow: string): string
  /** @throws DomainError `forbidden`, code `csrf` */
  check(flow: string, token: string | null): void
}

const PURPOSE = 'csrf'

export function createCsrf(secrets: Secrets): Csrf {
  const token = (flow: string): string => secrets.hash(PURPOSE, flow)

  return {
    token,
    check(flow, presented) {
      if (!isSameText(presented ?? '', token(flow))) throw foreignForm()
    },
  }
}

/** Where nobody but our own pages sends forms; what apps may send from theirs (authorize, logout) is elsewhere. */
const OWN_FORMS =
  /^\/(?:interaction|demo|account)\/|^\/(?:device|(?:verify-email|reset-password|unlock)(?:\/again)?|oauth\/logout\/confirm)$/

/** Refuses forms of ours that a browser says were sent from somewhere else, whatever token they carry. */
export function formsFromOwnPages(issuer: string): Middleware {
  return async (ctx, next) => {
    if (ctx.method === 'POST' && OWN_FORMS.test(ctx.path) && !isSameOrigin(ctx, issuer)) throw foreignForm()
    await next()
  }
}

function foreignForm(): DomainError {
  return new DomainError('forbidden', 'csrf', 'This form was not sent from the page it belongs to')
}

function isSameOrigin(ctx: Context, issuer: string): boolean {
  // `none` is the person's own doing, as when a browser restores its tabs; no page can bring it about.
  const site = ctx.get('Sec-Fetch-Site')
  if (site !== '' && site !== 'same-origin' && site !== 'none') return false
  const origin = ctx.get('Origin')
  if (origin === '' || origin === issuer) return true
  // Reached by another name than the issuer's: still the same origin as the page that this server sent there.
  return origin === `${new URL(issuer).protocol}//${ctx.get('Host')}`
}
