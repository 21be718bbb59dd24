/** The sign-in page: shows the form, takes the password or a passkey. */
import type { RouterContext } from '@koa/router'
import { DomainError } from '#domain/errors'
import { interactionPath } from '#oidc'
import { type SignInProps, signInPage } from '#views/pages/sign-in'
import { sendPage } from '../frame.ts'
import {
  completeSignIn,
  lockedInWords,
  type SignInDependencies,
  type Unfinished,
  visitorOf,
} from './complete-sign-in.ts'
import { type InteractionForm, type PageDependencies, type PageVisit, redirect } from './interaction-route.ts'
import { passkeyAnswer } from './passkey-answer.ts'

interface Attempt {
  username?: string
  remember?: boolean
  error?: string
  locked?: boolean
}

export async function showSignIn(
  deps: SignInDependencies,
  ctx: RouterContext,
  { face, frame, interaction }: PageVisit,
  attempt: Attempt,
): Promise<void> {
  const path = interactionPath(interaction.uid)
  const passkey = await passkeyForm(deps, path)
  const page = signInPage({
    frame,
    clientName: interaction.client.name,
    face,
    action: `${path}/sign-in`,
    csrf: deps.csrf.token(interaction.uid),
    signUpUrl: `${path}/sign-up`,
    forgotUrl: `${path}/forgot-password`,
    cancelAction: `${path}/cancel`,
    reauthenticate: interaction.reauthenticate,
    username: attempt.username ?? interaction.loginHint,
    remember: attempt.remember,
    error: attempt.error ?? (interaction.wrongAccount ? frame.messages.signIn.wrongAccount : undefined),
    locked: attempt.locked,
    passkey,
  })
  sendPage(ctx, frame, page)
}

/** Asking for a passkey is written down; where nothing can be, a page for passwords is still better than none. */
async function passkeyForm({ signIn }: SignInDependencies, path: string): Promise<SignInProps['passkey']> {
  try {
    const { options, token } = await signIn.beginPasskey()
    return { action: `${path}/passkey`, options: JSON.stringify(options), fields: { challenge: token } }
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') return undefined
    throw error
  }
}

export function submitSignIn(deps: SignInDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const username = fields.get('username') ?? ''
    const remember = fields.get('remember') === 'yes'
    const password = fields.get('current-password') ?? ''
    const result = await deps.signIn.checkPassword(username, password, visitorOf(deps, ctx))
    const unfinished = await completeSignIn(deps, ctx, visit, result, remember)
    if (unfinished !== undefined) {
      await showRefusal(
        deps,
        ctx,
        visit,
        unfinished,
        { username, remember },
        visit.frame.messages.signIn.refused,
      )
    }
  }
}

export function submitPasskey(deps: SignInDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const result = await deps.signIn.checkPasskey(passkeyAnswer(fields), visitorOf(deps, ctx))
    const unfinished = await completeSignIn(deps, ctx, visit, result, undefined)
    if (unfinished !== undefined) {
      await showRefusal(deps, ctx, visit, unfinished, {}, visit.frame.messages.signIn.passkeyFailed)
    }
  }
}

/** The person goes back to the app without signing in. */
export function submitCancel(deps: PageDependencies): InteractionForm {
  return async (ctx) => redirect(ctx, await deps.interactions.denied(ctx.req, ctx.res))
}

export async function showRefusal(
  deps: SignInDependencies,
  ctx: RouterContext,
  visit: PageVisit,
  result: Unfinished,
  attempt: Attempt,
  refused: string,
): Promise<void> {
  const locked = result.outcome === 'locked'
  ctx.status = 400
  await showSignIn(deps, ctx, visit, {
    ...attempt,
    locked,
    error: locked ? lockedInWords(visit.frame, result.until) : refused,
  })
}
