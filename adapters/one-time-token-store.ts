/** OneTimeTokenStore on the artifacts of whatever store: they expire, and change by compare-and-set. */
import type { OneTimeRecord, OneTimeTokenStore } from '../src/domain/one-time-tokens/one-time-token-store.ts'
import type { ArtifactKey, ArtifactStore } from '../src/oidc/artifact-store.ts'

export function createOneTimeTokenStore(artifacts: ArtifactStore): OneTimeTokenStore {
  const keyOf = (id: string): ArtifactKey => ({ kind: 'OneTimeToken', id })

  return {
    async save(id, record, expiresAt) {
      await artifacts.save(keyOf(id), { payload: { ...record }, expiresAt })
    },

    async find(id) {
      const [found] = await artifacts.findMany([keyOf(id)])
      if (found === undefined || found.payload.isTaken === true) return undefined
      return { record: found.payload as unknown as OneTimeRecord, version: found.version }
    },

    async take(id, version) {
      // Not `consume`, which would as well take the newer token that has come into the place of this one.
      const mark = { payload: { isTaken: true }, expiresAt: Math.floor(Date.now() / 1000) + 60 }
      return artifacts.replace(keyOf(id), version, mark)
    },

    async remove(id) {
      await artifacts.remove(keyOf(id))
    },
  }
}
