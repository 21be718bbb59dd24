/**
 * How the account pages know who is there: as an app does, by sending the browser through the authorization endpoint. What
 * comes of it is kept in a sealed cookie that is worth as much as the session it was made in: when that has ended, on
 * any node and by any hand, so have the account pages.
 */
import { createHash } from 'node:crypto'
import type { Context } from 'koa'
import { ACCOUNT_CLIENT_ID } from '#domain/clients'
import type { Session, Sessions } from '#domain/sessions'
import { newSecret } from '#lib/ids'
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'
import { ENDPOINTS, type Oidc } from '#oidc'

export interface AccountSessionDependencies {
  issuer: string
  oidc: Pick<Oidc, 'redeemAccountCode'>
  secrets: Secrets
  sessions: Sessions
}

export interface AccountSession {
  accountId: string
  sessionId: string
  /** Milliseconds since the epoch. */
  signedInAt: number
  /** All of the person's, this one among them. */
  sessions: Session[]
}

export interface AccountSessions {
  /** Undefined for a browser that has none, or whose session has ended. */
  find(ctx: Context): Promise<AccountSession | undefined>
  /** Sends the browser to sign in. @param maxAge seconds since the last proof of who the person is */
  begin(ctx: Context, returnTo: string, maxAge?: number): void
  /** Takes the answer, and goes on where `begin` was called; false when it is none to what was begun. */
  complete(ctx: Context): Promise<boolean>
  end(ctx: Context): void
}

interface Begun {
  state: string
  codeVerifier: string
  returnTo: string
}

const COOKIE = 'gatehouse_account'
const BEGUN = 'gatehouse_account_begun'
const BEGUN_MS = 3_600_000
const PATH = '/account'

export function createAccountSessions(deps: AccountSessionDependencies): AccountSessions {
  const { issuer, oidc, secrets, sessions } = deps
  const secure = issuer.startsWith('https:')
  const redirectUri = `${issuer}/account/callback`

  function set(ctx: Context, name: string, content: object | undefined, maxAge?: number): void {
    const value = content === undefined ? '' : secrets.encrypt(name, JSON.stringify(content), PATH)
    ctx.cookies.secure = secure
    ctx.cookies.set(name, value, {
      httpOnly: true,
      overwrite: true,
      path: PATH,
      sameSite: 'lax',
      secure,
      ...(content === undefined ? { maxAge: 0 } : maxAge === undefined ? {} : { maxAge }),
    })
  }

  function read<Content>(ctx: Context, name: string): Content | undefined {
    const value = ctx.cookies.get(name)
    if (value === undefined || value === '') return undefined
    try {
      return JSON.parse(secrets.decrypt(name, value, PATH)) as Content
    } catch {
      // Made with another key, or by somebody else.
      return undefined
    }
  }

  return {
    async find(ctx) {
      const kept = read<Omit<AccountSession, 'sessions'>>(ctx, COOKIE)
      if (kept === undefined) return undefined
      const alive = await sessions.list(kept.accountId)
      return alive.some(({ id }) => id === kept.sessionId) ? { ...kept, sessions: alive } : undefined
    },
    begin(ctx, returnTo, maxAge) {
      const begun: Begun = { state: newSecret(), codeVerifier: newSecret(), returnTo }
      set(ctx, BEGUN, begun, BEGUN_MS)
      const query = new URLSearchParams({
        client_id: ACCOUNT_CLIENT_ID,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: begun.state,
        code_challenge: createHash('sha256').update(begun.codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
      })
      ctx.redirect(`${issuer}${ENDPOINTS.authorization}?${query}`)
      ctx.status = 303
    },
    async complete(ctx) {
      const begun = read<Begun>(ctx, BEGUN)
      set(ctx, BEGUN, undefined)
      const { code, state } = ctx.query
      if (begun === undefined || !isSameText(String(state ?? ''), begun.state)) return false
      const { codeVerifier, returnTo } = begun
      const signIn = await oidc.redeemAccountCode({ code: String(code ?? ''), codeVerifier, redirectUri })
      if (signIn === undefined) return false
      set(ctx, COOKIE, signIn)
      ctx.redirect(`${issuer}${returnTo}`)
      ctx.status = 303
      return true
    },
    end: (ctx) => set(ctx, COOKIE, undefined),
  }
}
