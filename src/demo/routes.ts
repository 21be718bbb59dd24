/** The pages and actions of the demo app. */
import Router, { type RouterContext } from '@koa/router'
import { readForm } from '#lib/read-form'
import { isSameText } from '#lib/same-text'
import { demoHomePage } from '#views/demo/home'
import { demoSignedInPage } from '#views/demo/signed-in'
import type { ProtectedApi } from './protected-api.ts'
import type { RelyingParty, SignedIn } from './relying-party.ts'
import type { DemoSession, DemoSessions } from './sessions.ts'

export interface DemoRouteDependencies {
  issuer: string
  stylesheet: string
  sessions: DemoSessions
  relyingParty: RelyingParty
  api: ProtectedApi
}

const MAX_PENDING = 20
const FORM_BYTES = 1024

export function createDemoRoutes(deps: DemoRouteDependencies): Router {
  const { api, issuer, relyingParty, sessions } = deps
  const router = new Router({ strict: true, sensitive: true })

  router.get('/demo', (ctx) => show(deps, ctx))

  router.get('/demo/sign-in', async (ctx) => {
    const session = sessions.of(ctx)
    const { url, state, codeVerifier, nonce } = await relyingParty.begin()
    const [oldest] = session.pending.keys()
    if (session.pending.size >= MAX_PENDING && oldest !== undefined) session.pending.delete(oldest)
    session.pending.set(state, { codeVerifier, nonce })
    ctx.redirect(url)
  })

  router.get('/demo/callback', async (ctx) => {
    const session = sessions.of(ctx)
    const state = new URLSearchParams(ctx.querystring).get('state') ?? ''
    const begun = session.pending.get(state)
    session.pending.delete(state)
    if (begun === undefined) {
      // The back button after a sign-in, or a link that was not begun here: nothing to complete.
      if (session.signedIn === undefined) session.notice = 'That sign-in is over. Start again from here.'
    } else {
      await complete(deps, ctx, session, { state, ...begun })
    }
    ctx.redirect(`${issuer}/demo`)
  })

  router.post('/demo/refresh', action(deps, async (session, signedIn) => {
    session.signedIn = await relyingParty.refresh(signedIn)
    session.notice = 'The tokens are fresh: a new access token, and a new refresh token in place of the old one.'
  }))

  router.post('/demo/call-api', action(deps, async (session, signedIn) => {
    const { signedIn: next, ...result } = await relyingParty.callApi(signedIn)
    session.signedIn = next
    session.apiResult = result
  }))

  router.get('/demo/sign-out', async (ctx) => {
    const { signedIn } = sessions.of(ctx)
    sessions.renew(ctx, {})
    ctx.redirect(await relyingParty.signOutUrl(signedIn))
  })

  router.get('/demo/api', api)
  return router
}

async function complete(
  { issuer, relyingParty, sessions }: DemoRouteDependencies,
  ctx: RouterContext,
  session: DemoSession,
  begun: { state: string; codeVerifier: string; nonce: string },
): Promise<void> {
  try {
    const callback = new URL(`${issuer}/demo/callback?${ctx.querystring}`)
    sessions.renew(ctx, { signedIn: await relyingParty.complete(callback, begun) })
  } catch (error) {
    session.notice = problem(error)
  }
}

function show({ issuer, sessions, stylesheet }: DemoRouteDependencies, ctx: RouterContext): void {
  const session = sessions.of(ctx)
  const { apiResult, csrf, notice, signedIn } = session
  delete session.notice
  delete session.apiResult
  ctx.set('Cache-Control', 'no-store')
  ctx.type = 'html'
  if (signedIn === undefined) {
    ctx.body = demoHomePage({
      stylesheet,
      issuer,
      signInUrl: `${issuer}/demo/sign-in`,
      signUpHint: 'No account yet? Make one on the way; it takes an email and a password.',
      error: notice,
    }).text
    return
  }
  ctx.body = demoSignedInPage({
    stylesheet,
    csrf,
    notice,
    apiResult,
    name: String(signedIn.userinfo['name'] ?? signedIn.userinfo['email'] ?? signedIn.userinfo['sub']),
    idTokenClaims: signedIn.idTokenClaims,
    userinfo: signedIn.userinfo,
    scope: signedIn.scope,
    expiresAt: new Date(signedIn.expiresAt).toISOString(),
    hasRefreshToken: signedIn.refreshToken !== undefined,
    refreshAction: '/demo/refresh',
    apiAction: '/demo/call-api',
    signOutUrl: '/demo/sign-out',
  }).text
}

/** A form of the signed-in page; what goes wrong is shown there. */
function action(
  { issuer, sessions }: DemoRouteDependencies,
  act: (session: DemoSession, signedIn: SignedIn) => Promise<void>,
) {
  return async (ctx: RouterContext): Promise<void> => {
    const session = sessions.of(ctx)
    const form = await readForm(ctx.req, FORM_BYTES)
    const isOurs = form.ok && isSameText(form.fields.get('csrf') ?? '', session.csrf)
    if (isOurs && session.signedIn !== undefined) {
      try {
        await act(session, session.signedIn)
      } catch (error) {
        session.notice = problem(error)
      }
    }
    ctx.redirect(`${issuer}/demo`)
    ctx.status = 303
  }
}

/** What the provider said, in its own words. */
function problem(error: unknown): string {
  const told = error as { error?: string; error_description?: string; message?: string }
  return `The provider answered: ${told.error_description ?? told.error ?? told.message ?? 'nothing'}`
}
