/**
 * Refresh tokens as the engine sees them, kept as one record per family (see refresh-family.ts).
 *
 * A token names its grant and its family (token-names.ts). The engine marks a used token, then saves its successor; here
 * both become one compare-and-set when the successor is saved, so that of parallel redemptions outside the grace exactly
 * one succeeds, on any number of nodes.
 */
import { errors, Provider } from 'oidc-provider'
import type { Announcements } from './announcements.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore, JsonObject } from './artifact-store.ts'
import { GRANT_MARGIN_SECONDS } from './lifetimes.ts'
import type { Liveness, TokenReference } from './liveness.ts'
import { type Leaf, rotate, standingOf } from './refresh-family.ts'
import { requestMemo } from './request-memo.ts'
import { type HangingToken, newRefreshToken, referenceInRefreshToken } from './token-names.ts'

interface Family {
  /** What the engine stores with a refresh token, the same for all of the family. */
  token: JsonObject
  leaves: Leaf[]
}

export interface RefreshTokens {
  newToken(of: HangingToken): string
  find(token: string): Promise<JsonObject | undefined>
  /** Keeps a new token: the first of its family, or the successor of the one that this request redeems. */
  save(token: string, payload: JsonObject, expiresAt: number): Promise<void>
  remove(token: string): Promise<void>
}

export function createRefreshTokens(deps: {
  store: ArtifactStore
  keys: ArtifactKeys
  liveness: Liveness
  announcements: Announcements
  graceSeconds: number
}): RefreshTokens {
  const { store, keys, liveness, announcements, graceSeconds } = deps
  const familyKey = (family: string) => keys.bearer('RefreshToken', family)

  async function readFamily(family: string, reference: TokenReference): Promise<Artifact | undefined> {
    const record = await liveness.findAlive(familyKey(family), reference)
    if (record !== undefined) requestMemo()?.refreshFamilies.set(family, record)
    return record
  }

  async function succeed(from: string, to: string, payload: JsonObject, expiresAt: number): Promise<void> {
    const { family, reference } = namesIn(from)
    const known = requestMemo()?.refreshFamilies.get(family)
    for (let record = known; ; record = await readFamily(family, reference)) {
      if (record === undefined) throw new errors.InvalidGrant('refresh token not found')
      const { leaves, token } = familyIn(record)
      const successor = { key: keys.hash(to), expiresAt }
      const rotation = rotate(leaves, keys.hash(from), successor, Date.now(), graceSeconds)
      if (rotation.outcome === 'exhausted') throw new errors.InvalidGrant('refresh token retried too often')
      if (rotation.outcome === 'reused') {
        // RFC 9700 §4.14.2: one of the two is a thief, so neither may go on.
        const { grantId, accountId, clientId, scope } = payload as Record<string, string>
        await announcements.revoked({ id: String(grantId), accountId, clientId, scope })
        await store.remove(keys.plain('Grant', String(grantId)))
        throw new errors.InvalidGrant('refresh token already used')
      }
      const next: Family = { token, leaves: rotation.leaves }
      const lasts = Math.max(expiresAt, ...rotation.leaves.map((leaf) => leaf.expiresAt))
      if (await store.replace(familyKey(family), record.version, { payload: { ...next }, expiresAt: lasts }))
        return
    }
  }

  async function start(token: string, payload: JsonObject, expiresAt: number): Promise<void> {
    const first: Leaf = {
      key: keys.hash(token),
      replaced: null,
      issuedAtMs: Date.now(),
      expiresAt,
      rotations: 0,
    }
    const family: Family = { token: shared(payload), leaves: [first] }
    await store.save(familyKey(namesIn(token).family), { payload: { ...family }, expiresAt })
  }

  /** A grant outlives every refresh token issued under it. */
  async function keepGrantAlive(grantId: string, expiresAt: number): Promise<void> {
    const grant = requestMemo()?.grants.get(grantId)
    if (grant === undefined || grant.expiresAt >= expiresAt) return
    const until = expiresAt + GRANT_MARGIN_SECONDS
    const payload = { ...grant.payload, exp: until }
    // Losing to a parallel change is fine: that one was made by a request that extends it as well, or ends it.
    await store.replace(keys.plain('Grant', grantId), grant.version, { payload, expiresAt: until })
  }

  return {
    newToken: (of) => newRefreshToken(of, Provider.ctx?.oidc?.entities?.RotatedRefreshToken?.jti),
    async find(token) {
      const names = referenceInRefreshToken(token)
      const record = names && (await readFamily(names.family, names.reference))
      if (record === undefined) return undefined
      const { leaves, token: payload } = familyIn(record)
      const standing = standingOf(leaves, keys.hash(token), Date.now(), graceSeconds)
      const leaf = standing.state === 'used' ? leaves.at(-1) : standing.leaf
      if (leaf === undefined) return undefined
      // A retry is answered where tokens are asked for; whoever asks about the token hears that it has been used.
      const isRetry = standing.state === 'retry' && Provider.ctx?.oidc?.route === 'token'
      const isUsed = standing.state !== 'live' && !isRetry
      return {
        ...payload,
        jti: token,
        iat: Math.floor(leaf.issuedAtMs / 1000),
        exp: leaf.expiresAt,
        rotations: leaf.rotations,
        ...(isUsed ? { consumed: Math.floor(leaf.issuedAtMs / 1000) } : {}),
      }
    },
    async save(token, payload, expiresAt) {
      const redeemed = Provider.ctx?.oidc?.entities?.RotatedRefreshToken?.jti
      if (redeemed === undefined) await start(token, payload, expiresAt)
      else await succeed(redeemed, token, payload, expiresAt)
      await keepGrantAlive(String(payload.grantId), expiresAt)
    },
    async remove(token) {
      await store.remove(familyKey(namesIn(token).family))
    },
  }
}

/** Of a token that was found or is being made, and is one of ours therefore. */
function namesIn(token: string) {
  const names = referenceInRefreshToken(token)
  if (names === undefined) throw new Error('a refresh token does not name its grant')
  return names
}

function familyIn(record: Artifact): Family {
  return record.payload as unknown as Family
}

/** Without what differs from token to token. */
function shared(payload: JsonObject): JsonObject {
  const { jti: _id, iat: _issued, exp: _expires, rotations: _rotations, ...rest } = payload
  return rest
}
