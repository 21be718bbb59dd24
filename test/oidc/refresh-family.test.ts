/** The life of a family of refresh tokens, as pure functions: every state that a token of it can be in. */
import { describe, expect, it } from 'vitest'
import { type Leaf, MAX_LEAVES, rotate, standingOf } from '../../src/oidc/refresh-family.ts'

const GRACE = 10
const T0 = 1_800_000_000_000
const LATER = T0 / 1000 + 30 * 24 * 3600

const first: Leaf = { key: 'k0', replaced: null, issuedAtMs: T0, expiresAt: LATER, rotations: 0 }

/** Rotates and expects that to succeed. */
function rotated(leaves: Leaf[], from: string, to: string, nowMs: number, grace = GRACE): Leaf[] {
  const result = rotate(leaves, from, { key: to, expiresAt: LATER }, nowMs, grace)
  if (result.outcome !== 'rotated') throw new Error(`${from} → ${to} was ${result.outcome}`)
  return result.leaves
}

function outcome(leaves: Leaf[], from: string, nowMs: number, grace = GRACE): string {
  return rotate(leaves, from, { key: 'new', expiresAt: LATER }, nowMs, grace).outcome
}

describe('standing', () => {
  it('of a token that was never used is live', () => {
    expect(standingOf([first], 'k0', T0, GRACE)).toEqual({ state: 'live', leaf: first })
  })

  it('of a token that the family never issued is used, since nothing else can tell it from one', () => {
    expect(standingOf([first], 'forged', T0, GRACE).state).toBe('used')
    expect(standingOf([], 'k0', T0, GRACE).state).toBe('used')
  })

  it('of the last token is a retry until the grace is over, to the millisecond', () => {
    const leaves = rotated([first], 'k0', 'k1', T0)
    expect(standingOf(leaves, 'k0', T0 + GRACE * 1000 - 1, GRACE).state).toBe('retry')
    expect(standingOf(leaves, 'k0', T0 + GRACE * 1000, GRACE).state).toBe('used')
  })

  it('of a used token is never a retry without a grace, even to a clock that is behind', () => {
    const leaves = rotated([first], 'k0', 'k1', T0, 0)
    for (const nowMs of [T0 - 5000, T0, T0 + 1]) expect(standingOf(leaves, 'k0', nowMs, 0).state).toBe('used')
  })

  it('of the token before the last is used, even within the grace', () => {
    const leaves = rotated(rotated([first], 'k0', 'k1', T0), 'k1', 'k2', T0 + 1)
    expect(standingOf(leaves, 'k0', T0 + 2, GRACE).state).toBe('used')
    expect(standingOf(leaves, 'k1', T0 + 2, GRACE).state).toBe('retry')
  })
})

describe('rotation', () => {
  it('keeps one leaf, and counts', () => {
    let leaves = [first]
    for (let turn = 1; turn <= 50; turn += 1)
      leaves = rotated(leaves, `k${turn - 1}`, `k${turn}`, T0 + turn * 60_000)
    expect(leaves).toEqual([
      { key: 'k50', replaced: 'k49', issuedAtMs: T0 + 50 * 60_000, expiresAt: LATER, rotations: 50 },
    ])
    for (let old = 0; old < 50; old += 1) expect(outcome(leaves, `k${old}`, T0 + 60 * 60_000)).toBe('reused')
  })

  it('of a retry adds a leaf and leaves the first answer usable', () => {
    const retried = rotated(rotated([first], 'k0', 'a', T0), 'k0', 'b', T0 + 3000)
    expect(retried.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(rotated(retried, 'a', 'a1', T0 + 3_600_000).map(({ key }) => key)).toEqual(['b', 'a1'])
    expect(rotated(retried, 'b', 'b1', T0 + 3_600_000).map(({ key }) => key)).toEqual(['a', 'b1'])
  })

  it('of a retry does not begin the grace anew, nor count as a generation', () => {
    const retried = rotated(rotated([first], 'k0', 'a', T0), 'k0', 'b', T0 + 9000)
    expect(retried.map(({ issuedAtMs, rotations }) => [issuedAtMs, rotations])).toEqual([
      [T0, 1],
      [T0, 1],
    ])
    expect(outcome(retried, 'k0', T0 + 10_000)).toBe('reused')
  })

  it('forgets leaves that have expired', () => {
    const short = { ...first, key: 'short', replaced: 'x', expiresAt: T0 / 1000 + 5 }
    expect(rotated([first, short], 'k0', 'k1', T0 + 6000).map(({ key }) => key)).toEqual(['k1'])
  })

  it('refuses endless retries of one token without ending the family', () => {
    let leaves = rotated([first], 'k0', 'a', T0)
    for (let retry = 1; retry < MAX_LEAVES; retry += 1) leaves = rotated(leaves, 'k0', `r${retry}`, T0)
    expect(outcome(leaves, 'k0', T0)).toBe('exhausted')
    expect(outcome(leaves, 'a', T0)).toBe('rotated')
  })

  it('never locks out a client that retries every time: the oldest unused answers go', () => {
    let leaves = [first]
    let current = 'k0'
    for (let turn = 1; turn <= 3 * MAX_LEAVES; turn += 1) {
      const nowMs = T0 + turn * 60_000
      leaves = rotated(rotated(leaves, current, `unused${turn}`, nowMs), current, `k${turn}`, nowMs + 1)
      current = `k${turn}`
    }
    expect(leaves).toHaveLength(MAX_LEAVES)
    expect(leaves.map(({ key }) => key)).toContain(`unused${3 * MAX_LEAVES}`)
    expect(leaves.map(({ key }) => key)).not.toContain('unused1')
  })
})
