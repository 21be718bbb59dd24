/**
 * The one check of whether a token, sealed, signed or stored, is still alive: its own id not revoked, its grant not
 * ended, where it is bound to a session, that session still there, and where it is of a tenant or speaks for a member,
 * neither of them ended. One round trip in the common case.
 */
import { createRecent } from '#lib/recent'
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
  /** The session where the token tells; otherwise the grant knows, at the price of a second round trip the first time. */
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

/** The session of a grant stays what it is: where a token does not tell it, it is learnt with the first look. */
const MAX_GRANTS = 5000

type Named<Name extends string, Value> = Partial<Record<Name, Value>>

export function createLiveness(store: ArtifactStore, keys: ArtifactKeys): Liveness {
  const sessionOfGrant = createRecent<string>(MAX_GRANTS)

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
  async function isGrantAlive(
    grant: Artifact,
    token: TokenReference,
    asked: { sessionUid: string | undefined; session: Artifact | undefined },
  ): Promise<boolean> {
    const sessionUid = token.sessionUid ?? text(grant.payload.sessionUid)
    const mark = token.tenant === undefined ? tenantMarkIn(grant.payload) : undefined
    const isSessionUnknown = token.boundToSession && sessionUid !== asked.sessionUid
    const further = {
      session: keyOf('Session', isSessionUnknown ? sessionUid : undefined),
      tenant: keyOf('EndedTenant', mark?.id),
    }
    const isMore = further.session !== undefined || further.tenant !== undefined
    const more: Named<'session' | 'tenant', Artifact> = isMore ? await find(further) : {}
    if (hasEnded(mark, more.tenant)) return false
    if (!token.boundToSession) return true
    const session = isSessionUnknown ? more.session : asked.session
    return session?.payload.accountId === grant.payload.accountId
  }

  const sessionAsked = ({ boundToSession, grantId = '', sessionUid }: TokenReference) =>
    boundToSession ? (sessionUid ?? sessionOfGrant.get(grantId)) : undefined

  const keysOf = (token: TokenReference, sessionUid: string | undefined) => ({
    grant: keyOf('Grant', token.grantId),
    revoked: keyOf('RevokedToken', token.tokenId),
    session: keyOf('Session', sessionUid),
    tenant: keyOf('EndedTenant', token.tenant?.id),
    member: keyOf('EndedMember', token.memberId),
  })

  async function judge(
    token: TokenReference,
    found: Named<keyof ReturnType<typeof keysOf>, Artifact>,
    sessionUid: string | undefined,
  ): Promise<boolean> {
    const { grantId, tenant } = token
    const { grant, session } = found
    if (found.revoked !== undefined || found.member !== undefined) return false
    if (hasEnded(tenant, found.tenant)) return false
    if (grantId === undefined) return true
    if (grant === undefined) return false
    requestMemo()?.grants.set(grantId, grant)
    const { sessionUid: ofGrant } = grant.payload
    if (token.sessionUid === undefined && typeof ofGrant === 'string') sessionOfGrant.set(grantId, ofGrant)
    return isGrantAlive(grant, token, { sessionUid, session })
  }

  return {
    async isAlive(token) {
      const sessionUid = sessionAsked(token)
      return judge(token, await find(keysOf(token, sessionUid)), sessionUid)
    },
    async findAlive(key, token) {
      const sessionUid = sessionAsked(token)
      const { own, ...found } = await find({ own: key, ...keysOf(token, sessionUid) })
      return own !== undefined && (await judge(token, found, sessionUid)) ? own : undefined
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
