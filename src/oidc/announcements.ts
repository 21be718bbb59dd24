/**
 * What the engine announces: tokens that were issued, refreshed or revoked, and sessions that ended. An event is kept
 * before the answer goes out, so that a change which was acknowledged has its event; where the log is away, the request
 * fails as when any other store is. Ends are announced just before they happen (domain/sessions).
 */
import type { Middleware } from 'koa'
import { type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type EventData, type EventSink, newEvent, type Origin, originData } from '#domain/events'
import { endingEvent } from '#domain/sessions'
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
  const subjectOf = ({ accountId, clientId }: Omit<Ending, 'id'>) => accountId ?? clientId ?? ''

  function dataOf({ accountId, clientId, scope }: Omit<Ending, 'id'>, more: EventData): EventData {
    return {
      ...(accountId === undefined ? {} : { account_id: accountId }),
      ...(clientId === undefined ? {} : { client_id: clientId }),
      ...(scope === undefined ? {} : { scope }),
      ...more,
    }
  }

  return {
    issued(token, grantType, origin) {
      const type = grantType === 'refresh_token' ? 'TokenRefreshed' : 'TokenIssued'
      const data = dataOf(token, { grant_type: grantType, ...originData(origin) })
      return sink.append([newEvent(type, subjectOf(token), data)])
    },
    revoked(ending, reason = reasonOf(Provider.ctx), origin = currentOrigin()) {
      const data = dataOf(ending, { reason, ...originData(origin) })
      return sink.append([endingEvent('TokenRevoked', ending.id, subjectOf(ending), data)])
    },
    sessionEnded(ending, origin = currentOrigin()) {
      const data = dataOf(ending, { session_id: ending.id, reason: 'logout', ...originData(origin) })
      return sink.append([endingEvent('auth.session_ended', ending.id, subjectOf(ending), data)])
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
