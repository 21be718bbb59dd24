/**
 * KeyStore in Vault: one secret of a KV store of version 2 holds all keys, each private part encrypted with the master
 * key as in any store. Every change names the version that it was made from (check-and-set), so that none is lost.
 */

import { DomainError } from '../../src/domain/errors.ts'
import type { KeyStore, StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import { byAge } from '../key-order.ts'
import { tellingOperator, VaultError } from './errors.ts'
import type { VaultSession } from './session.ts'

export interface SecretPlace {
  mount: string
  path: string
}

interface Held {
  /** Of the secret, as Vault counts; 0 while there is none. */
  version: number
  keys: StoredKey[]
}

/** Its calls throw StoreOpenError, in words for the operator: nobody else comes near the keys. */
export function createKeyStore(session: VaultSession, { mount, path }: SecretPlace): KeyStore {
  const place = `${mount}/${path}`

  async function read(): Promise<Held> {
    const { status, body } = await session.send({ method: 'GET', path: `${mount}/data/${path}` })
    if (status === 404 && body?.data === undefined) {
      // With a text it is the KV store that is not there.
      if (Array.isArray(body?.errors) && body.errors.length === 0) return { version: 0, keys: [] }
      throw new VaultError('misconfigured', `there is no KV store of version 2 at ${mount}`)
    }
    const { data, metadata } = (body?.data ?? {}) as { data?: { keys?: unknown } | null; metadata?: unknown }
    if (status === 404) throw new VaultError('absent', `what ${place} held was deleted`)
    const version = (metadata as { version?: unknown } | undefined)?.version
    if (status !== 200 || typeof version !== 'number' || !Array.isArray(data?.keys)) {
      throw new VaultError('misconfigured', `${place} holds something else than signing keys`)
    }
    return { version, keys: data.keys as StoredKey[] }
  }

  /** False where somebody else was quicker. */
  async function write({ version, keys }: Held): Promise<boolean> {
    const body = { options: { cas: version }, data: { keys } }
    const { status } = await session.send({ method: 'POST', path: `${mount}/data/${path}`, body })
    if (status === 200) return true
    if (status === 400 && (await read()).version !== version) return false
    throw new VaultError('misconfigured', `Vault answers ${status} to a change of ${place}`)
  }

  /** @param edit returns the keys as they should be, or undefined to leave them; called again when it has to be */
  async function change(edit: (keys: StoredKey[]) => StoredKey[] | undefined): Promise<boolean> {
    for (;;) {
      const held = await read()
      const keys = edit(held.keys)
      if (keys === undefined) return false
      if (await write({ version: held.version, keys: keys.sort(byAge) })) return true
    }
  }

  const told = <Result>(work: Promise<Result>) =>
    tellingOperator('The signing keys in Vault cannot be used', work)

  return {
    list: () => told(read().then(({ keys }) => keys)),

    addFirst: (first) => told(change((keys) => (keys.length > 0 ? undefined : [...first]))),

    async add(key) {
      const added = await told(
        change((keys) => (keys.some(({ kid }) => kid === key.kid) ? undefined : [...keys, key])),
      )
      if (!added) throw new DomainError('conflict', 'key_exists', 'A signing key with this kid exists')
    },

    retire: (kid, retiresAt) =>
      told(
        change((keys) =>
          keys.some((key) => key.kid === kid)
            ? keys.map((key) => (key.kid === kid ? { ...key, retiresAt } : key))
            : undefined,
        ),
      ),

    async remove(kids) {
      await told(
        change((keys) => {
          const left = keys.filter(({ kid }) => !kids.includes(kid))
          return left.length === keys.length ? undefined : left
        }),
      )
    },
  }
}
