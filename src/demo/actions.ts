/** The forms of the signed-in page: taken only from that page, done, and shown there. */
import type { Context, Middleware } from 'koa'
import { readForm } from '#lib/read-form'
import { isSameText } from '#lib/same-text'
import type { DemoPages } from './pages.ts'
import type { SignedIn } from './relying-party.ts'
import type { DemoSession, DemoSessions } from './sessions.ts'

export type Act = (session: DemoSession, signedIn: SignedIn) => Promise<void>

const FORM_BYTES = 1024

export function action(
  deps: { issuer: string; sessions: DemoSessions; pages: DemoPages },
  act: Act,
): Middleware {
  const { issuer, pages, sessions } = deps
  return async (ctx) => {
    const session = sessions.find(ctx)
    const form = await readForm(ctx.req, FORM_BYTES)
    if (!form.ok) return pages.home(ctx, form.status, `Nothing was done: ${form.problem}.`)
    if (session?.signedIn === undefined) {
      return pages.home(ctx, 403, 'You are not signed in to this app any more. Sign in again from here.')
    }
    if (!isSameText(form.fields.get('csrf') ?? '', session.csrf)) {
      return pages.home(ctx, 403, 'Nothing was done, since that form was not sent from this app.')
    }
    await attempt(act, session, session.signedIn)
    redirect(ctx, `${issuer}/demo`)
  }
}

async function attempt(act: Act, session: DemoSession, signedIn: SignedIn): Promise<void> {
  try {
    await act(session, signedIn)
  } catch (error) {
    session.problem = inWords(error)
    // The provider ended the grant: what this app holds is worth nothing any more (RFC 6749 §5.2).
    if ((error as { error?: string }).error === 'invalid_grant') delete session.signedIn
  }
}

/** What the provider said, in its own words. */
export function inWords(error: unknown): string {
  const told = error as { error?: string; error_description?: string; message?: string }
  return `The provider answered: ${told.error_description ?? told.error ?? told.message ?? 'nothing'}`
}

function redirect(ctx: Context, url: string): void {
  ctx.redirect(url)
  ctx.status = 303
}
