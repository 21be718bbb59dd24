/**
 * Port: where one-time tokens rest, without the tokens themselves. An expired record is absent, to the second. Every
 * operation is atomic by itself.
 */

export interface OneTimeRecord {
  purpose: string
  /** Of the secret half of the token, keyed. */
  secretHash: string
  /** Whom the token is for, and what it was made with. */
  accountId: string
  email: string
  /** What else its purpose needs to know; JSON. */
  content: Record<string, unknown>
  /** Milliseconds since the epoch. */
  createdAt: number
}

export interface OneTimeTokenStore {
  /** Keeps the record in the place of the one that was there: a newer token voids the older. */
  save(id: string, record: OneTimeRecord, expiresAtSeconds: number): Promise<void>
  find(id: string): Promise<{ record: OneTimeRecord; version: number } | undefined>
  /** True to the one caller that takes the record, as it was at that version, away for good. */
  take(id: string, version: number): Promise<boolean>
  /** Removing what is absent is no error. */
  remove(id: string): Promise<void>
}
