/**
 * Port: what the protocol engine stores, all of which expires: sessions, interactions, grants, codes, refresh
 * tokens, pushed requests, and the marks that make single use single.
 *
 * Every operation is one round trip and atomic by itself; nothing needs a transaction across records, so that
 * records may live on different shards. Ids and kinds are opaque strings to the adapter, harmless whatever they
 * contain. An expired record is absent, to the second, whether or not it has been removed yet.
 */

export type ArtifactKind =
  | 'Session'
  | 'Interaction'
  | 'Grant'
  | 'AuthorizationCode'
  | 'RefreshToken'
  | 'PushedAuthorizationRequest'
  | 'DeviceCode'
  | 'UserCode'
  | 'RevokedToken'
  | 'UsedProof'
  | 'EndedTenant'
  | 'EndedMember'
  | 'OneTimeToken'
  | 'AccountStamp'

export interface ArtifactKey {
  kind: ArtifactKind
  id: string
}

export type JsonObject = { [name: string]: unknown }

export interface NewArtifact {
  payload: JsonObject
  /** Seconds since the epoch. */
  expiresAt: number
  /** In whose list it stands: an account's id, the same at every write of a record from the first that names one. */
  owner?: string
}

export interface Artifact extends Omit<NewArtifact, 'owner'> {
  /** Changes with every write; what `replace` compares. */
  version: number
  /** Seconds since the epoch; null until `consume` was won. */
  consumedAt: number | null
}

export interface OwnedArtifact extends Artifact {
  id: string
}

export interface ArtifactStore {
  /** Creates or overwrites; clears `consumedAt`. Rejects a payload above 1 MiB of JSON with DomainError `invalid`, code `artifact_too_large`. */
  save(key: ArtifactKey, artifact: NewArtifact): Promise<void>
  /** Creates only: true to the one caller that created it, false when a live record with that key is there. */
  create(key: ArtifactKey, artifact: NewArtifact): Promise<boolean>
  /**
   * Overwrites only what still has that version: true to the one caller that did. False when absent or changed.
   * Keeps `consumedAt`: what was used stays used.
   */
  replace(key: ArtifactKey, version: number, artifact: NewArtifact): Promise<boolean>
  /** One round trip for all keys; answers in their order, undefined for what is absent. */
  findMany(keys: ArtifactKey[]): Promise<(Artifact | undefined)[]>
  /** All that are live of that kind and owner, in no order; one or two round trips. */
  findByOwner(kind: ArtifactKind, owner: string): Promise<OwnedArtifact[]>
  /**
   * Marks as used: true to exactly one caller, ever. False when absent, expired, or consumed before.
   * Neither extends the record's life nor brings one back.
   */
  consume(key: ArtifactKey): Promise<boolean>
  /** Removing what is absent is no error. */
  remove(key: ArtifactKey): Promise<void>
  /** Deletes up to `limit` expired records and says how many. A store that expires by itself answers 0. */
  removeExpired(limit: number): Promise<number>
}
