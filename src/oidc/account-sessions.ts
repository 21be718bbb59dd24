/**
 * SessionStore over the artifacts: the sessions and grants that name an account as their owner. Apart from the engine,
 * so that the command line can end sessions without loading it.
 */
import type { AccountId } from '#domain/accounts'
import type { Session, SessionStore } from '#domain/sessions'
import type { ArtifactKind, ArtifactStore, OwnedArtifact } from './artifact-store.ts'

/** Of a session's record, what is read here; sessions.ts writes it. */
interface SessionPayload {
  accountId?: string
  loginTs?: number
  seenAt?: number
  origin?: { ip?: string; userAgent?: string }
  authorizations?: Record<string, unknown>
}

export function createAccountSessions(store: ArtifactStore): SessionStore {
  const remove = (kind: ArtifactKind, owned: OwnedArtifact[]) =>
    Promise.all(owned.map(({ id }) => store.remove({ kind, id })))

  return {
    async list(accountId) {
      const found = await store.findByOwner('Session', accountId)
      return found.map(toSession).sort((a, b) => b.signedInAt - a.signedInAt)
    },
    async end(accountId, sessionId) {
      const found = await store.findByOwner('Session', accountId)
      const own = found.filter(({ id }) => id === sessionId)
      await remove('Session', own)
      return own.length > 0
    },
    async endAll(accountId, exceptId) {
      const [sessions, grants] = await Promise.all([
        store.findByOwner('Session', accountId),
        store.findByOwner('Grant', accountId),
      ])
      const ending = sessions.filter(({ id }) => id !== exceptId)
      await Promise.all([
        remove('Session', ending),
        remove(
          'Grant',
          grants.filter(({ payload }) => exceptId === undefined || payload.sessionUid !== exceptId),
        ),
      ])
      return ending.map(({ id }) => id)
    },
    async endApp(accountId, clientId) {
      const grants = await store.findByOwner('Grant', accountId)
      await remove(
        'Grant',
        grants.filter(({ payload }) => payload.clientId === clientId),
      )
    },
  }
}

function toSession({ id, payload, expiresAt }: OwnedArtifact): Session {
  const { accountId, loginTs = 0, seenAt, origin, authorizations } = payload as SessionPayload
  return {
    id,
    accountId: accountId as AccountId,
    signedInAt: loginTs * 1000,
    seenAt: (seenAt ?? loginTs) * 1000,
    expiresAt: expiresAt * 1000,
    ...origin,
    clientIds: Object.keys(authorizations ?? {}),
  }
}
