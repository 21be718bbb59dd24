/** The sign-in page: shows the form, takes the password. */
import type { RouterContext } from '@koa/router'
import type { SignIn, SignInResult } from '#domain/sign-in'
import { interactionPath } from '#oidc'
import { fromNow } from '#views/dates'
import type { Frame } from '#views/layout'
import { signInPage } from '#views/pages/sign-in'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import { type InteractionForm, type PageDependencies, redirect, type Visit } from './interaction-route.ts'

export type SignInDependencies = PageDependencies & { signIn: SignIn }

interface Attempt {
  username?: string
  remember?: boolean
  error?: string
}

export function showSignIn(deps: PageDependencies, ctx: RouterContext, visit: Visit, attempt: Attempt): void {
  const { frame, interaction } = visit
  const path = interactionPath(interaction.uid)
  const page = signInPage({
    frame,
    clientName: interaction.client.name,
    action: `${path}/sign-in`,
    csrf: deps.csrf.token(interaction.uid),
    signUpUrl: `${path}/sign-up`,
    cancelAction: `${path}/cancel`,
    reauthenticate: interaction.reauthenticate,
    username: attempt.username ?? interaction.loginHint,
    remember: attempt.remember,
    error: attempt.error ?? (interaction.wrongAccount ? frame.messages.signIn.wrongAccount : undefined),
  })
  sendPage(ctx, frame, page)
}

export function submitSignIn(deps: SignInDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const username = fields.get('username') ?? ''
    const remember = fields.get('remember') === 'yes'
    const result = await deps.signIn.checkPassword(username, fields.get('current-password') ?? '', {
      origin: originOf(ctx),
    })
    if (result.outcome !== 'signed-in') {
      ctx.status = 400
      showSignIn(deps, ctx, visit, { username, remember, error: inWords(visit.frame, result) })
      return
    }
    const { account, acr, amr } = result
    const signedIn = { accountId: account.id, acr, amr, remember }
    redirect(ctx, await deps.interactions.signedIn(ctx.req, ctx.res, signedIn))
  }
}

function inWords(
  { language, messages }: Frame,
  result: Exclude<SignInResult, { outcome: 'signed-in' }>,
): string {
  const { signIn: words } = messages
  return result.outcome === 'locked'
    ? words.locked(fromNow(language, result.until, Date.now()))
    : words.refused
}

/** The person goes back to the app without signing in. */
export function submitCancel(deps: PageDependencies): InteractionForm {
  return async (ctx) => redirect(ctx, await deps.interactions.denied(ctx.req, ctx.res))
}
