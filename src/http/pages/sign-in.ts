/** The sign-in page: shows the form, takes the password. */
import type { RouterContext } from '@koa/router'
import type { SignIn, SignInResult } from '#domain/sign-in'
import { type Interaction, interactionPath } from '#oidc'
import { signInPage } from '#views/pages/sign-in'
import { originOf } from '../middleware/request-context.ts'
import { type InteractionForm, type PageDependencies, redirect } from './interaction-route.ts'

export type SignInDependencies = PageDependencies & { signIn: SignIn }

interface Attempt {
  username?: string
  remember?: boolean
  error?: string
}

export function showSignIn(
  deps: PageDependencies,
  ctx: RouterContext,
  interaction: Interaction,
  attempt: Attempt,
) {
  const path = interactionPath(interaction.uid)
  ctx.type = 'html'
  ctx.body = signInPage({
    stylesheet: deps.stylesheet,
    clientName: interaction.client.name,
    action: `${path}/sign-in`,
    csrf: deps.csrf.token(interaction.uid),
    signUpUrl: `${path}/sign-up`,
    cancelAction: `${path}/cancel`,
    reauthenticate: interaction.reauthenticate,
    username: attempt.username ?? interaction.loginHint,
    remember: attempt.remember,
    error:
      attempt.error ??
      (interaction.wrongAccount ? 'The app asked for another account. Sign in with that one.' : undefined),
  }).text
}

export function submitSignIn(deps: SignInDependencies): InteractionForm {
  return async (ctx, interaction, fields) => {
    const username = fields.get('username') ?? ''
    const remember = fields.get('remember') === 'yes'
    const visit = { origin: originOf(ctx) }
    const result = await deps.signIn.checkPassword(username, fields.get('current-password') ?? '', visit)
    if (result.outcome !== 'signed-in') {
      ctx.status = 400
      showSignIn(deps, ctx, interaction, { username, remember, error: inWords(result) })
      return
    }
    const { account, acr, amr } = result
    const signedIn = { accountId: account.id, acr, amr, remember }
    redirect(ctx, await deps.interactions.signedIn(ctx.req, ctx.res, signedIn))
  }
}

function inWords(result: Exclude<SignInResult, { outcome: 'signed-in' }>): string {
  if (result.outcome === 'locked') {
    const minutes = Math.max(1, Math.ceil((result.until - Date.now()) / 60_000))
    return `There were too many attempts. Try again in ${minutes} minutes.`
  }
  if (result.outcome === 'refused') {
    return 'That email or user name and password do not belong together. Check both and try again.'
  }
  return 'This account asks for a second factor, which this page cannot take yet.'
}

/** The person goes back to the app without signing in. */
export function submitCancel(deps: PageDependencies): InteractionForm {
  return async (ctx) => redirect(ctx, await deps.interactions.denied(ctx.req, ctx.res))
}
