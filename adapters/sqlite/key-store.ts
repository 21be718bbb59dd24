/** KeyStore in SQLite: table `signing_keys`. */
import type { KeyStore, StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import type { Database, Parameters } from './database.ts'

interface KeyRow {
  kid: string
  alg: string
  encrypted_jwk: string
  created_at: number
  signs_at: number
  retires_at: number | null
}

export function createKeyStore(database: Database): KeyStore {
  const all = database.statement<KeyRow>('SELECT * FROM signing_keys ORDER BY created_at, kid')
  const any = database.statement<{ kid: string }>('SELECT kid FROM signing_keys LIMIT 1')
  const insert = database.statement(
    `INSERT INTO signing_keys (kid, alg, encrypted_jwk, created_at, signs_at, retires_at)
     VALUES (:kid, :alg, :encryptedJwk, :createdAt, :signsAt, :retiresAt)`,
    { code: 'key_exists', message: 'A signing key with this kid exists' },
  )
  const setEnd = database.statement('UPDATE signing_keys SET retires_at = :retiresAt WHERE kid = :kid')

  const drop = database.statement('DELETE FROM signing_keys WHERE kid = :kid')

  return {
    async list() {
      return all.all().map(toKey)
    },

    async addFirst(keys) {
      return database.transaction(() => {
        if (any.get()) return false
        for (const key of keys) insert.run(toRow(key))
        return true
      })
    },

    async add(key) {
      insert.run(toRow(key))
    },

    async retire(kid, retiresAt) {
      return setEnd.run({ kid, retiresAt }) === 1
    },

    async remove(kids) {
      database.transaction(() => {
        for (const kid of kids) drop.run({ kid })
      })
    },
  }
}

function toRow({ kid, alg, encryptedJwk, createdAt, signsAt, retiresAt }: StoredKey): Parameters {
  return { kid, alg, encryptedJwk, createdAt, signsAt, retiresAt }
}

function toKey(row: KeyRow): StoredKey {
  return {
    kid: row.kid,
    alg: row.alg as StoredKey['alg'],
    encryptedJwk: row.encrypted_jwk,
    createdAt: row.created_at,
    signsAt: row.signs_at,
    retiresAt: row.retires_at,
  }
}
