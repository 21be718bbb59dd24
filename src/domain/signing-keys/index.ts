/**
 * Signing keys: their life, upcoming → current → retiring → gone, and their rest, encrypted. Owns which keys exist
 * and which of them signs; how a token is signed is oidc's.
 */
import type { JWK } from 'jose'
import type { Secrets } from '#lib/secrets'
import { generateSigningKeys } from './generate-signing-keys.ts'
import type { KeyStore } from './key-store.ts'
import type { KeyStatus, SigningAlg, StoredKey } from './signing-key.ts'

export type { KeyStore } from './key-store.ts'
export { type KeyStatus, SIGNING_ALGS, type SigningAlg } from './signing-key.ts'

/** What an operator sees of a key. Times in milliseconds since the epoch. */
export interface KeyInfo {
  kid: string
  alg: SigningAlg
  status: KeyStatus
  signsAt: number
  retiresAt: number | null
}

export interface SigningKeys {
  /** Makes the first keys where the store holds none. */
  ensure(): Promise<void>
  list(): Promise<KeyInfo[]>
  /**
   * Private JWKs with `kid`, `alg` and `use`, the one that signs first for each algorithm.
   * @throws KeysUnreadableError when they were encrypted with another master key
   */
  openAll(): Promise<JWK[]>
}

/** The keys in the store were encrypted with another master key than the one this process was given. */
export class KeysUnreadableError extends Error {}

const PURPOSE = 'signing keys'

export function createSigningKeys(deps: { store: KeyStore; secrets: Secrets }): SigningKeys {
  const { store, secrets } = deps
  return {
    async ensure() {
      if ((await store.list()).length > 0) return
      const generated = await generateSigningKeys()
      const now = Date.now()
      await store.addFirst(
        generated.map(({ kid, alg, privateJwk }) => ({
          kid,
          alg,
          encryptedJwk: secrets.encrypt(PURPOSE, JSON.stringify(privateJwk), kid),
          createdAt: now,
          signsAt: now,
          retiresAt: null,
        })),
      )
    },
    list: async () => (await store.list()).map((key) => describe(key, Date.now())),
    async openAll() {
      const now = Date.now()
      const keys = (await store.list()).filter((key) => statusOf(key, now) !== 'gone')
      const rank: Record<KeyStatus, number> = { current: 0, upcoming: 1, retiring: 2, gone: 3 }
      keys.sort((a, b) => rank[statusOf(a, now)] - rank[statusOf(b, now)])
      return keys.map((key) => open(key, secrets))
    },
  }
}

function open(key: StoredKey, secrets: Secrets): JWK {
  try {
    const jwk = JSON.parse(secrets.decrypt(PURPOSE, key.encryptedJwk, key.kid)) as JWK
    return { ...jwk, kid: key.kid, alg: key.alg, use: 'sig' }
  } catch (cause) {
    throw new KeysUnreadableError(`the signing key ${key.kid} was encrypted with another master key`, { cause })
  }
}

function statusOf(key: StoredKey, now: number): KeyStatus {
  if (key.retiresAt !== null) return key.retiresAt <= now ? 'gone' : 'retiring'
  return key.signsAt > now ? 'upcoming' : 'current'
}

function describe(key: StoredKey, now: number): KeyInfo {
  const { kid, alg, signsAt, retiresAt } = key
  return { kid, alg, status: statusOf(key, now), signsAt, retiresAt }
}
