/**
 * ArtifactStore in SQLite: table `artifacts`. Each operation is one statement, hence atomic; writes of one turn share a commit.
 *
 * A version is 53 random bits and not a count: a count would start anew when a record is removed and created again,
 * and a `replace` made for the record of before would hit the one of now.
 */
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type { Artifact, ArtifactKey, ArtifactStore, NewArtifact } from '../../src/oidc/artifact-store.ts'
import { artifactJson } from '../artifact-json.ts'
import type { Database, Parameters } from './database.ts'

interface ArtifactRow {
  payload: string
  expires_at: number
  version: number
  consumed_at: number | null
}

const NEW_VERSION = `random() & ${Number.MAX_SAFE_INTEGER}`

const INSERT = `INSERT INTO artifacts (kind, id, payload, expires_at, version, consumed_at, owner)
  VALUES (:kind, :id, :payload, :expiresAt, ${NEW_VERSION}, NULL, :owner)`

const OVERWRITE = `payload = excluded.payload, expires_at = excluded.expires_at, version = excluded.version,
  consumed_at = NULL, owner = excluded.owner`

export function createArtifactStore(database: Database): ArtifactStore {
  const save = database.statement(`${INSERT} ON CONFLICT (kind, id) DO UPDATE SET ${OVERWRITE}`)
  const create = database.statement(
    `${INSERT} ON CONFLICT (kind, id) DO UPDATE SET ${OVERWRITE} WHERE artifacts.expires_at <= :now`,
  )
  const replace = database.statement(
    `UPDATE artifacts SET payload = :payload, expires_at = :expiresAt, version = ${NEW_VERSION},
       owner = coalesce(owner, :owner)
     WHERE kind = :kind AND id = :id AND version = :version AND expires_at > :now`,
  )
  const find = database.statement<ArtifactRow>(
    `SELECT payload, expires_at, version, consumed_at FROM artifacts
     WHERE kind = :kind AND id = :id AND expires_at > :now`,
  )
  const findOwned = database.statement<ArtifactRow & { id: SQLOutputValue }>(
    `SELECT id, payload, expires_at, version, consumed_at FROM artifacts
     WHERE owner = :owner AND kind = :kind AND expires_at > :now`,
  )
  const consume = database.statement(
    `UPDATE artifacts SET consumed_at = :now, version = ${NEW_VERSION}
     WHERE kind = :kind AND id = :id AND consumed_at IS NULL AND expires_at > :now`,
  )
  const remove = database.statement('DELETE FROM artifacts WHERE kind = :kind AND id = :id')
  const removeExpired = database.statement(
    `DELETE FROM artifacts WHERE (kind, id) IN
       (SELECT kind, id FROM artifacts WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit)`,
  )

  return {
    async save(key, artifact) {
      const content = contentOf(artifact)
      await database.write(() => save.run({ ...keyOf(key), ...content }))
    },

    async create(key, artifact) {
      const content = contentOf(artifact)
      return database.write(() => create.run({ ...keyOf(key), ...content, now: nowSeconds() }) === 1)
    },

    async replace(key, version, artifact) {
      const content = contentOf(artifact)
      return database.write(
        () => replace.run({ ...keyOf(key), ...content, version, now: nowSeconds() }) === 1,
      )
    },

    async findMany(keys) {
      const now = nowSeconds()
      return keys.map((key) => {
        const row = find.get({ ...keyOf(key), now })
        return row && toArtifact(row)
      })
    },

    async findByOwner(kind, owner) {
      const rows = findOwned.all({ kind, owner: distinct(owner), now: nowSeconds() })
      return rows.map((row) => ({ ...toArtifact(row), id: textOf(row.id) }))
    },

    async consume(key) {
      return database.write(() => consume.run({ ...keyOf(key), now: nowSeconds() }) === 1)
    },

    async remove(key) {
      await database.write(() => remove.run(keyOf(key)))
    },

    async removeExpired(limit) {
      return removeExpired.run({ now: nowSeconds(), limit })
    },
  }
}

function keyOf({ kind, id }: ArtifactKey): Parameters {
  return { kind, id: distinct(id) }
}

/**
 * Text reaches SQLite as UTF-8, which turns every lone surrogate into the same U+FFFD, so that different ids would be
 * one. Such an id is kept as its UTF-16 bytes: a BLOB never equals a text.
 */
function distinct(id: string): SQLInputValue {
  return id.isWellFormed() ? id : Buffer.from(id, 'utf16le')
}

/** What `distinct` was made of. */
function textOf(id: SQLOutputValue): string {
  return id instanceof Uint8Array ? Buffer.from(id).toString('utf16le') : String(id)
}

function contentOf({ payload, expiresAt, owner }: NewArtifact): Parameters {
  return { payload: artifactJson(payload), expiresAt, owner: owner === undefined ? null : distinct(owner) }
}

function toArtifact(row: ArtifactRow): Artifact {
  return {
    payload: JSON.parse(row.payload),
    expiresAt: row.expires_at,
    version: row.version,
    consumedAt: row.consumed_at,
  }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
