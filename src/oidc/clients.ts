/** Registered clients as the engine reads them. */
import type { ClientMetadata } from 'oidc-provider'
import type { Client } from '#domain/clients'
import type { JsonObject } from './artifact-store.ts'

/** Members of ours that the engine must let through. */
export const EXTRA_CLIENT_METADATA = ['first_party', 'pkce', 'resources', 'allowed_scope', 'tenant_id']

/**
 * The engine compares secrets in clear; ours are hashes. It gets the hashes, newest last, separated by spaces, and
 * the comparison is replaced (engine-seams.ts).
 */
export const SECRET_SEPARATOR = ' '

export function toEngineClient(client: Client): JsonObject {
  const usesCode = client.grantTypes.includes('authorization_code')
  const metadata: ClientMetadata & JsonObject = {
    client_id: client.id,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: usesCode ? ['code'] : [],
    token_endpoint_auth_method: client.authMethod,
    application_type: client.applicationType,
    first_party: client.firstParty,
    pkce: client.pkce,
    resources: client.resources,
  }
  if (client.secrets.length > 0) {
    metadata.client_secret = client.secrets.map(({ hash }) => hash).join(SECRET_SEPARATOR)
  }
  if (client.jwks !== null) metadata.jwks = client.jwks
  if (client.jwksUri !== null) metadata.jwks_uri = client.jwksUri
  // The engine's own `scope` is not set: see engine-seams.ts.
  if (client.scope !== null) metadata.allowed_scope = client.scope
  if (client.tenancy !== undefined) metadata.tenant_id = client.tenancy.tenantId
  return metadata
}
