/** The sign-up page: makes an account, and goes on signed in. */
import type { RouterContext } from '@koa/router'
import { DomainError } from '#domain/errors'
import { ACR_VALUES } from '#domain/sign-in'
import { interactionPath } from '#oidc'
import { type SignUpProps, signUpPage } from '#views/pages/sign-up'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import { fieldProblems } from './field-problems.ts'
import {
  type InteractionForm,
  type InteractionPage,
  type PageDependencies,
  redirect,
  type Visit,
} from './interaction-route.ts'

export function showSignUp(deps: PageDependencies): InteractionPage {
  return async (ctx, visit) => render(deps, ctx, visit, {})
}

export function submitSignUp(deps: PageDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const email = fields.get('email') ?? ''
    const name = fields.get('name') ?? ''
    const username = fields.get('username') ?? ''
    try {
      const password = fields.get('new-password') ?? ''
      const given = { email, name, password, ...(username === '' ? {} : { username }) }
      const account = await deps.accounts.signUp(given, originOf(ctx))
      const signedIn = { accountId: account.id, acr: ACR_VALUES[0], amr: ['pwd'], remember: false }
      redirect(ctx, await deps.interactions.signedIn(ctx.req, ctx.res, signedIn))
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
  { frame, interaction }: Visit,
  given: Pick<SignUpProps, 'values' | 'errors'>,
): void {
  const path = interactionPath(interaction.uid)
  const page = signUpPage({
    frame,
    clientName: interaction.client.name,
    action: `${path}/sign-up`,
    csrf: deps.csrf.token(interaction.uid),
    signInUrl: path,
    ...given,
  })
  sendPage(ctx, frame, page)
}
