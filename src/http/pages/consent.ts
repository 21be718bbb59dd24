/** The consent page: what the app will get, in words, and the person's answer. */
import type { Account } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { interactionPath } from '#oidc'
import { consentPage } from '#views/pages/consent'
import { sendPage } from '../frame.ts'
import {
  type InteractionForm,
  type InteractionPage,
  type PageDependencies,
  type PageVisit,
  redirect,
} from './interaction-route.ts'
import { permissionsInWords } from './permissions.ts'

export function showConsent(deps: PageDependencies): InteractionPage {
  return async (ctx, visit) => {
    const { face, frame, interaction } = visit
    const { client, requested, uid } = interaction
    // Our own applications are not asked for (contract, `--first-party`), even when they ask to be.
    if (client.firstParty) {
      redirect(ctx, await deps.interactions.allowed(ctx.req, ctx.res))
      return
    }
    const account = accountOf(visit)
    const page = consentPage({
      frame,
      clientName: client.name,
      face,
      accountEmail: account.email,
      action: `${interactionPath(uid)}/consent`,
      csrf: deps.csrf.token(uid),
      ...permissionsInWords(frame.messages, requested, account),
      redirectHost: face.host,
    })
    sendPage(ctx, frame, page)
  }
}

export function submitConsent(deps: PageDependencies): InteractionForm {
  return async (ctx, { interaction }, fields) => {
    if (interaction.prompt !== 'consent') {
      redirect(ctx, interactionPath(interaction.uid))
      return
    }
    const allowed = fields.get('decision') === 'allow'
    const { interactions } = deps
    redirect(ctx, await (allowed ? interactions.allowed : interactions.denied)(ctx.req, ctx.res))
  }
}

function accountOf({ account }: PageVisit): Account {
  if (account === undefined) throw new DomainError('expired', 'interaction_gone', 'The account is gone')
  return account
}
