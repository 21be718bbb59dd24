/** The demo app's own sessions, in memory: the app is for looking at, and signing in again costs one click. */
import type { Context } from 'koa'
import { newSecret } from '#lib/ids'
import type { SignedIn } from './relying-party.ts'

const COOKIE = 'demo_session'
const LIFETIME_MS = 3_600_000
const MAX_SESSIONS = 1000

export interface DemoSession {
  csrf: string
  /** Sign-ins that were begun, by `state`. */
  pending: Map<string, { codeVerifier: string; nonce: string }>
  signedIn?: SignedIn
  /** What the page says once, after an action. */
  notice?: string
  /** What went wrong, said once likewise. */
  problem?: string
  apiResult?: { status: number; body: unknown }
}

export interface DemoSessions {
  /** The session of this browser, where it has one. */
  find(ctx: Context): DemoSession | undefined
  /** The session of this browser; a new one where it has none. */
  of(ctx: Context): DemoSession
  /** A new session id after signing in, so that an old one is worth nothing. */
  renew(ctx: Context, content: Partial<DemoSession>): void
  end(ctx: Context): void
}

export function createDemoSessions(secure: boolean): DemoSessions {
  const sessions = new Map<string, { session: DemoSession; until: number }>()

  function add(ctx: Context, content: Partial<DemoSession>): DemoSession {
    const id = newSecret()
    const session: DemoSession = { csrf: newSecret(), pending: new Map(), ...content }
    const oldest = sessions.keys().next().value
    if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest)
    sessions.set(id, { session, until: Date.now() + LIFETIME_MS })
    ctx.cookies.secure = secure
    ctx.cookies.set(COOKIE, id, { httpOnly: true, overwrite: true, path: '/demo', sameSite: 'lax', secure })
    return session
  }

  function find(ctx: Context): DemoSession | undefined {
    const found = sessions.get(ctx.cookies.get(COOKIE) ?? '')
    return found !== undefined && found.until > Date.now() ? found.session : undefined
  }

  function end(ctx: Context): void {
    sessions.delete(ctx.cookies.get(COOKIE) ?? '')
  }

  return {
    find,
    end,
    of: (ctx) => find(ctx) ?? add(ctx, {}),
    renew(ctx, content) {
      end(ctx)
      add(ctx, content)
    },
  }
}
