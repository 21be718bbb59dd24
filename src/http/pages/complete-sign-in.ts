/** What a sign-in came to, on its way out of the pages: back to the app, or on to the second factor. */
import type { RouterContext } from '@koa/router'
import type { SignIn, SignInResult, Visit } from '#domain/sign-in'
import { interactionPath } from '#oidc'
import { fromNow } from '#views/dates'
import type { Frame } from '#views/layout'
import { originOf } from '../middleware/request-context.ts'
import { type PageDependencies, type PageVisit, redirect } from './interaction-route.ts'

export type SignInDependencies = PageDependencies & { signIn: SignIn }

/** Who asks, for the domain. */
export function visitorOf(deps: PageDependencies, ctx: RouterContext): Visit {
  return { origin: originOf(ctx), device: deps.cookies.device(ctx) }
}

export function secondFactorPath(uid: string): string {
  return `${interactionPath(uid)}/second-factor`
}

export type Unfinished = Exclude<SignInResult, { outcome: 'signed-in' | 'second-factor-needed' }>

/** Goes on where there is a way on. @returns what the page has to say where there is none */
export async function completeSignIn(
  deps: PageDependencies,
  ctx: RouterContext,
  { interaction }: PageVisit,
  result: SignInResult,
  remember: boolean | undefined,
): Promise<Unfinished | undefined> {
  const path = interactionPath(interaction.uid)
  if (result.outcome === 'second-factor-needed') {
    const { offers, token } = result
    deps.cookies.setHalfway(ctx, path, { token, offers, remember })
    redirect(ctx, secondFactorPath(interaction.uid))
    return undefined
  }
  if (result.outcome !== 'signed-in') return result
  const { account, acr, amr, device } = result
  if (device !== undefined) deps.cookies.setDevice(ctx, device)
  deps.cookies.clearHalfway(ctx, path)
  const { id: accountId, passwordChangedAt } = account
  const login = { accountId, passwordChangedAt, acr, amr, remember }
  redirect(ctx, await deps.interactions.signedIn(ctx.req, ctx.res, login))
  return undefined
}

/** When signing in is open again. @param until milliseconds since the epoch */
export function lockedInWords({ language, messages }: Frame, until: number): string {
  return messages.signIn.locked(fromNow(language, until, Date.now()))
}
