/**
 * Browser sessions as the engine sees them, one record each, under the session's uid.
 *
 * The engine reads a session, works on its copy and writes it back whole, so parallel requests of one browser would
 * overwrite each other's work; here a write merges with what others wrote in between, by compare-and-set. The cookie
 * is `uid.secret`, the record holds hashes of the secrets that are good now: after a sign-in the old one no longer
 * is (session fixation), and what a slow request still writes neither revives it nor a session that has ended.
 */
import type { Origin } from '#domain/events'
import { nowSeconds } from '#lib/clock'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { Artifact, ArtifactStore, JsonObject } from './artifact-store.ts'
import { requestMemo } from './request-memo.ts'

/** How far a session's end may lie behind before an otherwise unchanged session is written again. */
const RENEW_AFTER_SECONDS = 3600

export interface SessionWrite {
  uid: string
  /** The secret part of the cookie. */
  secret: string
  /** The secret that this one replaces. */
  retiredSecret?: string
  payload: JsonObject
  expiresAt: number
  /** Whether the engine read this session from the store before. */
  stored: boolean
  /** Who is asking; of the sign-in it is kept, for the person to see. */
  origin: Origin
}

export interface Sessions {
  findByCookie(cookie: string): Promise<JsonObject | undefined>
  findByUid(uid: string): Promise<JsonObject | undefined>
  save(session: SessionWrite): Promise<void>
  end(uid: string): Promise<void>
}

export function createSessions(store: ArtifactStore, keys: ArtifactKeys): Sessions {
  async function read(uid: string): Promise<Artifact | undefined> {
    const [record] = await store.findMany([keys.plain('Session', uid)])
    if (record !== undefined) requestMemo()?.sessions.set(uid, record)
    return record
  }

  async function findByUid(uid: string): Promise<JsonObject | undefined> {
    const record = await read(uid)
    return record === undefined ? undefined : withoutSecrets(record.payload)
  }

  return {
    findByUid,
    async findByCookie(cookie) {
      const [uid, secret] = cookie.split('.')
      if (!uid || !secret) return undefined
      const record = await read(uid)
      if (record === undefined || !secretsOf(record.payload).includes(keys.hash(secret))) return undefined
      return { ...withoutSecrets(record.payload), jti: secret }
    },
    async save(session) {
      const key = keys.plain('Session', session.uid)
      const { expiresAt } = session
      if (!session.stored) {
        const payload = {
          ...content(session.payload),
          origin: session.origin,
          seenAt: nowSeconds(),
          secrets: [keys.hash(session.secret)],
        }
        await store.save(key, { payload, expiresAt, ...ownerOf(payload) })
        return
      }
      const known = requestMemo()?.sessions.get(session.uid) ?? (await read(session.uid))
      for (let record = known; record !== undefined; record = await read(session.uid)) {
        const payload = merge(record.payload, session, keys)
        if (isSame(payload, record.payload) && expiresAt - record.expiresAt < RENEW_AFTER_SECONDS) return
        if (await store.replace(key, record.version, { payload, expiresAt, ...ownerOf(payload) })) {
          // What this request writes next must compare with what it wrote now.
          requestMemo()?.sessions.delete(session.uid)
          return
        }
      }
    },
    end: (uid) => store.remove(keys.plain('Session', uid)),
  }
}

function merge(current: JsonObject, session: SessionWrite, keys: ArtifactKeys): JsonObject {
  const retired = session.retiredSecret === undefined ? undefined : keys.hash(session.retiredSecret)
  const secrets =
    retired === undefined
      ? secretsOf(current)
      : [...secretsOf(current).filter((hash) => hash !== retired), keys.hash(session.secret)]
  const ours = content(session.payload)
  const staleLogin = Number(current.loginTs ?? 0) > Number(ours.loginTs ?? 0)
  const login = staleLogin ? pick(current, ['accountId', 'acr', 'amr', 'loginTs', 'transient']) : {}
  const isNewLogin = !staleLogin && ours.loginTs !== current.loginTs
  return {
    ...ours,
    ...login,
    origin: isNewLogin ? session.origin : current.origin,
    seenAt: nowSeconds(),
    state: ours.state ?? current.state,
    authorizations: mergeAuthorizations(current.authorizations, ours.authorizations),
    secrets,
  }
}

type Authorizations = Record<string, { sid?: string; grantId?: string; persistsLogout?: boolean }>

/** Per client: both are kept; where both know a client, the earlier `sid` stays, since ID tokens already name it. */
function mergeAuthorizations(current: unknown, ours: unknown): Authorizations {
  const before = (current ?? {}) as Authorizations
  const merged: Authorizations = { ...before }
  for (const [clientId, authorization] of Object.entries((ours ?? {}) as Authorizations)) {
    const earlier = before[clientId]
    const persistsLogout = authorization.persistsLogout === true || earlier?.persistsLogout === true
    merged[clientId] = {
      ...authorization,
      ...(earlier?.sid === undefined ? {} : { sid: earlier.sid }),
      ...(persistsLogout ? { persistsLogout } : {}),
    }
  }
  return merged
}

/** Nobody's until somebody signs in. */
function ownerOf({ accountId }: JsonObject): { owner?: string } {
  return typeof accountId === 'string' ? { owner: accountId } : {}
}

function secretsOf(payload: JsonObject): string[] {
  return (payload.secrets ?? []) as string[]
}

/**
 * What the engine gets to see: a copy down to the last member, since it changes what it gets, and what was read must
 * stay as it was to be compared with.
 */
function withoutSecrets({ secrets: _secrets, ...rest }: JsonObject): JsonObject {
  return structuredClone(rest)
}

/** The session without the secret that the engine keeps in it. */
function content({ jti: _secret, ...rest }: JsonObject): JsonObject {
  return rest
}

function pick(from: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, from[name]]))
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  const fingerprint = ({ iat: _issued, exp: _expires, seenAt: _seen, ...rest }: JsonObject) =>
    JSON.stringify(
      Object.entries(rest)
        .filter(([, value]) => value !== undefined)
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    )
  return fingerprint(a) === fingerprint(b)
}
