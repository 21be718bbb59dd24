/**
 * Consents: what a person has allowed an application. Owns the remembering and the adding up; which scopes need
 * a question, and the grant that carries the answer through one authorization, are oidc's.
 */
import type { AccountId } from '#domain/accounts'
import type { ClientId } from '#domain/clients'
import { type EventType, newEvent, type Origin, originData } from '#domain/events'
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
  /** What a person has allowed, the latest first. */
  list(accountId: string): Promise<Consent[]>
  /** Adds to what the person has allowed this client before. */
  allow(accountId: string, clientId: string, allowed: Allowed, origin?: Origin): Promise<Consent>
  /** Takes all of it back, and ends what the client holds: tokens, grants, offline too. False where nothing was allowed. */
  revoke(accountId: string, clientId: string, origin: Origin): Promise<boolean>
  /** Of an account that ceases to be. */
  removeAll(accountId: string): Promise<void>
}

/** What consents need of sessions. */
export interface AppEnder {
  endApp(accountId: string, clientId: string, origin: Origin): Promise<void>
}

export function createConsents({ store, sessions }: { store: ConsentStore; sessions: AppEnder }): Consents {
  return {
    find: (accountId, clientId) => store.find(accountId, clientId),
    async list(accountId) {
      return (await store.list(accountId)).sort((a, b) => b.updatedAt - a.updatedAt)
    },
    allow: (accountId, clientId, allowed, origin = {}) =>
      store.change(
        accountId,
        clientId,
        (current) => ({
          accountId: accountId as AccountId,
          clientId: clientId as ClientId,
          scopes: union(current?.scopes, allowed.scopes),
          claims: union(current?.claims, allowed.claims),
          resources: mergeResources(current?.resources, allowed.resources),
          createdAt: current?.createdAt ?? Date.now(),
          updatedAt: Date.now(),
        }),
        [consentEvent('auth.consent_granted', accountId, clientId, origin)],
      ),
    async revoke(accountId, clientId, origin) {
      const events = [consentEvent('auth.consent_revoked', accountId, clientId, origin)]
      const isRevoked = await store.remove(accountId, clientId, events)
      // In any case: an application of our own holds something although nobody was asked.
      await sessions.endApp(accountId, clientId, origin)
      return isRevoked
    },
    async removeAll(accountId) {
      const consents = await store.list(accountId)
      await Promise.all(consents.map(({ clientId }) => store.remove(accountId, clientId)))
    },
  }
}

function consentEvent(type: EventType, accountId: string, clientId: string, origin: Origin) {
  return newEvent(type, accountId, { account_id: accountId, client_id: clientId, ...originData(origin) })
}

function union(before: string[] = [], added: string[]): string[] {
  return [...new Set([...before, ...added])]
}

function mergeResources(before: Record<string, string[]> = {}, added: Record<string, string[]>) {
  const merged = { ...before }
  for (const [resource, scopes] of Object.entries(added)) merged[resource] = union(merged[resource], scopes)
  return merged
}
