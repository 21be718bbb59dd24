/**
 * Sessions: where a person is signed in, listed and ended. Owns what they may know of it, and that it is announced when
 * one is ended by hand; how a session comes about, and what a browser holds of it, is oidc's.
 */
import { type EventSink, newEvent, type Origin, originData } from '#domain/events'
import type { Session, SessionStore } from './session-store.ts'

export type { Session } from './session.ts'
export type { SessionStore } from './session-store.ts'

/** As the port, and each session that ends is announced. @param origin who asks for it; {} for an operator */
export interface Sessions {
  list(accountId: string): Promise<Session[]>
  end(accountId: string, sessionId: string, origin?: Origin): Promise<boolean>
  endAll(accountId: string, exceptId?: string, origin?: Origin): Promise<string[]>
  endApp(accountId: string, clientId: string): Promise<void>
}

export function createSessions({ store, events }: { store: SessionStore; events: EventSink }): Sessions {
  async function announce(accountId: string, sessionIds: string[], origin: Origin): Promise<void> {
    if (sessionIds.length === 0) return
    await events.append(
      sessionIds.map((id) =>
        newEvent('auth.session_ended', accountId, {
          account_id: accountId,
          session_id: id,
          ...originData(origin),
        }),
      ),
    )
  }

  return {
    list: (accountId) => store.list(accountId),
    async end(accountId, sessionId, origin = {}) {
      const hasEnded = await store.end(accountId, sessionId)
      if (hasEnded) await announce(accountId, [sessionId], origin)
      return hasEnded
    },
    async endAll(accountId, exceptId, origin = {}) {
      const ended = await store.endAll(accountId, exceptId)
      await announce(accountId, ended, origin)
      return ended
    },
    endApp: (accountId, clientId) => store.endApp(accountId, clientId),
  }
}
