/** Assembles what the engine is told; decides nothing itself. */
import type { AdapterFactory, Configuration, JWKS } from 'oidc-provider'
import { CLIENT_AUTH_METHODS } from '#domain/clients'
import type { Consents } from '#domain/consents'
import type { ResourceServers } from '#domain/resource-servers'
import { ACR_VALUES, type SignIn } from '#domain/sign-in'
import { SIGNING_ALGS } from '#domain/signing-keys'
import type { Secrets } from '#lib/secrets'
import type { Admission } from './admission.ts'
import { createExtraTokenClaims } from './application-tokens.ts'
import { EXTRA_CLIENT_METADATA } from './clients.ts'
import { CookieKeys } from './cookie-keys.ts'
import { allowsOrigin } from './cross-origin.ts'
import { createFeatures } from './features.ts'
import { createFindAccount } from './find-account.ts'
import { keepsRefreshToken } from './forwarded-requests.ts'
import type { GrantRecords } from './grant-records.ts'
import { createInteractionPolicy } from './interaction-policy.ts'
import { ttl } from './lifetimes.ts'
import { createLoadGrant } from './load-grant.ts'
import type { ProtocolPages } from './pages.ts'
import { ENDPOINTS, interactionPath } from './routes.ts'
import { CLAIMS_BY_SCOPE, OIDC_SCOPES } from './scopes.ts'
import type { Subjects } from './subjects.ts'
import type { TenantClaimsOf } from './tenant-marks.ts'

export interface ConfigurationDependencies {
  admission: Admission
  subjects: Pick<Subjects, 'find'>
  grants: Pick<GrantRecords, 'foresee'>
  consents: Consents
  resourceServers: ResourceServers
  signIn: Pick<SignIn, 'hasSecondFactor'>
  secrets: Secrets
  pages: ProtocolPages
  corsOrigins: string[]
  secureCookies: boolean
  /** Whose a client is. */
  tenantClaimsOf: TenantClaimsOf
  /** Follows a client's word to a URL, under the outbound rules. */
  fetch: typeof globalThis.fetch
}

interface OwnClient {
  pkce?: 'required' | 'optional'
}

/** Clients may name the curve as RFC 9864 has it; libraries do. Our own tokens are signed by the older, better known name. */
const ASSERTION_ALGS = [...SIGNING_ALGS, 'Ed25519'] as const

/** What clients may rely on beyond what the engine says by itself (RFC 8414 §2; Initiating User Registration 1.0 §3.2). */
const FURTHER_METADATA = {
  prompt_values_supported: ['none', 'login', 'consent'],
  // Only confidential clients are answered there.
  introspection_endpoint_auth_methods_supported: CLIENT_AUTH_METHODS.filter((method) => method !== 'none'),
  introspection_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGS],
  revocation_endpoint_auth_methods_supported: [...CLIENT_AUTH_METHODS],
  revocation_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGS],
}

export function createConfiguration(
  deps: ConfigurationDependencies,
  adapter: AdapterFactory,
  jwks: JWKS,
): Configuration {
  const { secrets, secureCookies: secure } = deps
  return {
    adapter,
    jwks,
    acrValues: [...ACR_VALUES],
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: Object.fromEntries(
      Object.entries(CLAIMS_BY_SCOPE).map(([scope, claims]) => [scope, [...claims]]),
    ),
    clientAuthMethods: [...CLIENT_AUTH_METHODS],
    clientBasedCORS: (ctx, origin, client) => allowsOrigin(ctx.oidc.route, origin, client, deps.corsOrigins),
    conformIdTokenClaims: true,
    discovery: { ...FURTHER_METADATA, ui_locales_supported: deps.pages.languages },
    cookies: {
      keys: new CookieKeys(secrets),
      long: { httpOnly: true, overwrite: true, sameSite: 'lax', secure, signed: true },
      short: { httpOnly: true, overwrite: true, sameSite: 'lax', secure, signed: true },
    },
    enabledJWA: {
      clientAuthSigningAlgValues: [...ASSERTION_ALGS],
      idTokenSigningAlgValues: [...SIGNING_ALGS],
    },
    extraTokenClaims: createExtraTokenClaims(deps.tenantClaimsOf),
    extraClientMetadata: { properties: EXTRA_CLIENT_METADATA },
    features: createFeatures(deps),
    fetch: deps.fetch as NonNullable<Configuration['fetch']>,
    findAccount: createFindAccount(deps.subjects, deps.grants),
    formats: {
      customizers: {
        /** What lets a signed token be checked against the store: its grant, and whether it outlives its session. */
        jwt(_ctx, token, jwt) {
          if (!('grantId' in token) || token.grantId === undefined || jwt.payload === undefined) return
          jwt.payload.gid = token.grantId
          if (!token.expiresWithSession) jwt.payload.offline = true
        },
      },
    },
    interactions: {
      policy: createInteractionPolicy(deps.signIn),
      url: (_ctx, interaction) => interactionPath(interaction.uid),
    },
    /** With `offline_access`, and always in plain OAuth, where nothing else would renew access (contract, "Tokens"). */
    issueRefreshToken: async (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') &&
      (source.scopes.has('offline_access') || !source.scopes.has('openid')),
    loadExistingGrant: createLoadGrant(deps),
    pkce: { required: (_ctx, client) => (client as unknown as OwnClient).pkce !== 'optional' },
    renderError: deps.pages.renderError,
    responseTypes: ['code'],
    rotateRefreshToken: (ctx) => !keepsRefreshToken(ctx.req),
    routes: ENDPOINTS,
    scopes: [...OIDC_SCOPES],
    ttl,
  }
}
