/**
 * HashiCorp Vault, or OpenBao, over HTTP: whether clients' SecretIDs are good, and secrets of our own. Nothing is asked
 * before it is needed. What Vault cannot tell is never "no": each failure says whether it is absent, denied, sealed,
 * unreachable or misconfigured.
 */
import type { SecretChecker } from '../../src/domain/tenants/secret-checker.ts'
import { StoreOpenError } from '../errors.ts'
import { connect, type VaultSettings } from './connection.ts'
import { VaultError } from './errors.ts'
import { readSecret, type SecretReference } from './read-secret.ts'
import { createSecretChecker } from './secret-checker.ts'
import { openSession } from './session.ts'

export type { VaultSettings } from './connection.ts'
export type { SecretReference } from './read-secret.ts'

export interface Vault {
  secretChecker: SecretChecker
  /** @throws StoreOpenError when it cannot be had, in words */
  read(reference: SecretReference): Promise<string>
  close(): Promise<void>
}

/** @throws StoreOpenError when its certificates cannot be read */
export function openVault(settings: VaultSettings): Vault {
  const session = openSession(connect(settings), settings)
  return {
    secretChecker: createSecretChecker(session),
    async read(reference) {
      try {
        return await readSecret(session, reference)
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        throw new StoreOpenError(
          `The secret in Vault cannot be read: ${error.message} (${error.fault}).`,
          error,
        )
      }
    },
    close: () => session.close(),
  }
}
