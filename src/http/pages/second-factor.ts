/** After the password: a code, a recovery code, or a passkey. */
import type { RouterContext } from '@koa/router'
import type { OneTimeTokens } from '#domain/one-time-tokens'
import type { SecondFactor } from '#domain/sign-in'
import { interactionPath } from '#oidc'
import { secondFactorPage } from '#views/pages/second-factor'
import { sendPage } from '../frame.ts'
import { completeSignIn, type SignInDependencies, secondFactorPath, visitorOf } from './complete-sign-in.ts'
import type { Halfway } from './cookies.ts'
import { type InteractionForm, type InteractionPage, type PageVisit, redirect } from './interaction-route.ts'
import { passkeyAnswer } from './passkey-answer.ts'
import { showRefusal, showSignIn } from './sign-in.ts'

export type SecondFactorDependencies = SignInDependencies & { oneTimeTokens: OneTimeTokens }

interface Attempt {
  method: 'app' | 'recovery'
  rememberDevice?: boolean
  error?: string
}

export function showSecondFactor(deps: SecondFactorDependencies): InteractionPage {
  return async (ctx, visit) => {
    const wantsRecovery = ctx.query.method === 'recovery'
    await show(deps, ctx, visit, { method: wantsRecovery ? 'recovery' : 'app' })
  }
}

/** For somebody who is signed in, where the app wants more. */
export function showStepUp(deps: SecondFactorDependencies): InteractionPage {
  return async (ctx, visit) => {
    const { account, interaction } = visit
    const visitor = visitorOf(deps, ctx)
    const begun = account && (await deps.signIn.beginStepUp(account, interaction.amr, visitor))
    if (begun === undefined) await showSignIn(deps, ctx, visit, {})
    else await completeSignIn(deps, ctx, visit, begun, undefined)
  }
}

export function submitSecondFactor(deps: SecondFactorDependencies): InteractionForm {
  return async (ctx, visit, fields) => {
    const words = visit.frame.messages.signIn
    const halfway = deps.cookies.halfway(ctx)
    if (halfway === undefined) return redirect(ctx, interactionPath(visit.interaction.uid))
    const method = fields.get('method') === 'recovery' ? 'recovery' : 'app'
    const trustDevice = fields.get('remember-device') === 'yes'
    const shown: SecondFactor = fields.has('credential')
      ? { passkey: passkeyAnswer(fields) }
      : { code: fields.get(method === 'app' ? 'one-time-code' : 'recovery-code') ?? '' }
    const input = { token: halfway.token, trustDevice, ...shown }
    const result = await deps.signIn.checkSecondFactor(input, visitorOf(deps, ctx))
    const unfinished = await completeSignIn(deps, ctx, visit, result, halfway.remember)
    if (unfinished?.outcome === 'refused') {
      ctx.status = 400
      const error = method === 'app' ? words.codeRefused : words.recoveryRefused
      await show(deps, ctx, visit, { method, rememberDevice: trustDevice, error })
    } else if (unfinished?.outcome === 'locked') {
      await showRefusal(deps, ctx, visit, unfinished, {}, words.refused)
    } else if (unfinished !== undefined) {
      redirect(ctx, interactionPath(visit.interaction.uid))
    }
  }
}

async function show(
  deps: SecondFactorDependencies,
  ctx: RouterContext,
  { frame, interaction }: PageVisit,
  attempt: Attempt,
): Promise<void> {
  const { uid } = interaction
  const path = interactionPath(uid)
  const halfway = deps.cookies.halfway(ctx)
  const begun = halfway && (await deps.oneTimeTokens.look(['second_factor'], halfway.token))
  const account = begun && (await deps.accounts.findById(begun.accountId))
  // Too late, or opened by itself: the password comes first.
  if (halfway === undefined || account === undefined) return redirect(ctx, path)
  const method = halfway.offers.includes('totp') ? attempt.method : 'recovery'
  const page = secondFactorPage({
    frame,
    clientName: interaction.client.name,
    email: account.email,
    action: secondFactorPath(uid),
    csrf: deps.csrf.token(uid),
    cancelAction: `${path}/cancel`,
    ...attempt,
    method,
    otherMethodUrl: otherMethodUrl(secondFactorPath(uid), method, halfway),
    passkey: await passkeyQuestion(deps, secondFactorPath(uid), account.id, halfway),
  })
  sendPage(ctx, frame, page)
}

function otherMethodUrl(path: string, method: Attempt['method'], { offers }: Halfway): string | undefined {
  if (method === 'recovery') return offers.includes('totp') ? path : undefined
  return offers.includes('recovery_code') ? `${path}?method=recovery` : undefined
}

async function passkeyQuestion(
  { signIn }: SecondFactorDependencies,
  action: string,
  accountId: string,
  { offers }: Halfway,
) {
  if (!offers.includes('passkey')) return undefined
  const { options, token } = await signIn.beginPasskey(accountId)
  return { action, options: JSON.stringify(options), fields: { challenge: token } }
}
