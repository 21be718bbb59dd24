/**
 * KeyStore in MongoDB: one document in the collection `signingKeys`. Whoever inserts it has the first keys, all of
 * them or none; what comes later is pushed to it. Its limit of 16 MiB is reached after some 2,500 rotations.
 */
import { DomainError } from '../../src/domain/errors.ts'
import type { KeyStore, StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import { byAge } from '../key-order.ts'
import type { KeyDocument } from './collections.ts'
import type { Database } from './database.ts'

const _id = 'keys'

export function createKeyStore(database: Database): KeyStore {
  const sets = database.collection('signingKeys')

  async function addFirst(first: StoredKey[]): Promise<boolean> {
    const keys = first.map(toDocument)
    if ((await database.insert('signingKeys', { _id, keys })) === undefined) return true
    // All that there were may have been removed.
    const filled = await database.ask(() => sets.updateOne({ _id, keys: { $size: 0 } }, { $set: { keys } }))
    return filled.matchedCount === 1
  }

  return {
    addFirst,

    async list() {
      const set = await database.ask(() => sets.findOne({ _id }))
      return (set?.keys ?? []).map(toKey).sort(byAge)
    },

    async add(key) {
      const push = { $push: { keys: toDocument(key) } }
      const added = await database.ask(() => sets.updateOne({ _id, 'keys.kid': { $ne: key.kid } }, push))
      // Either the kid is there, or there is no document yet; which of the two the insert tells.
      if (added.matchedCount === 1 || (await addFirst([key]))) return
      const late = await database.ask(() => sets.updateOne({ _id, 'keys.kid': { $ne: key.kid } }, push))
      if (late.matchedCount === 1) return
      throw new DomainError('conflict', 'key_exists', 'A signing key with this kid exists')
    },

    async retire(kid, retiresAt) {
      const set = { $set: { 'keys.$.retiresAt': retiresAt } }
      const { matchedCount } = await database.ask(() => sets.updateOne({ _id, 'keys.kid': kid }, set))
      return matchedCount === 1
    },

    async remove(kids) {
      const pull = { $pull: { keys: { kid: { $in: kids } } } }
      await database.ask(() => sets.updateOne({ _id }, pull))
    },
  }
}

function toDocument({ kid, alg, encryptedJwk, createdAt, signsAt, retiresAt }: StoredKey): KeyDocument {
  return { kid, alg, encryptedJwk, createdAt, signsAt, retiresAt }
}

function toKey({ kid, alg, encryptedJwk, createdAt, signsAt, retiresAt }: KeyDocument): StoredKey {
  return { kid, alg: alg as StoredKey['alg'], encryptedJwk, createdAt, signsAt, retiresAt }
}
