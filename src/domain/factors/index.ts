/**
 * Factors: what an account proves itself by beside its password — an authenticator app, recovery codes, passkeys — and
 * the devices it knows. Owns enrolling, checking and removing them, each once-only thing exactly once on all nodes; when
 * which of them is asked for is up to sign-in. Factors change only by who has just proved who they are.
 */
import type { NewEvent, Origin } from '#domain/events'
import { type AuthenticatorApp, createAuthenticatorApp } from './authenticator-app.ts'
import type { FactorDependencies } from './dependencies.ts'
import { isKnown, isTrusted, trustedDevices, withDevice } from './devices.ts'
import type { Passkey } from './factor-store.ts'
import { createPasskeyCare, type PasskeyCare } from './passkey-care.ts'
import { changeFactors, factorsIn, findFactors } from './records.ts'

export type { AuthenticatorApp, TotpSetUp } from './authenticator-app.ts'
export type { FactorDependencies, Person } from './dependencies.ts'
export { TRUST_DAYS } from './devices.ts'
export type { FactorStore, Passkey } from './factor-store.ts'
export type { Asked, PasskeyCare } from './passkey-care.ts'
export type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RelyingParty,
} from './passkeys.ts'
export type { ProvenOwner } from './recent-proof.ts'

/** What a person may see of their own factors. */
export interface FactorOverview {
  /** Since when codes are asked for, in milliseconds since the epoch; null where none are. */
  totpSince: number | null
  recoveryCodesLeft: number
  passkeys: Pick<Passkey, 'id' | 'name' | 'isSynced' | 'createdAt' | 'lastUsedAt'>[]
}

/** A device on which no second factor is asked for, as its owner may see it. */
export interface TrustedDevice {
  /** Good for `forgetDevice`, and for nothing else. */
  id: string
  /** Milliseconds since the epoch. */
  lastSeenAt: number
  /** From where then, as far as that is known. */
  origin: Origin
}

/** An account's factors as they were at one moment: what a sign-in asks and notes of them is one look. */
export interface SeenFactors {
  /** As in the overview. */
  totpSince: number | null
  /**
   * Whether no second factor is asked for on a device.
   * @param passwordChangedAt of the account: trust from before then has ended
   */
  isTrusted(device: string, passwordChangedAt: number | null): boolean
  /**
   * Notes a device after a sign-in on it, whatever has changed since the look.
   * @param events to be kept with it where it was not known
   */
  noteDevice(
    device: { name: string; origin: Origin },
    isToBeTrusted: boolean,
    events: NewEvent[],
  ): Promise<void>
}

export interface Factors {
  app: AuthenticatorApp
  passkeys: PasskeyCare
  overview(accountId: string): Promise<FactorOverview>
  /** For a sign-in. */
  see(accountId: string): Promise<SeenFactors>
  /** The latest seen first. @param passwordChangedAt as in `SeenFactors` */
  trustedDevices(accountId: string, passwordChangedAt: number | null): Promise<TrustedDevice[]>
  /** It is neither trusted nor known any more; an unknown one is no error. */
  forgetDevice(accountId: string, deviceId: string): Promise<void>
  /** No device is trusted any more. */
  forgetDevices(accountId: string): Promise<void>
  /** Of an account that ceases to be. */
  removeAll(accountId: string): Promise<void>
}

const DEVICE_PURPOSE = 'devices'

export function createFactors(deps: FactorDependencies): Factors {
  const { store, secrets } = deps
  const hashOf = (accountId: string, device: string): string =>
    secrets.hash(DEVICE_PURPOSE, `${accountId} ${device}`)

  return {
    app: createAuthenticatorApp(deps),
    passkeys: createPasskeyCare(deps),
    async overview(accountId) {
      const { totp, recoveryCodeHashes, passkeys } = await findFactors(store, accountId)
      return {
        totpSince: totp?.createdAt ?? null,
        recoveryCodesLeft: recoveryCodeHashes.length,
        passkeys: passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
          id,
          name,
          isSynced,
          createdAt,
          lastUsedAt,
        })),
      }
    },
    async see(accountId) {
      const found = await store.find(accountId)
      const seen = factorsIn(found, accountId)
      return {
        totpSince: seen.totp?.createdAt ?? null,
        isTrusted: (device, passwordChangedAt) =>
          isTrusted(seen, hashOf(accountId, device), passwordChangedAt),
        async noteDevice({ name, origin }, isToBeTrusted, events) {
          const hash = hashOf(accountId, name)
          await changeFactors(
            store,
            accountId,
            (factors) => {
              const devices = withDevice(factors, { hash, origin }, isToBeTrusted)
              if (devices === undefined) return undefined
              return {
                factors: { ...factors, devices },
                events: isKnown(factors, hash) ? [] : events,
                result: true,
              }
            },
            { found },
          )
        },
      }
    },
    async trustedDevices(accountId, passwordChangedAt) {
      const trusted = trustedDevices(await findFactors(store, accountId), passwordChangedAt)
      return trusted.map(({ hash, lastSeenAt, origin = {} }) => ({ id: hash, lastSeenAt, origin }))
    },
    async forgetDevice(accountId, deviceId) {
      await changeFactors(store, accountId, (factors) => {
        const devices = factors.devices.filter(({ hash }) => hash !== deviceId)
        if (devices.length === factors.devices.length) return undefined
        return { factors: { ...factors, devices }, result: true }
      })
    },
    async forgetDevices(accountId) {
      await changeFactors(store, accountId, (factors) =>
        factors.devices.length === 0 ? undefined : { factors: { ...factors, devices: [] }, result: true },
      )
    },
    removeAll: (accountId) => store.remove(accountId),
  }
}
