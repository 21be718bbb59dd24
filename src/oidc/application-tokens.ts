/**
 * Application tokens: JWT access tokens (RFC 9068) that say what a member of a tenant may do there. Made by the engine's
 * own model, so that they are signed, checked, revoked and told of like every other.
 */
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { ApplicationGrant, Plane } from '#domain/tenants'
import { nowSeconds } from '#lib/clock'
import type { JsonObject } from './artifact-store.ts'
import { APPLICATION_TOKEN_SECONDS } from './lifetimes.ts'
import type { TenantClaimsOf } from './tenant-marks.ts'

export interface IssuedApplicationToken {
  /** As the engine knows it. */
  token: object
  accessToken: string
  /** Seconds. */
  expiresIn: number
  tokenType: 'Bearer' | 'DPoP'
}

/** What a token that was given in exchange takes over from the one it was given for. */
export interface ExchangedFor {
  /** Seconds since the epoch. */
  expiresAt: number
  grantId?: string | undefined
  /** Whether it outlives its session. */
  offline?: boolean
  /** Who acts for the subject (RFC 8693 §4.1). */
  act?: JsonObject | undefined
  /** Thumbprint of the key that it is bound to. */
  jkt?: string | undefined
}

type AccessTokenModel = InstanceType<Provider['AccessToken']>
type Construct<Model> = new (properties: JsonObject) => Model

/** Claims of a token that is being made, until the engine asks for them. */
const claimsOfNew = new WeakMap<object, JsonObject>()

/**
 * Who a token is meant for. The tenant's own APIs and the administration are told apart from the account API, so that a
 * client that may say who somebody is cannot act for them outside of its tenant.
 */
export function audienceOf(issuer: string, plane: Plane, tenantId: string): string {
  return plane === 'admin' ? `${issuer}/admin` : `${issuer}/tenants/${tenantId}`
}

/** @throws DomainError `unavailable` */
export async function issueApplicationToken(
  deps: { provider: Provider; issuer: string },
  grant: ApplicationGrant,
  plane: Plane,
  source?: ExchangedFor,
): Promise<IssuedApplicationToken> {
  const { provider } = deps
  const { authorization, client, member, subject, tenant } = grant
  const audience = audienceOf(deps.issuer, plane, tenant.id)
  const info = { audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } }, scope: '' }
  const left = (source?.expiresAt ?? Number.POSITIVE_INFINITY) - nowSeconds()
  const expiresIn = Math.max(1, Math.min(APPLICATION_TOKEN_SECONDS, left))
  const AccessToken = provider.AccessToken as unknown as Construct<AccessTokenModel>
  const token = new AccessToken({
    accountId: subject,
    client: await provider.Client.find(client.id),
    gty: source === undefined ? 'application' : 'token_exchange',
    expiresIn,
    expiresWithSession: source?.grantId !== undefined && source.offline !== true,
    resourceServer: new provider.ResourceServer(audience, info as never),
    ...(source?.grantId === undefined ? {} : { grantId: source.grantId }),
    ...(authorization.scopes.length === 0 ? {} : { scope: authorization.scopes.join(' ') }),
  })
  if (source?.jkt !== undefined) token.setThumbprint('jkt', source.jkt)
  addClaims(token, {
    ...authorization,
    email: member.email,
    member: member.id,
    ...(source?.act === undefined ? {} : { act: source.act }),
  })
  const accessToken = await token.save()
  return { token, accessToken, expiresIn, tokenType: source?.jkt === undefined ? 'Bearer' : 'DPoP' }
}

/** The account that a token is about; undefined for a member of whom none is known. */
export function accountIn({ subject, member }: ApplicationGrant): string | undefined {
  return subject === member.id ? undefined : subject
}

/** For the engine, which asks it of every access token; of a client of no tenant it costs nothing to answer. */
export function createExtraTokenClaims(tenantClaimsOf: TenantClaimsOf) {
  return (_ctx: KoaContextWithOIDC, token: object): Promise<JsonObject | undefined> | undefined => {
    const { client } = token as { client?: { clientId: string; tenant_id?: string } }
    return client?.tenant_id === undefined && !claimsOfNew.has(token)
      ? undefined
      : claimsOf(client?.clientId ?? '', token)
  }

  async function claimsOf(clientId: string, token: object): Promise<JsonObject> {
    return { ...(await tenantClaimsOf(clientId)), ...claimsOfNew.get(token) }
  }
}

/** Puts down what the next `save` of this token is to say beyond what every token says. */
export function addClaims(token: object, claims: JsonObject): void {
  claimsOfNew.set(token, claims)
}
