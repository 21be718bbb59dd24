/** Port: where consents live. Events go with a change: both are kept or neither. */
import type { NewEvent } from '#domain/events'
import type { Consent } from './consent.ts'

export type { Consent, NewEvent }

export interface ConsentStore {
  find(accountId: string, clientId: string): Promise<Consent | undefined>
  /** All of one person, in no order. */
  list(accountId: string): Promise<Consent[]>
  /**
   * Creates the consent, or changes the one that stands, atomically. `change` gets the consent as it stands, or
   * undefined, must be pure, and may run more than once: parallel consents of one person add up.
   */
  change(
    accountId: string,
    clientId: string,
    change: (current: Consent | undefined) => Consent,
    events?: NewEvent[],
  ): Promise<Consent>
  /** True to the one caller that removed it. */
  remove(accountId: string, clientId: string, events?: NewEvent[]): Promise<boolean>
}
