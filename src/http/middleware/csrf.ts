/**
 * Forms are accepted only from our own pages: the browser says where a form was sent from (`Origin`,
 * `Sec-Fetch-Site`), and the form carries a token that only a page of the same flow was given.
 */
import type { Context } from 'koa'
import { DomainError } from '#domain/errors'
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'

export interface Csrf {
  /** @param flow what the token is good for: an interaction's uid, a session's id */
  token(flow: string): string
  /** @throws DomainError `forbidden`, code `csrf` */
  check(ctx: Context, flow: string, token: string | null): void
}

const PURPOSE = 'csrf'

export function createCsrf(secrets: Secrets, issuer: string): Csrf {
  const token = (flow: string): string => secrets.hash(PURPOSE, flow)

  return {
    token,
    check(ctx, flow, presented) {
      if (!isSameText(presented ?? '', token(flow)) || !isSameOrigin(ctx, issuer)) {
        throw new DomainError('forbidden', 'csrf', 'This form was not sent from the page it belongs to')
      }
    },
  }
}

function isSameOrigin(ctx: Context, issuer: string): boolean {
  const site = ctx.get('Sec-Fetch-Site')
  if (site !== '' && site !== 'same-origin') return false
  const origin = ctx.get('Origin')
  return origin === '' || origin === issuer || URL.parse(origin)?.host === ctx.get('Host')
}
