/** A forgotten password: asks for the mail, and answers alike whoever asks. */
import type { RouterContext } from '@koa/router'
import { interactionPath } from '#oidc'
import { checkMailPage } from '#views/pages/check-mail'
import { forgotPasswordPage } from '#views/pages/forgot-password'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import type { InteractionForm, InteractionPage, PageDependencies, PageVisit } from './interaction-route.ts'

export function showForgotPassword(deps: PageDependencies): InteractionPage {
  return async (ctx, visit) => render(deps, ctx, visit)
}

export function submitForgotPassword(deps: PageDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const { frame, interaction } = visit
    const identifier = (fields.get('username') ?? '').trim()
    if (identifier === '') {
      ctx.status = 400
      render(deps, ctx, visit, frame.messages.fieldProblems.required)
      return
    }
    await deps.accounts.requestPasswordReset(identifier, originOf(ctx))
    const next = { url: interactionPath(interaction.uid), label: frame.messages.mailedLinks.backToSignIn }
    sendPage(ctx, frame, checkMailPage({ frame, purpose: 'reset', identifier, next }))
  }
}

function render(
  deps: PageDependencies,
  ctx: RouterContext,
  { face, frame, interaction }: PageVisit,
  error?: string,
): void {
  const path = interactionPath(interaction.uid)
  const page = forgotPasswordPage({
    frame,
    clientName: interaction.client.name,
    face,
    action: `${path}/forgot-password`,
    csrf: deps.csrf.token(interaction.uid),
    signInUrl: path,
    username: interaction.loginHint,
    error,
  })
  sendPage(ctx, frame, page)
}
