/** What this room is made with. */
import {
  type EventData,
  type EventType,
  type NewEvent,
  newEvent,
  type Origin,
  originData,
} from '#domain/events'
import type { OneTimeTokens } from '#domain/one-time-tokens'
import type { Secrets } from '#lib/secrets'
import type { FactorStore } from './factor-store.ts'
import type { RelyingParty } from './passkeys.ts'

export interface FactorDependencies {
  store: FactorStore
  tokens: OneTimeTokens
  secrets: Secrets
  relyingParty: RelyingParty
}

/** What factors know of a person. */
export interface Person {
  id: string
  email: string
  name?: string
}

export function factorEvent(
  type: EventType,
  accountId: string,
  origin: Origin,
  data: EventData = {},
): NewEvent {
  return newEvent(type, accountId, { account_id: accountId, ...originData(origin), ...data })
}
