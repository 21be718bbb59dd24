/**
 * SessionStore over the artifacts: the sessions and grants that name an account as their owner. Apart from the engine,
 * so that the command line can end sessions without loading it.
 */
import type { AccountId } from '#domain/accounts'
import type { Grant, Session, SessionStore } from '#domain/sessions'
import type { ArtifactStore, OwnedArtifact } from './artifact-store.ts'

/** Of a session's record, what is read here; sessions.ts writes it. */
interface SessionPayload {
  accountId?: string
  loginTs?: number
  seenAt?: number
  origin?: { ip?: string; userAgent?: string }
  authorizations?: Record<string, { grantId?: string; persistsLogout?: boolean }>
}

export function createAccountSessions(store: ArtifactStore): SessionStore {
  return {
    async list(accountId) {
      const found = await store.findByOwner('Session', accountId)
      return found.map(toSession).sort((a, b) => b.signedInAt - a.signedInAt)
    },
    listGrants: async (accountId) => (await store.findByOwner('Grant', accountId)).map(toGrant),
    removeSession: (id) => store.remove({ kind: 'Session', id }),
    removeGrant: (id) => store.remove({ kind: 'Grant', id }),
  }
}

function toSession({ id, payload, expiresAt }: OwnedArtifact): Session {
  const { accountId, loginTs = 0, seenAt, origin, authorizations = {} } = payload as SessionPayload
  return {
    id,
    accountId: accountId as AccountId,
    signedInAt: loginTs * 1000,
    seenAt: (seenAt ?? loginTs) * 1000,
    expiresAt: expiresAt * 1000,
    ...origin,
    clientIds: Object.keys(authorizations),
    // As the engine has it when somebody signs out.
    boundGrantIds: Object.values(authorizations).flatMap(({ grantId, persistsLogout }) =>
      grantId === undefined || persistsLogout === true ? [] : [grantId],
    ),
  }
}

function toGrant({ id, payload }: OwnedArtifact): Grant {
  const { clientId, sessionUid } = payload
  return {
    id,
    clientId: String(clientId),
    ...(typeof sessionUid === 'string' ? { sessionId: sessionUid } : {}),
  }
}
