/** What all pages of an interaction share: finding it, recovering when it is gone, reading its form. */
import type { RouterContext } from '@koa/router'
import type { Account, Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { readForm } from '#lib/read-form'
import type { Interaction, Interactions } from '#oidc'
import type { Frame } from '#views/layout'
import type { ClientFace } from '#views/partials/client-badge'
import type { Branding } from '../branding.ts'
import type { FrameOf } from '../frame.ts'
import { MAX_BODY_BYTES } from '../middleware/body-limit.ts'
import type { Csrf } from '../middleware/csrf.ts'
import { answer } from '../middleware/error-responder.ts'
import { badBody } from '../middleware/refusal.ts'
import { allowFormRedirect } from '../middleware/security-headers.ts'
import type { PageCookies } from './cookies.ts'

export interface PageDependencies {
  interactions: Interactions
  csrf: Csrf
  cookies: PageCookies
  accounts: Accounts
  frameOf: FrameOf
  branding: Branding
}

/** An interaction, how its app looks, who is signed in, and in which language they read. */
export interface PageVisit {
  interaction: Interaction
  face: ClientFace
  account: Account | undefined
  frame: Frame
}

export type InteractionPage = (ctx: RouterContext, visit: PageVisit) => Promise<void>
export type InteractionForm = (ctx: RouterContext, visit: PageVisit, fields: URLSearchParams) => Promise<void>

/** Shows a page of the interaction that the path names. */
export function interactionPage(deps: PageDependencies, show: InteractionPage) {
  return async (ctx: RouterContext): Promise<void> => {
    ctx.set('Cache-Control', 'no-store')
    await recovering(deps, ctx, async () => {
      const interaction = await deps.interactions.load(ctx.req, ctx.res, uidOf(ctx))
      allowFormRedirect(ctx, interaction.redirectUri)
      const { accountId, client, redirectUri, uiLocales } = interaction
      const [account, face, accent] = await Promise.all([
        accountId === undefined ? undefined : deps.accounts.findById(accountId),
        deps.branding.faceOf(client, redirectUri),
        deps.branding.accentOf(client),
      ])
      const frame = deps.frameOf(ctx, { uiLocales, accountLocale: account?.claims.locale })
      await show(ctx, { interaction, face, account, frame: { ...frame, accent } })
    })
  }
}

/** Takes a form of the interaction that the path names, after checking that it came from our page. */
export function interactionForm(deps: PageDependencies, submit: InteractionForm) {
  return interactionPage(deps, async (ctx, visit) => {
    const form = await readForm(ctx.req, MAX_BODY_BYTES)
    if (!form.ok) throw badBody(form.status, form.problem)
    deps.csrf.check(visit.interaction.uid, form.fields.get('csrf'))
    await submit(ctx, visit, form.fields)
  })
}

/**
 * The back button, a second tab, a form sent twice, a page left open over night: where this browser once had the
 * interaction, the authorization request that it came from starts anew; a person who is signed in goes straight on.
 */
async function recovering(
  deps: PageDependencies,
  ctx: RouterContext,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'interaction_gone') throw error
    const url = await deps.interactions.restart(ctx.req, ctx.res, uidOf(ctx))
    if (url !== undefined) {
      redirect(ctx, url)
      return
    }
    answer(ctx, deps.frameOf, { status: 410, code: error.code, message: error.message })
  }
}

/** 303, so that the browser follows a form with a GET (RFC 9700 §4.12). */
export function redirect(ctx: RouterContext, url: string): void {
  ctx.redirect(url)
  ctx.status = 303
}

export function uidOf(ctx: RouterContext): string {
  return String(ctx.params.uid)
}
