/**
 * Consents: what a person has allowed an application. Owns the remembering and the adding up; which scopes need
 * a question, and the grant that carries the answer through one authorization, are oidc's.
 */
import type { AccountId } from '#domain/accounts'
import type { ClientId } from '#domain/clients'
import type { Consent } from './consent.ts'
import type { ConsentStore } from './consent-store.ts'

export type { Consent } from './consent.ts'
export type { ConsentStore } from './consent-store.ts'

export interface Allowed {
  scopes: string[]
  claims: string[]
  resources: Record<string, string[]>
}

export interface Consents {
  find(accountId: string, clientId: string): Promise<Consent | undefined>
  /** Adds to what the person has allowed this client before. */
  allow(accountId: string, clientId: string, allowed: Allowed): Promise<Consent>
}

export function createConsents(store: ConsentStore): Consents {
  return {
    find: (accountId, clientId) => store.find(accountId, clientId),
    allow: (accountId, clientId, allowed) =>
      store.change(accountId, clientId, (current) => ({
        accountId: accountId as AccountId,
        clientId: clientId as ClientId,
        scopes: union(current?.scopes, allowed.scopes),
        claims: union(current?.claims, allowed.claims),
        resources: mergeResources(current?.resources, allowed.resources),
        createdAt: current?.createdAt ?? Date.now(),
        updatedAt: Date.now(),
      })),
  }
}

function union(before: string[] = [], added: string[]): string[] {
  return [...new Set([...before, ...added])]
}

function mergeResources(before: Record<string, string[]> = {}, added: Record<string, string[]>) {
  const merged = { ...before }
  for (const [resource, scopes] of Object.entries(added)) merged[resource] = union(merged[resource], scopes)
  return merged
}
