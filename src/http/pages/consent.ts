/** The consent page: what the app will get, in words, and the person's answer. */
import type { Account, Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { type Interaction, interactionPath, type Requested } from '#oidc'
import { type ConsentProps, consentPage } from '#views/pages/consent'
import {
  type InteractionForm,
  type InteractionPage,
  type PageDependencies,
  redirect,
} from './interaction-route.ts'

export type ConsentDependencies = PageDependencies & { accounts: Accounts }

type ConsentItem = ConsentProps['items'][number]

export function showConsent(deps: ConsentDependencies): InteractionPage {
  return async (ctx, interaction) => {
    // Our own applications are not asked for (contract, `--first-party`), even when they ask to be.
    if (interaction.client.firstParty) {
      redirect(ctx, await deps.interactions.allowed(ctx.req, ctx.res))
      return
    }
    const account = await accountOf(deps, interaction)
    ctx.type = 'html'
    ctx.body = consentPage({
      stylesheet: deps.stylesheet,
      clientName: interaction.client.name,
      accountEmail: account.email,
      action: `${interactionPath(interaction.uid)}/consent`,
      csrf: deps.csrf.token(interaction.uid),
      items: inWords(interaction.requested, account),
      resources: Object.entries(interaction.requested.resources).map(([name, scopes]) => ({ name, scopes })),
      offlineAccess: interaction.requested.scopes.includes('offline_access'),
      redirectHost: hostOf(interaction.redirectUri),
    }).text
  }
}

export function submitConsent(deps: PageDependencies): InteractionForm {
  return async (ctx, interaction, fields) => {
    if (interaction.prompt !== 'consent') {
      redirect(ctx, interactionPath(interaction.uid))
      return
    }
    const allowed = fields.get('decision') === 'allow'
    const { interactions } = deps
    redirect(ctx, await (allowed ? interactions.allowed : interactions.denied)(ctx.req, ctx.res))
  }
}

async function accountOf(deps: ConsentDependencies, interaction: Interaction): Promise<Account> {
  const account = await deps.accounts.findById(interaction.accountId ?? '')
  if (account === undefined) throw new DomainError('expired', 'interaction_gone', 'The account is gone')
  return account
}

const SCOPE_WORDS: Record<string, (account: Account) => ConsentItem> = {
  openid: () => ({ title: 'Know that it is you', detail: 'An identifier for your account' }),
  profile: ({ claims }) => ({
    title: 'See your profile',
    detail:
      claims.name === undefined
        ? 'Your name and other profile details'
        : `Your name, ${claims.name}, and other profile details`,
  }),
  email: ({ email }) => ({ title: 'See your email address', detail: email }),
  address: () => ({ title: 'See your postal address' }),
  phone: () => ({ title: 'See your phone number' }),
}

function inWords(requested: Requested, account: Account): ConsentItem[] {
  const scopes = requested.scopes.flatMap((scope) => SCOPE_WORDS[scope]?.(account) ?? [])
  const claims = requested.claims.map((claim) => ({ title: `See your ${claim.replaceAll('_', ' ')}` }))
  return [...scopes, ...claims]
}

/** A native app's redirect URI has no host; its scheme says as much. */
function hostOf(redirectUri: string): string {
  const url = URL.parse(redirectUri)
  return url === null || url.host === '' ? (redirectUri.split(':')[0] ?? redirectUri) : url.host
}
