/** The sign-up page: makes an account, and goes on signed in. */
import type { RouterContext } from '@koa/router'
import type { Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { ACR_VALUES } from '#domain/sign-in'
import { type Interaction, interactionPath } from '#oidc'
import { type SignUpProps, signUpPage } from '#views/pages/sign-up'
import { originOf } from '../middleware/request-context.ts'
import {
  type InteractionForm,
  type InteractionPage,
  type PageDependencies,
  redirect,
} from './interaction-route.ts'

export type SignUpDependencies = PageDependencies & { accounts: Accounts }

export function showSignUp(deps: PageDependencies): InteractionPage {
  return async (ctx, interaction) => render(deps, ctx, interaction, {})
}

export function submitSignUp(deps: SignUpDependencies): InteractionForm {
  return async (ctx, interaction, fields) => {
    const email = fields.get('email') ?? ''
    const name = fields.get('name') ?? ''
    try {
      const password = fields.get('new-password') ?? ''
      const account = await deps.accounts.signUp({ email, name, password }, originOf(ctx))
      const signedIn = { accountId: account.id, acr: ACR_VALUES[0], amr: ['pwd'], remember: false }
      redirect(ctx, await deps.interactions.signedIn(ctx.req, ctx.res, signedIn))
    } catch (error) {
      const errors = error instanceof DomainError ? inWords(error) : undefined
      if (errors === undefined) throw error
      ctx.status = 400
      render(deps, ctx, interaction, { values: { email, name }, errors })
    }
  }
}

function render(
  deps: PageDependencies,
  ctx: RouterContext,
  interaction: Interaction,
  given: Pick<SignUpProps, 'values' | 'errors'>,
): void {
  const path = interactionPath(interaction.uid)
  ctx.type = 'html'
  ctx.body = signUpPage({
    stylesheet: deps.stylesheet,
    clientName: interaction.client.name,
    action: `${path}/sign-up`,
    csrf: deps.csrf.token(interaction.uid),
    signInUrl: path,
    ...given,
  }).text
}

/** Undefined for what the person cannot mend in this form. */
function inWords(error: DomainError): NonNullable<SignUpProps['errors']> | undefined {
  if (error.code === 'email_taken') {
    return { email: 'There is an account with this email already. Sign in with it instead.' }
  }
  if (error.kind !== 'invalid' || error.fields === undefined) return undefined
  const { email, name, password } = error.fields
  return {
    ...(email === undefined ? {} : { email: `The email ${email}.` }),
    ...(name === undefined ? {} : { name: `The name ${name}.` }),
    ...(password === undefined ? {} : { password: `The password ${password}.` }),
  }
}
