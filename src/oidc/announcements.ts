/**
 * What the engine announces: tokens that were issued, refreshed or revoked, and sessions that ended. An event is kept
 * before the answer goes out, so that a change which was acknowledged has its event; where the log is away, the request
 * fails as when any other store is.
 *
 * The end of something is announced just before it happens: the other way round, whoever is told that the log was
 * away, and tries again, would find nothing left to end, and the event would never come. Its id follows from what
 * ends, so that a second attempt is not a second event.
 */
import { createHash } from 'node:crypto'
import type { Middleware } from 'koa'
import { type KoaContextWithOIDC, Provider } from 'oidc-provider'
import {
  type EventData,
  type EventSink,
  type EventType,
  type NewEvent,
  newEvent,
  type Origin,
  originData,
} from '#domain/events'
import { forEngine } from './engine-errors.ts'
import { currentOrigin, originOf } from './request-origin.ts'

/** Whose it was that ends. */
export interface Ending {
  /** Of the grant, the access token or the session. */
  id: string
  accountId?: string | undefined
  clientId?: string | undefined
  scope?: string | undefined
}

export interface Announcements {
  /** @param grantType as the token endpoint has it, or `api` */
  issued(token: Omit<Ending, 'id'>, grantType: string, origin: Origin): Promise<void>
  /** A grant with all its tokens, or one access token. */
  revoked(ending: Ending, reason?: string, origin?: Origin): Promise<void>
  sessionEnded(ending: Ending, origin?: Origin): Promise<void>
}

export function createAnnouncements(sink: EventSink): Announcements {
  function eventOf(type: EventType, { accountId, clientId, scope }: Omit<Ending, 'id'>, more: EventData) {
    const known = Object.entries({ account_id: accountId, client_id: clientId, scope, ...more })
    const data: EventData = Object.fromEntries(known.filter(([, value]) => value !== undefined))
    return newEvent(type, accountId ?? clientId ?? '', data)
  }

  const once = (event: NewEvent, id: string): NewEvent => ({
    ...event,
    id: createHash('sha256').update(`${event.type} ${id}`).digest('base64url'),
  })

  return {
    issued(token, grantType, origin) {
      const type = grantType === 'refresh_token' ? 'TokenRefreshed' : 'TokenIssued'
      return sink.append([eventOf(type, token, { grant_type: grantType, ...originData(origin) })])
    },
    revoked(ending, reason = reasonOf(Provider.ctx), origin = currentOrigin()) {
      return sink.append([
        once(eventOf('TokenRevoked', ending, { reason, ...originData(origin) }), ending.id),
      ])
    },
    sessionEnded(ending, origin = currentOrigin()) {
      const data = { session_id: ending.id, reason: 'logout', ...originData(origin) }
      return sink.append([once(eventOf('auth.session_ended', ending, data), ending.id)])
    },
  }
}

function reasonOf(ctx: KoaContextWithOIDC | undefined): string {
  if (ctx?.oidc?.route === 'revocation') return 'revocation'
  if (ctx?.oidc?.route !== 'token') return 'logout'
  return ctx.oidc.params?.grant_type === 'refresh_token' ? 'reuse' : 'code_replay'
}

/** One event for each token answer, before it goes out. */
export function announceTokens(announcements: Announcements): Middleware {
  return async (ctx, next) => {
    await next()
    const { oidc } = ctx as unknown as KoaContextWithOIDC
    if (oidc?.route !== 'token' || ctx.status !== 200) return
    const token = {
      accountId: oidc.entities.Account?.accountId,
      clientId: oidc.client?.clientId,
      scope: (ctx.body as { scope?: string }).scope,
    }
    await forEngine(() => announcements.issued(token, String(oidc.params?.grant_type), originOf(ctx.req)))
  }
}
