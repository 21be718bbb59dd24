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

/** More answers to one lost one than any client asks for; past it a retry is refused without ending the grant. */
export const MAX_LEAVES = 256

export function standingOf(leaves: Leaf[], key: string, nowMs: number, graceSeconds: number): Standing {
  const own = leaves.find((leaf) => leaf.key === key)
  if (own !== undefined) return { state: 'live', leaf: own }
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
  const kept = leaves.filter((leaf) => leaf.key !== key && leaf.expiresAt * 1000 > nowMs)
  if (kept.length >= MAX_LEAVES) return { outcome: 'exhausted' }
  const { leaf } = standing
  // A retry keeps the time of the first answer: the grace does not begin anew with each retry.
  const issuedAtMs = standing.state === 'retry' ? leaf.issuedAtMs : nowMs
  const rotations = standing.state === 'retry' ? leaf.rotations : leaf.rotations + 1
  return { outcome: 'rotated', leaves: [...kept, { ...successor, replaced: key, issuedAtMs, rotations }] }
}
