/**
 * ArtifactStore in MongoDB: collection `artifacts`. Whether a record is live is a condition of every query, to the
 * second; the server deletes what has expired some minutes later.
 */
import type { Artifact, ArtifactKey, ArtifactStore, NewArtifact } from '../../src/oidc/artifact-store.ts'
import { artifactJson } from '../artifact-json.ts'
import type { ArtifactDocument } from './collections.ts'
import type { Database } from './database.ts'
import { newVersion, recordKey } from './record-key.ts'

export function createArtifactStore(database: Database): ArtifactStore {
  const artifacts = database.collection('artifacts')

  const insert = async (document: ArtifactDocument): Promise<boolean> =>
    (await database.insert('artifacts', document)) === undefined

  async function overwriteExpired(document: ArtifactDocument): Promise<boolean> {
    const expired = { _id: document._id, expiresAt: { $lte: new Date() } }
    const done = await database.ask(() => artifacts.replaceOne(expired, document))
    return done.matchedCount === 1
  }

  return {
    async save(key, artifact) {
      const { _id, ...content } = artifactDocument(key, artifact)
      const write = () => artifacts.replaceOne({ _id }, content, { upsert: true })
      // Of upserts that find nothing at the same time all but one may be refused; the next time they find something.
      while ((await database.violation(write)) !== undefined);
    },

    async create(key, artifact) {
      const document = artifactDocument(key, artifact)
      if ((await insert(document)) || (await overwriteExpired(document))) return true
      // Live, or expired and deleted since the insert was refused: then there is room now.
      return insert(document)
    },

    async replace(key, version, artifact) {
      const { _id, consumedAt: _stays, ...content } = artifactDocument(key, artifact)
      const change = { $set: content }
      const done = await database.ask(() => artifacts.updateOne({ ...live(key), version }, change))
      return done.matchedCount === 1
    },

    async findMany(keys) {
      if (keys.length === 0) return []
      const ids = keys.map(idOf)
      const found = await database.ask(() =>
        artifacts.find({ _id: { $in: ids }, expiresAt: { $gt: new Date() } }).toArray(),
      )
      const byId = new Map(found.map((document) => [document._id, document]))
      return ids.map((id) => {
        const document = byId.get(id)
        return document && toArtifact(document)
      })
    },

    async findByOwner(kind, owner) {
      // By the owner alone, so that there is but one index that a server could choose.
      const found = await database.ask(() => artifacts.find({ owner: recordKey(kind, owner) }).toArray())
      const live = found.filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
      return live.map((document) => ({ ...toArtifact(document), id: JSON.parse(document.ownedId ?? '""') }))
    },

    async consume(key) {
      const change = { $set: { consumedAt: Math.floor(Date.now() / 1000), version: newVersion() } }
      const done = await database.ask(() => artifacts.updateOne({ ...live(key), consumedAt: null }, change))
      return done.matchedCount === 1
    },

    async remove(key) {
      await database.ask(() => artifacts.deleteOne({ _id: idOf(key) }))
    },

    async removeExpired() {
      return 0
    },
  }
}

function idOf({ kind, id }: ArtifactKey): string {
  return recordKey(kind, id)
}

function live(key: ArtifactKey): { _id: string; expiresAt: { $gt: Date } } {
  return { _id: idOf(key), expiresAt: { $gt: new Date() } }
}

/** @throws DomainError `invalid`, code `artifact_too_large` */
export function artifactDocument(
  key: ArtifactKey,
  { payload, expiresAt, owner }: NewArtifact,
): ArtifactDocument {
  return {
    _id: idOf(key),
    payload: artifactJson(payload),
    expiresAt: new Date(expiresAt * 1000),
    version: newVersion(),
    consumedAt: null,
    ...(owner === undefined ? {} : { owner: recordKey(key.kind, owner), ownedId: JSON.stringify(key.id) }),
  }
}

function toArtifact({ payload, expiresAt, version, consumedAt }: ArtifactDocument): Artifact {
  return { payload: JSON.parse(payload), expiresAt: expiresAt.getTime() / 1000, version, consumedAt }
}
