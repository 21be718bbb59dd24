/**
 * Signing keys: their life, upcoming → current → retiring → gone, and their rest, encrypted. Owns which keys exist
 * and which of them signs; how a token is signed is oidc's.
 */
import type { JWK } from 'jose'
import { DomainError, invalidField } from '#domain/errors'
import type { Secrets } from '#lib/secrets'
import { type GeneratedKey, generateSigningKeys } from './generate-signing-keys.ts'
import { type KeyLife, livesOf } from './key-life.ts'
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
  /** Where the store holds none: takes over those that were kept elsewhere before, or makes the first. */
  ensure(): Promise<void>
  /** Without those that are gone, oldest first. */
  list(): Promise<KeyInfo[]>
  /**
   * Private JWKs with `kid`, `alg` and `use`, the one that signs first for each algorithm.
   * @throws KeysUnreadableError when they were encrypted with another master key
   */
  openAll(): Promise<JWK[]>
  /**
   * Makes a new key for every algorithm, published at once and signing after the lead.
   * @param leadSeconds the usual lead where it is absent; shorter than MIN_LEAD_SECONDS counts as that
   * @throws DomainError `invalid` naming `lead`
   */
  rotate(leadSeconds?: number): Promise<KeyInfo[]>
  /**
   * Takes a key out of the JWKS at once: every token it signed stops verifying.
   * @throws DomainError `not_found`; `conflict` with code `last_key` for the one that signs, when none would follow
   */
  retire(kid: string): Promise<KeyInfo>
}

/** The keys in the store were encrypted with another master key than the one this process was given. */
export class KeysUnreadableError extends Error {}

/** Nodes look at the store every second; by then each of them publishes a key that another node made. */
export const MIN_LEAD_SECONDS = 2
const MAX_LEAD_SECONDS = 30 * 24 * 3600

const PURPOSE = 'signing keys'
const RANK: Record<KeyStatus, number> = { current: 0, upcoming: 1, retiring: 2, gone: 3 }

export function createSigningKeys(deps: {
  store: KeyStore
  /** Where the keys were kept before they were kept in that store; what that one holds does not stay there. */
  before?: KeyStore
  secrets: Secrets
  /** The lead of a rotation that names none. */
  usualLeadSeconds: number
}): SigningKeys {
  const { store, before, secrets, usualLeadSeconds } = deps

  function toStore({ kid, alg, privateJwk }: GeneratedKey, createdAt: number, signsAt: number): StoredKey {
    const encryptedJwk = secrets.encrypt(PURPOSE, JSON.stringify(privateJwk), kid)
    return { kid, alg, encryptedJwk, createdAt, signsAt, retiresAt: null }
  }

  async function lives(): Promise<KeyLife[]> {
    return livesOf(await store.list(), Date.now()).filter(({ status }) => status !== 'gone')
  }

  const list = async (): Promise<KeyInfo[]> => (await lives()).map(describe)

  async function firstKeys(): Promise<StoredKey[]> {
    const now = Date.now()
    return (await generateSigningKeys()).map((key) => toStore(key, now, now))
  }

  /** What no token needs any more is not kept for whoever reads the store one day. */
  async function forgetGone(now: number): Promise<void> {
    const gone = livesOf(await store.list(), now).filter(({ status }) => status === 'gone')
    if (gone.length > 0) await store.remove(gone.map(({ key }) => key.kid))
  }

  return {
    list,
    async ensure() {
      const elsewhere = (await before?.list()) ?? []
      if ((await store.list()).length === 0) {
        await store.addFirst(elsewhere.length > 0 ? elsewhere : await firstKeys())
      }
      if (elsewhere.length > 0) await before?.remove((await store.list()).map(({ kid }) => kid))
    },
    async openAll() {
      const published = await lives()
      published.sort((a, b) => RANK[a.status] - RANK[b.status])
      return published.map(({ key }) => open(key, secrets))
    },
    async rotate(leadSeconds = usualLeadSeconds) {
      if (!(leadSeconds <= MAX_LEAD_SECONDS))
        throw invalidField('lead', `must be 0 to ${MAX_LEAD_SECONDS} seconds`)
      const generated = await generateSigningKeys()
      const now = Date.now()
      const signsAt = now + Math.max(leadSeconds, MIN_LEAD_SECONDS) * 1000
      for (const key of generated) await store.add(toStore(key, now, signsAt))
      await forgetGone(now)
      return list()
    },
    async retire(kid) {
      const published = await lives()
      const life = published.find(({ key }) => key.kid === kid)
      if (life === undefined)
        throw new DomainError('not_found', 'no_such_key', `There is no published key ${kid}`)
      if (life.status === 'current') {
        throw new DomainError(
          'conflict',
          'last_key',
          `The key ${kid} signs at present. Rotate first, and retire it when its successor signs.`,
        )
      }
      const retiresAt = Date.now()
      await store.retire(kid, retiresAt)
      return { ...describe(life), status: 'gone', retiresAt }
    },
  }
}

function open(key: StoredKey, secrets: Secrets): JWK {
  try {
    const jwk = JSON.parse(secrets.decrypt(PURPOSE, key.encryptedJwk, key.kid)) as JWK
    return { ...jwk, kid: key.kid, alg: key.alg, use: 'sig' }
  } catch (cause) {
    throw new KeysUnreadableError(`the signing key ${key.kid} was encrypted with another master key`, {
      cause,
    })
  }
}

function describe({ key: { kid, alg, signsAt }, status, retiresAt }: KeyLife): KeyInfo {
  return { kid, alg, status, signsAt, retiresAt }
}
