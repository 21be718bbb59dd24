/**
 * Sessions: where a person is signed in, listed and ended. Owns what they may know of it, and that each session and
 * each grant that ends is announced, once; how a session comes about, and what a browser holds of it, is oidc's.
 */
import { type EventData, type EventSink, type NewEvent, type Origin, originData } from '#domain/events'
import { endingEvent } from './ending-event.ts'
import type { Grant, Session, SessionStore } from './session-store.ts'

export { endingEvent } from './ending-event.ts'
export type { Grant, Session } from './session.ts'
export type { SessionStore } from './session-store.ts'

/** What ends is announced. @param origin who asks for it; {} for an operator */
export interface Sessions {
  /** Live ones, the latest sign-in first. */
  list(accountId: string): Promise<Session[]>
  /** True when there was such a session of that account. Grants given for offline access live on. */
  end(accountId: string, sessionId: string, origin?: Origin): Promise<boolean>
  /**
   * Ends every session and every grant of the account, those for offline access too.
   * @param exceptId a session that stays, with all that was granted in it
   * @returns the ids of the sessions that ended
   */
  endAll(accountId: string, exceptId?: string, origin?: Origin): Promise<string[]>
  /** Ends what an application holds of an account, in every session and offline. */
  endApp(accountId: string, clientId: string, origin?: Origin): Promise<void>
}

/** How many ends are announced, and then done, at a time: of somebody who has thousands, the stores are not flooded. */
const AT_A_TIME = 100

interface End {
  event: NewEvent
  happen(): Promise<void>
}

export function createSessions({ store, events }: { store: SessionStore; events: EventSink }): Sessions {
  /** Whoever is interrupted leaves the rest to a second attempt, which announces nothing twice. */
  async function endEach(ends: End[]): Promise<void> {
    for (let done = 0; done < ends.length; done += AT_A_TIME) {
      const next = ends.slice(done, done + AT_A_TIME)
      await events.append(next.map(({ event }) => event))
      await Promise.all(next.map((end) => end.happen()))
    }
  }

  const endOfGrant = (accountId: string, { id, clientId }: Grant, more: EventData): End => ({
    event: endingEvent('TokenRevoked', id, accountId, {
      account_id: accountId,
      client_id: clientId,
      ...more,
    }),
    happen: () => store.removeGrant(id),
  })

  const endOfSession = (accountId: string, { id }: Session, more: EventData): End => ({
    event: endingEvent('auth.session_ended', id, accountId, {
      account_id: accountId,
      session_id: id,
      ...more,
    }),
    happen: () => store.removeSession(id),
  })

  return {
    list: (accountId) => store.list(accountId),
    async end(accountId, sessionId, origin = {}) {
      const [sessions, grants] = await Promise.all([store.list(accountId), store.listGrants(accountId)])
      const session = sessions.find(({ id }) => id === sessionId)
      if (session === undefined) return false
      const more = { reason: 'logout', ...originData(origin) }
      const bound = grants.filter(({ id }) => session.boundGrantIds.includes(id))
      await endEach([
        ...bound.map((grant) => endOfGrant(accountId, grant, more)),
        endOfSession(accountId, session, more),
      ])
      return true
    },
    async endAll(accountId, exceptId, origin = {}) {
      const more = { reason: 'all_ended', ...originData(origin) }
      const ending = (await store.list(accountId)).filter(({ id }) => id !== exceptId)
      await endEach(ending.map((session) => endOfSession(accountId, session, more)))
      // Looked for when the sessions are gone: whoever keeps a grant, and then still finds its session, is seen here.
      const grants = (await store.listGrants(accountId)).filter(
        ({ sessionId }) => exceptId === undefined || sessionId !== exceptId,
      )
      await endEach(grants.map((grant) => endOfGrant(accountId, grant, more)))
      return ending.map(({ id }) => id)
    },
    async endApp(accountId, clientId, origin = {}) {
      const grants = await store.listGrants(accountId)
      const more = { reason: 'app_removed', ...originData(origin) }
      const held = grants.filter((grant) => grant.clientId === clientId)
      await endEach(held.map((grant) => endOfGrant(accountId, grant, more)))
    },
  }
}
