/**
 * Port: what an account proves itself by beside its password. One record for each account, changed by compare-and-set,
 * so that whatever may be used once (a code, a step of time, a count of a passkey) is used once on all nodes.
 */
import type { NewEvent, Origin } from '#domain/events'

export type { NewEvent, Origin }

export interface Totp {
  /** The shared secret, encrypted. */
  encryptedSecret: string
  /** The last step of time of which a code was accepted (RFC 6238 §5.2: each one once). */
  lastStep: number
  createdAt: number
}

export interface Passkey {
  /** The credential id, in base64url. */
  id: string
  /** What the person calls it. */
  name: string
  /** COSE key, in base64url. */
  publicKey: string
  counter: number
  transports: string[]
  /** Whether it can be copied to other devices of the person: software rather than one piece of hardware. */
  isSynced: boolean
  createdAt: number
  lastUsedAt: number | null
}

/** A browser that need not show a second factor for a while, or that is merely known. */
export interface Device {
  /** Of the value in the browser's cookie, or of what a program says of itself; keyed. */
  hash: string
  lastSeenAt: number
  /** From where then; absent in a record from before that was kept. */
  origin?: Origin
  /** Milliseconds since the epoch until when it stands in for a second factor; null where it does not. */
  trustedUntil: number | null
}

export interface Factors {
  accountId: string
  totp: Totp | null
  /** Of codes that have not been used; keyed. */
  recoveryCodeHashes: string[]
  passkeys: Passkey[]
  devices: Device[]
}

export interface FactorStore {
  find(accountId: string): Promise<{ factors: Factors; version: number } | undefined>
  /**
   * Keeps the record if the one there still has that version, 0 standing for none; true to the one caller whose
   * record was kept. Its events are kept with it, or neither.
   */
  replace(factors: Factors, version: number, events?: NewEvent[]): Promise<boolean>
  /** Removing what is absent is no error. */
  remove(accountId: string): Promise<void>
}
