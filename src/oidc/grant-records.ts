/** Grants as they are stored, read once in a request. */
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore } from './artifact-store.ts'
import { requestMemo } from './request-memo.ts'

export interface GrantRecords {
  read(id: string): Promise<Artifact | undefined>
  /** Asks now for the grant that this request will need if all else is well; as `Subjects.foresee`. */
  foresee(id: string | undefined): void
}

export function createGrantRecords(store: ArtifactStore, keys: ArtifactKeys): GrantRecords {
  async function find(id: string): Promise<Artifact | undefined> {
    const [record] = await store.findMany([keys.plain('Grant', id)])
    if (record !== undefined) requestMemo()?.grants.set(id, record)
    return record
  }

  return {
    async read(id) {
      const memo = requestMemo()
      const asked = memo?.foreseenGrants.get(id)
      // Once: what this request writes meanwhile must be read anew.
      memo?.foreseenGrants.delete(id)
      return memo?.grants.get(id) ?? asked ?? find(id)
    },
    foresee(id) {
      const memo = requestMemo()
      if (memo === undefined || id === undefined || memo.grants.has(id)) return
      const finding = find(id)
      finding.catch(() => {})
      memo.foreseenGrants.set(id, finding)
    },
  }
}
