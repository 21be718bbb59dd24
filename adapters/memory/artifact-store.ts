/** ArtifactStore in memory: the reference for what the port means. */
import type {
  Artifact,
  ArtifactKey,
  ArtifactStore,
  NewArtifact,
  OwnedArtifact,
} from '../../src/oidc/artifact-store.ts'
import { artifactJson } from '../artifact-json.ts'

interface StoredArtifact {
  /** JSON, as in a database, so that what tests see is what production keeps. */
  payload: string
  expiresAt: number
  version: number
  consumedAt: number | null
  owner: string | undefined
}

export function createArtifactStore(): ArtifactStore {
  const artifacts = new Map<string, StoredArtifact>()
  let lastVersion = 0

  function nextVersion(): number {
    lastVersion += 1
    return lastVersion
  }

  function live(key: ArtifactKey): StoredArtifact | undefined {
    const found = artifacts.get(keyText(key))
    return found && !hasExpired(found) ? found : undefined
  }

  function stored({ payload, expiresAt, owner }: NewArtifact): StoredArtifact {
    return { payload: artifactJson(payload), expiresAt, version: nextVersion(), consumedAt: null, owner }
  }

  return {
    async save(key, artifact) {
      artifacts.set(keyText(key), stored(artifact))
    },

    async create(key, artifact) {
      const created = stored(artifact)
      if (live(key)) return false
      artifacts.set(keyText(key), created)
      return true
    },

    async replace(key, version, artifact) {
      const replacement = stored(artifact)
      const current = live(key)
      if (current?.version !== version) return false
      const { consumedAt, owner } = current
      artifacts.set(keyText(key), { ...replacement, consumedAt, owner: owner ?? replacement.owner })
      return true
    },

    async findMany(keys) {
      return keys.map((key) => {
        const found = live(key)
        return found && toArtifact(found)
      })
    },

    async findByOwner(kind, owner) {
      return [...artifacts].flatMap(([key, artifact]): OwnedArtifact[] => {
        const [itsKind, id] = JSON.parse(key)
        if (itsKind !== kind || artifact.owner !== owner || hasExpired(artifact)) return []
        return [{ ...toArtifact(artifact), id }]
      })
    },

    async consume(key) {
      const current = live(key)
      if (!current || current.consumedAt !== null) return false
      current.consumedAt = nowSeconds()
      current.version = nextVersion()
      return true
    },

    async remove(key) {
      artifacts.delete(keyText(key))
    },

    async removeExpired(limit) {
      const expired = [...artifacts].filter(([, artifact]) => hasExpired(artifact)).slice(0, limit)
      for (const [key] of expired) artifacts.delete(key)
      return expired.length
    },
  }
}

function keyText({ kind, id }: ArtifactKey): string {
  return JSON.stringify([kind, id])
}

function toArtifact({ owner: _owner, payload, ...rest }: StoredArtifact): Artifact {
  return { ...rest, payload: JSON.parse(payload) }
}

function hasExpired(artifact: StoredArtifact): boolean {
  return artifact.expiresAt <= nowSeconds()
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
