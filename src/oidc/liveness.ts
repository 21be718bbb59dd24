/**
 * The one check of whether a token, sealed, signed or stored, is still alive: its own id not revoked, its grant not
 * ended, where it is bound to a session, that session still there, and where it is of a tenant or speaks for a member,
 * neither of them ended. One round trip in the common case.
 */
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactKey, ArtifactStore, JsonObject } from './artifact-store.ts'
import { requestMemo } from './request-memo.ts'
import { type TenantMark, tenantMarkIn } from './tenant-marks.ts'

export interface TokenReference {
  /** Absent for what hangs on none: a client's own token, and what it may have about a member by its own word. */
  grantId?: string
  /** Absent for what cannot be revoked alone (codes, refresh tokens). */
  tokenId?: string
  /** Whether it ends with its session. */
  boundToSession: boolean
  /** The session where the token tells; otherwise the grant knows, at the price of a second round trip. */
  sessionUid?: string
  /** The tenant where the token tells; otherwise the grant knows, at the price of a second round trip. */
  tenant?: TenantMark | undefined
  /** The member of a tenant that it speaks for. */
  memberId?: string | undefined
}

/** What the engine keeps with a token, as a reference. */
export function referenceIn(payload: JsonObject): TokenReference {
  return {
    grantId: String(payload.grantId),
    boundToSession: payload.expiresWithSession === true,
    ...(typeof payload.sessionUid === 'string' ? { sessionUid: payload.sessionUid } : {}),
    tenant: tenantMarkIn(payload.extra),
  }
}

export interface Liveness {
  isAlive(token: TokenReference): Promise<boolean>
  /** The token's own record, if it is there and the token alive, in the same round trip. */
  findAlive(key: ArtifactKey, token: TokenReference): Promise<Artifact | undefined>
  /** Ends one access token. @param expiresAt seconds since the epoch, when it would have ended by itself */
  revoke(tokenId: string, expiresAt: number): Promise<void>
}

type Named<Name extends string, Value> = Partial<Record<Name, Value>>

export function createLiveness(store: ArtifactStore, keys: ArtifactKeys): Liveness {
  /** One round trip for all that is asked. */
  async function find<Name extends string>(
    asked: Named<Name, ArtifactKey | undefined>,
  ): Promise<Named<Name, Artifact>> {
    const entries = Object.entries(asked).filter((entry) => entry[1] !== undefined) as [Name, ArtifactKey][]
    const found = await store.findMany(entries.map(([, key]) => key))
    return Object.fromEntries(entries.map(([name], index) => [name, found[index]])) as Named<Name, Artifact>
  }

  const keyOf = (kind: ArtifactKey['kind'], id: string | undefined) =>
    id === undefined ? undefined : keys.plain(kind, id)

  /** What only the grant knows. */
  async function isGrantAlive(grant: Artifact, token: TokenReference, session?: Artifact): Promise<boolean> {
    const { sessionUid } = grant.payload
    const mark = token.tenant === undefined ? tenantMarkIn(grant.payload) : undefined
    const isSessionUnknown = token.boundToSession && token.sessionUid === undefined
    const further = {
      session: keyOf('Session', isSessionUnknown ? text(sessionUid) : undefined),
      tenant: keyOf('EndedTenant', mark?.id),
    }
    const isMore = further.session !== undefined || further.tenant !== undefined
    const more: Named<'session' | 'tenant', Artifact> = isMore ? await find(further) : {}
    if (hasEnded(mark, more.tenant)) return false
    return !token.boundToSession || (session ?? more.session)?.payload.accountId === grant.payload.accountId
  }

  const keysOf = ({ grantId, tokenId, tenant, memberId, boundToSession, sessionUid }: TokenReference) => ({
    grant: keyOf('Grant', grantId),
    revoked: keyOf('RevokedToken', tokenId),
    session: keyOf('Session', boundToSession ? sessionUid : undefined),
    tenant: keyOf('EndedTenant', tenant?.id),
    member: keyOf('EndedMember', memberId),
  })

  async function judge(
    token: TokenReference,
    found: Named<keyof ReturnType<typeof keysOf>, Artifact>,
  ): Promise<boolean> {
    const { grantId, tenant } = token
    const { grant } = found
    if (found.revoked !== undefined || found.member !== undefined) return false
    if (hasEnded(tenant, found.tenant)) return false
    if (grantId === undefined) return true
    if (grant === undefined) return false
    requestMemo()?.grants.set(grantId, grant)
    return isGrantAlive(grant, token, found.session)
  }

  return {
    isAlive: async (token) => judge(token, await find(keysOf(token))),
    async findAlive(key, token) {
      const { own, ...found } = await find({ own: key, ...keysOf(token) })
      return own !== undefined && (await judge(token, found)) ? own : undefined
    },
    revoke: (tokenId, expiresAt) =>
      store.save(keys.plain('RevokedToken', tokenId), { payload: {}, expiresAt }),
  }
}

function hasEnded(mark: TenantMark | undefined, end: Artifact | undefined): boolean {
  return mark !== undefined && end !== undefined && mark.epoch < Number(end.payload.epoch)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
