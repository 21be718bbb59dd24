/** Domain → the JSON of the command line. These names are promises to scripts. */
import { type Account, accountStatus } from '#domain/accounts'
import type { Brand } from '#domain/branding'
import type { Client } from '#domain/clients'
import type { ResourceServer } from '#domain/resource-servers'
import type { KeyInfo } from '#domain/signing-keys'
import type { Shape } from './output.ts'

/** The client metadata of RFC 7591 §2 and §3.2.1, and ours. @param secret in clear, where it was just made */
export function presentClient(client: Client, secret: string | null = null): Shape {
  return {
    client_id: client.id,
    ...(secret === null ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
    client_id_issued_at: Math.floor(client.createdAt / 1000),
    client_name: client.name,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.grantTypes.includes('authorization_code') ? ['code'] : [],
    token_endpoint_auth_method: client.authMethod,
    application_type: client.applicationType,
    ...(client.scope === null ? {} : { scope: client.scope }),
    ...(client.jwks === null ? {} : { jwks: client.jwks }),
    ...(client.jwksUri === null ? {} : { jwks_uri: client.jwksUri }),
    resources: client.resources,
    pkce: client.pkce,
    first_party: client.firstParty,
    ...presentBrand(client.brand),
    active_secrets: client.secrets.length,
    ...(client.tenancy === undefined
      ? {}
      : { tenant_id: client.tenancy.tenantId, project_id: client.tenancy.projectId }),
  }
}

/** Where there is one; of the picture its kind and SHA-256, so that it can be told from another. */
export function presentBrand({ color, logo }: Brand = {}): Shape {
  return {
    ...(color === undefined ? {} : { color }),
    ...(logo === undefined ? {} : { logo: { type: logo.type, sha256: logo.hash } }),
  }
}

/** @param lockedUntil milliseconds since the epoch; null where nothing is locked */
export function presentAccount(account: Account, lockedUntil: number | null = null): Shape {
  return {
    sub: account.id,
    number: account.number,
    email: account.email,
    username: account.username,
    name: account.claims.name ?? null,
    role: account.role,
    status: accountStatus(account, lockedUntil),
    created_at: isoTime(account.createdAt),
  }
}

export function presentResource(resource: ResourceServer): Shape {
  return {
    uri: resource.uri,
    scope: resource.scopes.join(' '),
    alg: resource.alg,
    ttl: resource.accessTokenTtlSeconds,
    created_at: isoTime(resource.createdAt),
  }
}

/** All of our keys are for signatures (RFC 7517 §4.2). */
export function presentKey({ kid, alg, status, signsAt, retiresAt }: KeyInfo): Shape {
  return {
    kid,
    alg,
    use: 'sig',
    status,
    signs_at: isoTime(signsAt),
    retires_at: retiresAt === null ? null : isoTime(retiresAt),
  }
}

/** @param time milliseconds since the epoch */
function isoTime(time: number): string {
  return new Date(time).toISOString()
}
