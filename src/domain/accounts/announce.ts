/** The events of this room. */
import {
  type EventData,
  type EventType,
  type NewEvent,
  newEvent,
  type Origin,
  originData,
} from '#domain/events'
import type { Account, NewAccount } from './account-store.ts'

/** Something happened to an account. */
export function accountEvent(
  type: EventType,
  account: Account | NewAccount,
  origin: Origin,
  data: EventData = {},
): NewEvent {
  const { locale } = account.claims
  return newEvent(type, account.id, {
    account_id: account.id,
    ...(locale === undefined ? {} : { locale }),
    ...originData(origin),
    ...data,
  })
}
