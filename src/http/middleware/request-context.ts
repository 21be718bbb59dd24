/** What every request gets: an id that a caller can quote, and one line in the log that names no secret. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Middleware, ParameterizedContext } from 'koa'
import proxyAddr from 'proxy-addr'
import type { Origin } from '#domain/events'
import type { Logger } from '#lib/logger'

export interface RequestState {
  requestId: string
  /** The caller's address; what a proxy says of it counts only where the proxy is trusted. */
  ip: string
  /** Somebody typed a device's code that does not exist. */
  userCodeUnknown?: boolean
}

/** Characters of a user agent's name that are looked at. No browser's is longer, and more would only fill the stores. */
const MAX_USER_AGENT = 512

/** Who sent a request, for what is remembered and announced of it. */
export function originOf(ctx: ParameterizedContext<RequestState>): Origin {
  const userAgent = ctx.get('User-Agent').slice(0, MAX_USER_AGENT)
  return { ip: ctx.state.ip, ...(userAgent === '' ? {} : { userAgent }) }
}

/** Ids in paths open something for whoever knows them. */
export function loggedPath(path: string): string {
  return path
    .replace(/^\/(interaction|oauth\/authorize)\/[^/]+/, '/$1/:uid')
    .replace(/^(\/api\/v1\/auth\/verify-email)\/.+/, '$1/:token')
}

/** @param trustProxy a number of hops, or addresses and CIDRs */
export function requestContext(log: Logger, trustProxy: number | string[]): Middleware<RequestState> {
  const trust =
    typeof trustProxy === 'number'
      ? (_address: string, hop: number) => hop < trustProxy
      : proxyAddr.compile(trustProxy)

  const trustsNobody = trustProxy === 0 || (Array.isArray(trustProxy) && trustProxy.length === 0)

  const addressOf = (request: IncomingMessage): string => {
    const socketAddress = request.socket.remoteAddress ?? ''
    if (trustsNobody) return socketAddress
    try {
      const told = proxyAddr(request, trust)
      return isIP(told) === 0 ? socketAddress : told
    } catch {
      return socketAddress
    }
  }

  return (ctx, next) => {
    const startedAt = performance.now()
    ctx.state.requestId = randomUUID()
    ctx.state.ip = addressOf(ctx.req)
    ctx.set('X-Request-Id', ctx.state.requestId)
    if (log.isLevelEnabled('info')) logAtEnd(ctx, startedAt)
    return next()
  }

  function logAtEnd(ctx: ParameterizedContext<RequestState>, startedAt: number): void {
    ctx.res.once('close', () => {
      log.info(
        {
          requestId: ctx.state.requestId,
          method: ctx.method,
          path: loggedPath(ctx.path),
          status: ctx.res.statusCode,
          ms: Math.round(performance.now() - startedAt),
          ip: ctx.state.ip,
          ...(ctx.res.writableFinished ? {} : { aborted: true }),
        },
        'request',
      )
    })
  }
}
