/**
 * How bearer values become store keys. Codes, refresh tokens, session cookies, pushed requests and interactions are
 * stored under a keyed hash, so that a dump of the store holds nothing that anybody would accept.
 */
import type { Secrets } from '#lib/secrets'
import type { ArtifactKey, ArtifactKind } from './artifact-store.ts'

const PURPOSE = 'artifact keys'

export interface ArtifactKeys {
  /** For what the holder presents to be believed. */
  bearer(kind: ArtifactKind, value: string): ArtifactKey
  /** For identifiers that prove nothing: grants, sessions by uid, token ids. */
  plain(kind: ArtifactKind, id: string): ArtifactKey
  hash(value: string): string
}

export function createArtifactKeys(secrets: Secrets): ArtifactKeys {
  const hash = (value: string): string => secrets.hash(PURPOSE, value)
  return {
    hash,
    bearer: (kind, value) => ({ kind, id: hash(`${kind} ${value}`) }),
    plain: (kind, id) => ({ kind, id }),
  }
}
