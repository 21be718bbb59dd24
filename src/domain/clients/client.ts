/** What a client is: an application that sends people here, or asks for tokens in its own name. */
import type { Brand } from '#domain/branding'

export type ClientId = string & { readonly __brand: 'ClientId' }

export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none'

/** A secret is shown once, at its creation; what stays is a keyed hash of it. */
export interface ClientSecret {
  hash: string
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** Whose a client is: it belongs to one project of one tenant for all of its life. */
export interface Tenancy {
  tenantId: string
  projectId: string
}

export interface Client {
  id: ClientId
  name: string
  redirectUris: string[]
  postLogoutRedirectUris: string[]
  grantTypes: string[]
  /** Scope values that the client may ask for, space-separated (RFC 7591 §2); null means any that exists. */
  scope: string | null
  /** Identifiers of the resource servers that the client may ask tokens for (RFC 8707). */
  resources: string[]
  authMethod: ClientAuthMethod
  /** The client's public keys, inline or by reference, for `private_key_jwt`. */
  jwks: { keys: Record<string, unknown>[] } | null
  jwksUri: string | null
  pkce: 'required' | 'optional'
  /** Ours: skips the consent page. */
  firstParty: boolean
  applicationType: 'web' | 'native'
  /** Absent in a registration from before there was any. */
  brand?: Brand
  /** Absent for a client of whoever runs the provider. */
  tenancy?: Tenancy
  /** At most two, newest last, so that a secret can be replaced without a moment in which none works. */
  secrets: ClientSecret[]
  createdAt: number
  updatedAt: number
}
