/**
 * The protocol engine: the only room that imports oidc-provider. Owns everything the protocols demand — endpoints,
 * tokens, sessions, grants — and how it is stored; asks the domain who a person is, which clients there are and what
 * was consented to; knows no page, only that pages exist.
 */
import type { JWK } from 'jose'
import type { ParameterizedContext } from 'koa'
import type { Origin } from '#domain/events'
import type { Sessions } from '#domain/sessions'
import { servedClients } from '#domain/tenants'
import { type AccountCode, type AccountSignIn, redeemAccountCode } from './account-codes.ts'
import { answerWith } from './answer-with.ts'
import { type ApiTokens, createApiTokens } from './api-tokens.ts'
import { createAuthenticateClient } from './authenticate-client.ts'
import { buildProvider, type ProviderDependencies } from './build-provider.ts'
import { type EngineAnswer, type ForwardedRequest, forward } from './forwarded-requests.ts'
import { createInteractions, type Interactions } from './interactions.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import { rememberOrigin } from './request-origin.ts'
import { createTenantTokens, type TenantTokens } from './tenant-tokens.ts'

export type { AccessToken, WhyDead } from './access-tokens.ts'
export type { AccountCode, AccountSignIn } from './account-codes.ts'
export type { ApiTokens, EndedSession } from './api-tokens.ts'
export type { IssuedApplicationToken } from './application-tokens.ts'
export type { ArtifactStore } from './artifact-store.ts'
export { ASSERTION_TYPE, type ProvenClient } from './authenticate-client.ts'
export type { ProofRequest } from './dpop-proof.ts'
export { claimsByScopes } from './find-account.ts'
export type { EngineAnswer, EngineEndpoint, ForwardedRequest } from './forwarded-requests.ts'
export type { Interaction, Interactions, SignedIn } from './interactions.ts'
export type { IssuedTokens, SignedInByApi } from './issue-tokens.ts'
export type { DeviceToConfirm, ProtocolPages } from './pages.ts'
export type { Requested } from './requested.ts'
export { ENDPOINTS, interactionPath, MACHINE_PATHS, methodsOf } from './routes.ts'
export type { TenantTokens } from './tenant-tokens.ts'

export type OidcDependencies = Omit<ProviderDependencies, 'issuerKeys'> & { sessions: Pick<Sessions, 'end'> }

export interface Oidc {
  /** Answers a request to a protocol endpoint, in its host's context. @param origin who sent it */
  handle(ctx: ParameterizedContext, origin: Origin): Promise<void>
  /** Has a protocol endpoint answer what came in elsewhere; the headers of its answer are set on the host's. */
  forward(ctx: ParameterizedContext, origin: Origin, forwarded: ForwardedRequest): Promise<EngineAnswer>
  interactions: Interactions
  /** For the account pages. Undefined for a code that is wrong, used, too old, or for somebody else. */
  redeemAccountCode(code: AccountCode): Promise<AccountSignIn | undefined>
  /** For those who sign in at the JSON APIs. */
  tokens: ApiTokens
  /** For the tenant API. */
  tenantTokens: TenantTokens
  /**
   * Signs and verifies with these keys from now on. The engine reads its keys when it is made, so a new one takes the
   * place of the old, which still answers what it has begun; both work on the same store.
   */
  useKeys(signingKeys: JWK[]): void
}

export function createOidc(given: OidcDependencies): Oidc {
  const deps = { ...given, issuerKeys: createIssuerKeys(given.fetch) }
  let engine = buildProvider(deps)
  let answer = answerWith(engine.provider)
  // Neither signs anything, so what came with the first engine serves whatever keys come after.
  const { admission, provider, interactionRecords: records } = engine

  return {
    handle: async (ctx, origin) => {
      rememberOrigin(ctx.req, origin)
      await answer(ctx)
    },
    forward: (ctx, origin, forwarded) =>
      forward({ provider: engine.provider, answer }, ctx, origin, forwarded),
    interactions: createInteractions({ ...deps, admission, provider, records }),
    redeemAccountCode: (code) => redeemAccountCode(provider, code),
    tokens: createApiTokens({
      ...engine,
      issuer: deps.issuer,
      store: deps.artifacts,
      personsSessions: deps.sessions,
      engine: () => engine,
    }),
    tenantTokens: createTenantTokens({
      issuer: deps.issuer,
      engine: () => engine,
      authenticateClient: createAuthenticateClient({
        ...deps,
        keys: engine.keys,
        store: deps.artifacts,
        clients: servedClients(deps.clients, deps.tenants),
        accessTokens: () => engine.accessTokens,
      }),
    }),
    useKeys(signingKeys) {
      engine = buildProvider({ ...deps, signingKeys })
      answer = answerWith(engine.provider)
    },
  }
}
