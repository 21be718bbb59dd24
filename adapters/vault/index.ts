/**
 * HashiCorp Vault, or OpenBao, over HTTP: whether clients' SecretIDs are good, and secrets of our own. Nothing is asked
 * before it is needed. What Vault cannot tell is never "no": each failure says whether it is absent, denied, sealed,
 * unreachable or misconfigured.
 */

import type { KeyStore } from '../../src/domain/signing-keys/key-store.ts'
import type { SecretChecker } from '../../src/domain/tenants/secret-checker.ts'
import { connect, type VaultSettings } from './connection.ts'
import { tellingOperator } from './errors.ts'
import { createKeyStore, type SecretPlace } from './key-store.ts'
import { readSecret, type SecretReference } from './read-secret.ts'
import { createSecretChecker } from './secret-checker.ts'
import { openSession } from './session.ts'

export type { VaultSettings } from './connection.ts'
export type { SecretReference } from './read-secret.ts'

export interface Vault {
  secretChecker: SecretChecker
  /** @throws StoreOpenError when it cannot be had, in words */
  read(reference: SecretReference): Promise<string>
  /** All in one secret. */
  keyStore(place: SecretPlace): KeyStore
  /** @throws StoreOpenError, in words, when it does not answer or does not know our token */
  check(): Promise<void>
  close(): Promise<void>
}

/** @throws StoreOpenError when its certificates cannot be read */
export function openVault(settings: VaultSettings): Vault {
  const session = openSession(connect(settings), settings)

  return {
    secretChecker: createSecretChecker(session),
    read: (reference) =>
      tellingOperator('The secret in Vault cannot be read', readSecret(session, reference)),
    keyStore: (place) => createKeyStore(session, place),
    async check() {
      await tellingOperator(
        'Vault cannot be used',
        session.send({ method: 'GET', path: 'auth/token/lookup-self' }),
      )
    },
    close: () => session.close(),
  }
}
