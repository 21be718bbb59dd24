/** What tenants and projects are: customers of whoever runs this provider, and what each of them builds. */
import type { Brand } from '#domain/branding'

/** Lower-case letters and digits after `tn_`, since it becomes the name of a file and of a database. */
export type TenantId = string & { readonly __brand: 'TenantId' }
export type ProjectId = string & { readonly __brand: 'ProjectId' }

/** An OpenID provider whose ID tokens this tenant believes. */
export interface TrustedIssuer {
  /** The `iss` of its ID tokens, exactly; its discovery document lies below it. */
  issuer: string
  /** The `aud` that its ID tokens must have. */
  audience: string
}

export interface Tenant {
  id: TenantId
  name: string
  status: 'active' | 'suspended'
  /** Counts suspensions. A token tells that of its birth, and has ended when the tenant's is higher. */
  epoch: number
  issuers: TrustedIssuer[]
  /** Of its apps that have none of their own; absent in a tenant from before there was any. */
  brand?: Brand
  /** Milliseconds since the epoch, as both times are. */
  createdAt: number
  updatedAt: number
}

export interface Project {
  id: ProjectId
  tenantId: TenantId
  name: string
  createdAt: number
}
