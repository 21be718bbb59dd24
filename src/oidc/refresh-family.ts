/**
 * The life of the refresh tokens that descend from one authorization, as pure functions over one small record.
 *
 * Only the tokens that are usable now are kept ("leaves"). Every token names its family, so any token of the family
 * that is not a leaf was used before; none of the used ones has to be remembered. A leaf knows the token it replaced:
 * that one, presented again within the grace, is a client whose answer was lost, and gets a leaf of its own.
 */
export interface Leaf {
  /** Hash of the token. */
  key: string
  /** Hash of the token it replaced; null for the first. */
  replaced: string | null
  /** Milliseconds since the epoch. */
  issuedAtMs: number
  /** Seconds since the epoch. */
  expiresAt: number
  /** How many rotations lie before it. */
  rotations: number
}

export type Standing =
  | { state: 'live'; leaf: Leaf }
  /** Used, but so recently that its holder may not have got the answer. `leaf` is what it was replaced by. */
  | { state: 'retry'; leaf: Leaf }
  | { state: 'used' }

/**
 * How many tokens of one family are usable at a time. A client that often retries leaves answers behind that it never
 * uses; past this the oldest of them goes, so that the record stays small and the client is never locked out. As many
 * retries of one token are more than any client sends: further ones are refused, without ending the grant.
 */
export const MAX_LEAVES = 256

export function standingOf(leaves: Leaf[], key: string, nowMs: number, graceSeconds: number): Standing {
  const own = leaves.find((leaf) => leaf.key === key)
  if (own !== undefined) return { state: 'live', leaf: own }
  // Without a grace nothing is a retry, not even to a node whose clock is behind that of the one that answered.
  if (graceSeconds === 0) return { state: 'used' }
  const heir = leaves.find((leaf) => leaf.replaced === key && nowMs - leaf.issuedAtMs < graceSeconds * 1000)
  return heir === undefined ? { state: 'used' } : { state: 'retry', leaf: heir }
}

export type Rotation =
  | { outcome: 'rotated'; leaves: Leaf[] }
  | { outcome: 'reused' }
  | { outcome: 'exhausted' }

/** The leaves after `key` was presented and answered with `successor`. */
export function rotate(
  leaves: Leaf[],
  key: string,
  successor: Pick<Leaf, 'key' | 'expiresAt'>,
  nowMs: number,
  graceSeconds: number,
): Rotation {
  const standing = standingOf(leaves, key, nowMs, graceSeconds)
  if (standing.state === 'used') return { outcome: 'reused' }
  const { leaf } = standing
  const isRetry = standing.state === 'retry'
  if (isRetry && leaves.filter(({ replaced }) => replaced === key).length >= MAX_LEAVES) {
    return { outcome: 'exhausted' }
  }
  // A retry keeps the time of the first answer: the grace does not begin anew with each retry.
  const issuedAtMs = isRetry ? leaf.issuedAtMs : nowMs
  const rotations = isRetry ? leaf.rotations : leaf.rotations + 1
  const kept = leaves.filter((other) => other.key !== key && other.expiresAt * 1000 > nowMs)
  const newest = kept.toSorted((a, b) => a.issuedAtMs - b.issuedAtMs).slice(1 - MAX_LEAVES)
  return { outcome: 'rotated', leaves: [...newest, { ...successor, replaced: key, issuedAtMs, rotations }] }
}
