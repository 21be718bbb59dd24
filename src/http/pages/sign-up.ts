/** The sign-up page: makes an account, and goes on signed in. */
import type { RouterContext } from '@koa/router'
import { DomainError } from '#domain/errors'
import { interactionPath } from '#oidc'
import { type SignUpProps, signUpPage } from '#views/pages/sign-up'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import { completeSignIn, type SignInDependencies, visitorOf } from './complete-sign-in.ts'
import { fieldProblems } from './field-problems.ts'
import type { InteractionForm, InteractionPage, PageDependencies, PageVisit } from './interaction-route.ts'

export function showSignUp(deps: PageDependencies): InteractionPage {
  return async (ctx, visit) => render(deps, ctx, visit, {})
}

export function submitSignUp(deps: SignInDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const email = fields.get('email') ?? ''
    const name = fields.get('name') ?? ''
    const username = fields.get('username') ?? ''
    try {
      const password = fields.get('new-password') ?? ''
      const given = { email, name, password, ...(username === '' ? {} : { username }) }
      // Mails come in the language of this page from now on.
      const account = await deps.accounts.signUp({ ...given, locale: visit.frame.language }, originOf(ctx))
      const result = await deps.signIn.signedUp(account, visitorOf(deps, ctx))
      await completeSignIn(deps, ctx, visit, result, false)
    } catch (error) {
      const errors = error instanceof DomainError ? fieldProblems(visit.frame.messages, error) : undefined
      if (errors === undefined) throw error
      ctx.status = 400
      render(deps, ctx, visit, { values: { email, name, username }, errors })
    }
  }
}

function render(
  deps: PageDependencies,
  ctx: RouterContext,
  { face, frame, interaction }: PageVisit,
  given: Pick<SignUpProps, 'values' | 'errors'>,
): void {
  const path = interactionPath(interaction.uid)
  const page = signUpPage({
    frame,
    clientName: interaction.client.name,
    face,
    action: `${path}/sign-up`,
    csrf: deps.csrf.token(interaction.uid),
    signInUrl: path,
    ...given,
  })
  sendPage(ctx, frame, page)
}
