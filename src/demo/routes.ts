/** The pages and actions of the demo app. */
import Router, { type RouterContext } from '@koa/router'
import { type Act, action, inWords } from './actions.ts'
import { createPages, type DemoPages } from './pages.ts'
import type { ProtectedApi } from './protected-api.ts'
import type { RelyingParty } from './relying-party.ts'
import type { DemoSession, DemoSessions } from './sessions.ts'

export interface DemoRouteDependencies {
  issuer: string
  stylesheet: string
  sessions: DemoSessions
  relyingParty: RelyingParty
  api: ProtectedApi
}

const MAX_PENDING = 20

export function createDemoRoutes(deps: DemoRouteDependencies): Router {
  const { api, issuer, relyingParty, sessions } = deps
  const router = new Router({ strict: true, sensitive: true })
  const pages = createPages(deps)
  const form = (act: Act) => action({ issuer, sessions, pages }, act)

  router.use((ctx, next) => {
    ctx.set('Cache-Control', 'no-store')
    return next()
  })

  router.get('/demo', (ctx) => {
    const session = sessions.find(ctx)
    const { problem, signedIn } = session ?? {}
    if (session === undefined || signedIn === undefined) pages.home(ctx, 200, problem)
    else pages.signedIn(ctx, session, signedIn)
    delete session?.notice
    delete session?.problem
    delete session?.apiResult
  })

  router.get('/demo/sign-in', async (ctx) => {
    const begun = await unlessAway(ctx, pages, () => relyingParty.begin())
    if (begun === undefined) return
    const { url, state, codeVerifier, nonce } = begun
    const { pending } = sessions.of(ctx)
    const [oldest] = pending.keys()
    if (pending.size >= MAX_PENDING && oldest !== undefined) pending.delete(oldest)
    pending.set(state, { codeVerifier, nonce })
    ctx.redirect(url)
  })

  router.get('/demo/callback', async (ctx) => {
    const session = sessions.find(ctx)
    const state = new URLSearchParams(ctx.querystring).get('state') ?? ''
    const begun = session?.pending.get(state)
    session?.pending.delete(state)
    if (session !== undefined && begun !== undefined) {
      await complete(deps, ctx, session, { state, ...begun })
    } else if (session?.signedIn === undefined) {
      // A link that was not begun in this browser, or the back button after all is over: nothing to complete.
      pages.home(ctx, 400, 'That sign-in is over. Start again from here.')
      return
    }
    ctx.redirect(`${issuer}/demo`)
  })

  router.post(
    '/demo/refresh',
    form(async (session, signedIn) => {
      session.signedIn = await relyingParty.refresh(signedIn)
      session.notice =
        'The tokens are fresh: a new access token, and a new refresh token in place of the old one.'
    }),
  )

  router.post(
    '/demo/call-api',
    form(async (session, signedIn) => {
      const { signedIn: next, ...result } = await relyingParty.callApi(signedIn)
      session.signedIn = next
      session.apiResult = result
    }),
  )

  // The address of a form opened by itself, as it stands in the browser after an error.
  router.get(['/demo/refresh', '/demo/call-api'], (ctx) => ctx.redirect(`${issuer}/demo`))

  router.get('/demo/sign-out', async (ctx) => {
    if (/^(cross|same)-site$/.test(ctx.get('Sec-Fetch-Site'))) {
      // Somebody else's link must not sign anybody out.
      ctx.redirect(`${issuer}/demo`)
      return
    }
    const url = await unlessAway(ctx, pages, () => relyingParty.signOutUrl(sessions.find(ctx)?.signedIn))
    if (url === undefined) return
    sessions.end(ctx)
    ctx.redirect(url)
  })

  router.get('/demo/api', api)
  return router
}

/** What an app says when its provider does not answer. */
async function unlessAway<Result>(
  ctx: RouterContext,
  pages: DemoPages,
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await ask()
  } catch {
    pages.home(ctx, 503, 'Gatehouse does not answer at its own address. Check ISSUER, then try again.')
    return undefined
  }
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
    session.problem = inWords(error)
  }
}
