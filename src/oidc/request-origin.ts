/**
 * Who a request comes from, as the host in front of the engine knows it: which proxies to believe is decided there,
 * once. The request itself carries it, since the engine makes contexts of its own beside the host's.
 */
import type { IncomingMessage } from 'node:http'
import { Provider } from 'oidc-provider'
import type { Origin } from '#domain/events'

const ORIGIN = Symbol('who sent it')

type Told = IncomingMessage & { [ORIGIN]?: Origin }

export function rememberOrigin(request: Told, origin: Origin): void {
  request[ORIGIN] = origin
}

/** Empty for a request that came in another way. */
export function originOf(request: Told | undefined): Origin {
  return request?.[ORIGIN] ?? {}
}

/** Of the request that the engine is answering now; empty outside of one. */
export function currentOrigin(): Origin {
  return originOf(Provider.ctx?.req)
}
