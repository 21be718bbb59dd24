/** The two pages of the demo app. */
import type { Context } from 'koa'
import { demoHomePage } from '#views/demo/home'
import { demoSignedInPage } from '#views/demo/signed-in'
import type { SignedIn } from './relying-party.ts'
import type { DemoSession } from './sessions.ts'

export interface DemoPages {
  /** Where everything begins, perhaps with what went wrong. */
  home(ctx: Context, status: number, error?: string): void
  signedIn(ctx: Context, session: DemoSession, signedIn: SignedIn): void
}

export function createPages({ issuer, stylesheet }: { issuer: string; stylesheet: string }): DemoPages {
  return {
    home(ctx, status, error) {
      ctx.status = status
      ctx.type = 'html'
      ctx.body = demoHomePage({
        stylesheet,
        issuer,
        signInUrl: `${issuer}/demo/sign-in`,
        signUpHint: 'No account yet? Make one on the way; it takes an email and a password.',
        error,
      }).text
    },
    signedIn(ctx, { apiResult, csrf, notice, problem }, signedIn) {
      const { userinfo } = signedIn
      ctx.type = 'html'
      ctx.body = demoSignedInPage({
        stylesheet,
        csrf,
        notice,
        error: problem,
        apiResult,
        name: String(userinfo.name ?? userinfo.email ?? userinfo.sub),
        idTokenClaims: signedIn.idTokenClaims,
        userinfo,
        scope: signedIn.scope,
        expiresAt: new Date(signedIn.expiresAt).toISOString(),
        hasRefreshToken: signedIn.refreshToken !== undefined,
        refreshAction: '/demo/refresh',
        apiAction: '/demo/call-api',
        signOutUrl: '/demo/sign-out',
      }).text
    },
  }
}
