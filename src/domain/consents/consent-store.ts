/** Port: where consents live. */
import type { Consent } from './consent.ts'

export type { Consent }

export interface ConsentStore {
  find(accountId: string, clientId: string): Promise<Consent | undefined>
  /**
   * Creates the consent, or changes the one that stands, atomically. `change` gets the consent as it stands, or
   * undefined, must be pure, and may run more than once: parallel consents of one person add up.
   */
  change(
    accountId: string,
    clientId: string,
    change: (current: Consent | undefined) => Consent,
  ): Promise<Consent>
}
