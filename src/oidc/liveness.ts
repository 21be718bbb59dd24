/**
 * The one check of whether a token, sealed, signed or stored, is still alive: its own id not revoked, its grant not
 * ended, and, where it is bound to a session, that session still there. One round trip in the common case.
 */
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore, JsonObject } from './artifact-store.ts'
import { requestMemo } from './request-memo.ts'

export interface TokenReference {
  accountId: string
  grantId: string
  /** Absent for what cannot be revoked alone (codes, refresh tokens). */
  tokenId?: string
  /** Whether it ends with its session. */
  boundToSession: boolean
  /** The session where the token tells; otherwise the grant knows, at the price of a second round trip. */
  sessionUid?: string
}

/** What the engine keeps with a token, as a reference. */
export function referenceIn(payload: JsonObject): TokenReference {
  return {
    accountId: String(payload.accountId),
    grantId: String(payload.grantId),
    boundToSession: payload.expiresWithSession === true,
    ...(typeof payload.sessionUid === 'string' ? { sessionUid: payload.sessionUid } : {}),
  }
}

export interface Liveness {
  isAlive(token: TokenReference): Promise<boolean>
  isRevoked(tokenId: string): Promise<boolean>
  /** Ends one access token. @param expiresAt seconds since the epoch, when it would have ended by itself */
  revoke(tokenId: string, expiresAt: number): Promise<void>
}

export function createLiveness(store: ArtifactStore, keys: ArtifactKeys): Liveness {
  return {
    async isAlive(token) {
      const { tokenId, sessionUid } = token
      const asked = [keys.plain('Grant', token.grantId)]
      if (tokenId !== undefined) asked.push(keys.plain('RevokedToken', tokenId))
      if (token.boundToSession && sessionUid !== undefined) asked.push(keys.plain('Session', sessionUid))
      const found = await store.findMany(asked)
      const grant = found[0]
      if (grant === undefined || (tokenId !== undefined && found[1] !== undefined)) return false
      requestMemo()?.grants.set(token.grantId, grant)
      if (!token.boundToSession) return true
      const session = sessionUid === undefined ? await sessionOf(grant) : found.at(-1)
      return session?.payload.accountId === token.accountId
    },
    async isRevoked(tokenId) {
      const [revoked] = await store.findMany([keys.plain('RevokedToken', tokenId)])
      return revoked !== undefined
    },
    revoke: (tokenId, expiresAt) =>
      store.save(keys.plain('RevokedToken', tokenId), { payload: {}, expiresAt }),
  }

  async function sessionOf(grant: Artifact): Promise<Artifact | undefined> {
    const uid = grant.payload.sessionUid
    if (typeof uid !== 'string') return undefined
    const [session] = await store.findMany([keys.plain('Session', uid)])
    return session
  }
}
