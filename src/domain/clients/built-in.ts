/**
 * Applications that come with the product. They are in no store: every node knows them, no operator has to register
 * or can break them, and they follow an issuer that changes. None has a secret (RFC 6749 §2.1, public clients).
 */
import type { Client, ClientId } from './client.ts'

/** For whom tokens are issued where somebody signs in at one of the JSON APIs, which name no client. */
export const API_CLIENT_ID = 'gatehouse' as ClientId
/** The account pages. */
export const ACCOUNT_CLIENT_ID = 'account' as ClientId
/** The API documentation, whose "Authorize" is a real authorization. */
export const SWAGGER_CLIENT_ID = 'swagger' as ClientId

/** @param accountApi the resource server of the JSON APIs */
export function builtInClients(issuer: string, accountApi: string): Client[] {
  return [
    builtIn(API_CLIENT_ID, { name: 'Gatehouse', grantTypes: ['refresh_token'], resources: [accountApi] }),
    builtIn(ACCOUNT_CLIENT_ID, {
      name: 'Your account',
      grantTypes: ['authorization_code'],
      redirectUris: [`${issuer}/account/callback`],
      postLogoutRedirectUris: [`${issuer}/`],
    }),
    builtIn(SWAGGER_CLIENT_ID, {
      name: 'API documentation',
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [`${issuer}/swagger/oauth2-redirect.html`],
      resources: [accountApi],
    }),
  ]
}

/** Not by the rules for what others register: the API client has nothing but refresh tokens. */
function builtIn(
  id: ClientId,
  given: Pick<Client, 'name' | 'grantTypes'> &
    Partial<Pick<Client, 'redirectUris' | 'resources' | 'postLogoutRedirectUris'>>,
): Client {
  return Object.freeze({
    redirectUris: [],
    postLogoutRedirectUris: [],
    resources: [],
    ...given,
    id,
    scope: null,
    authMethod: 'none',
    jwks: null,
    jwksUri: null,
    pkce: 'required',
    firstParty: true,
    applicationType: 'web',
    secrets: [],
    createdAt: 0,
    updatedAt: 0,
  })
}
