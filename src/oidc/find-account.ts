/** A domain account as the engine sees it: a subject and its claims. */
import { errors, type FindAccount, type KoaContextWithOIDC } from 'oidc-provider'
import type { Subject } from '#domain/accounts'
import { forEngine } from './engine-errors.ts'
import type { GrantRecords } from './grant-records.ts'
import { CLAIMS_BY_SCOPE } from './scopes.ts'
import type { Subjects } from './subjects.ts'

type EngineAccount = Exclude<Awaited<ReturnType<FindAccount>>, undefined>

const CLAIMS: Readonly<Record<string, readonly string[]>> = CLAIMS_BY_SCOPE

export function createFindAccount(
  subjects: Pick<Subjects, 'find'>,
  grants: Pick<GrantRecords, 'foresee'>,
): FindAccount {
  /** Nothing is issued to whoever is kept out, whatever they still hold. */
  async function findAdmitted(sub: string): Promise<Subject | undefined> {
    const account = await forEngine(() => subjects.find(sub))
    return account?.disabledAt === null ? account : undefined
  }

  return async (ctx, sub, token) => {
    if (token?.kind === 'RefreshToken') return refreshing(ctx, sub)
    grants.foresee(grantOfSession(ctx))
    const account = await findAdmitted(sub)
    return account && { accountId: account.id, claims: async () => claimsOf(account) }
  }

  /**
   * Whoever is kept out or deleted has no grant any more (domain/accounts), and a token that is being refreshed has been
   * found together with its grant. So the person is read where an ID token is to say more of them than who they are.
   */
  function refreshing(ctx: KoaContextWithOIDC, sub: string): EngineAccount {
    return {
      accountId: sub,
      async claims(_use, scope, asked) {
        if (!saysMore(ctx, scope, asked)) return { sub }
        const account = await findAdmitted(sub)
        if (account === undefined) throw new errors.InvalidGrant('there is no such account any more')
        return claimsOf(account)
      },
    }
  }
}

/** A single sign-on looks at the person, and then at what its session has for the client. */
function grantOfSession({ oidc }: KoaContextWithOIDC): string | undefined {
  const { client, route, session } = oidc
  return route === 'authorization' && client !== undefined ? session?.grantIdFor(client.clientId) : undefined
}

/** By its scopes an ID token says more where the access token beside it opens no userinfo (OpenID Connect Core 1.0 §5.4). */
function saysMore(ctx: KoaContextWithOIDC, scope: string, asked: object): boolean {
  const scopes = ctx.oidc.entities.AccessToken?.aud === undefined ? [] : scope.split(' ')
  const byScopes = scopes.flatMap((name) => CLAIMS[name] ?? [])
  const ofTheSession: readonly string[] = CLAIMS_BY_SCOPE.openid
  return [...byScopes, ...Object.keys(asked)].some((claim) => !ofTheSession.includes(claim))
}

/** What the scopes of a token let anybody who holds it know of the person (OpenID Connect Core 1.0 §5.4). */
export function claimsByScopes(account: Subject, scopes: readonly string[]): Record<string, unknown> {
  const allowed = new Set<string>(
    Object.entries(CLAIMS_BY_SCOPE).flatMap(([scope, claims]) => (scopes.includes(scope) ? claims : [])),
  )
  return Object.fromEntries(Object.entries(claimsOf(account)).filter(([claim]) => allowed.has(claim)))
}

/** Every claim that the account can make; the engine lets through what was asked for and granted. */
function claimsOf(account: Subject) {
  return {
    sub: account.id,
    ...account.claims,
    ...(account.username === null ? {} : { preferred_username: account.username }),
    email: account.email,
    email_verified: account.emailVerified,
    updated_at: Math.floor(account.updatedAt / 1000),
  }
}
