/**
 * Requests to a protocol endpoint that came in under another path or in another shape. The engine is handed a request
 * of the shape it knows, over the same connection and with the same headers, so that client authentication, proofs and
 * events are its own in every case; what it answers comes back to whoever forwarded it.
 */
import { IncomingMessage } from 'node:http'
import type { ParameterizedContext } from 'koa'
import type { Provider } from 'oidc-provider'
import type { Origin } from '#domain/events'
import { rememberOrigin } from './request-origin.ts'
import { ENDPOINTS } from './routes.ts'

export type EngineEndpoint = 'token' | 'revocation'

export interface ForwardedRequest {
  endpoint: EngineEndpoint
  /** The path that the client called, for which it makes its proofs and assertions. */
  path: string
  /** Parameters of the endpoint; several values of one name as a list. */
  fields: Record<string, string | string[]>
  /** Whether a page that sent it is the engine's to allow; otherwise whoever forwards has seen to that. */
  isOfPage?: boolean
  /** The refresh token stays good, for an answer that has no place for its successor. */
  keepsRefreshToken?: boolean
}

export interface EngineAnswer {
  status: number
  /** Empty where there is none. */
  body: Record<string, unknown>
}

const forwardings = new WeakMap<IncomingMessage, ForwardedRequest>()

/** The path under which a request was sent, where it is not the endpoint's own. */
export function forwardedPath(request: IncomingMessage): string | undefined {
  return forwardings.get(request)?.path
}

/** What a forwarded request asks for, as the engine would have read it from a form. */
export function forwardedFields(request: IncomingMessage): ForwardedRequest['fields'] | undefined {
  return forwardings.get(request)?.fields
}

export function keepsRefreshToken(request: IncomingMessage): boolean {
  return forwardings.get(request)?.keepsRefreshToken ?? false
}

/** @throws whatever the engine failed with; its refusals are answers */
export async function forward(
  engine: { provider: Provider; answer(ctx: ParameterizedContext): Promise<void> },
  { req, res }: ParameterizedContext,
  origin: Origin,
  forwarded: ForwardedRequest,
): Promise<EngineAnswer> {
  const request = innerRequest(req, forwarded)
  forwardings.set(request, forwarded)
  rememberOrigin(request, origin)
  const ctx = engine.provider.createContext(request, res) as ParameterizedContext
  await engine.answer(ctx)
  const { status, body } = ctx
  return { status, body: typeof body === 'object' && body !== null ? { ...body } : {} }
}

/** Without a body: its fields have been read already (engine-seams.ts). */
function innerRequest(
  request: IncomingMessage,
  { endpoint, isOfPage = false }: ForwardedRequest,
): IncomingMessage {
  const {
    'transfer-encoding': _framing,
    'content-length': _length,
    'content-type': _type,
    origin,
    ...headers
  } = request.headers
  const inner = new IncomingMessage(request.socket)
  inner.method = 'POST'
  inner.url = ENDPOINTS[endpoint]
  inner.headers = { ...headers, ...(isOfPage && origin !== undefined ? { origin } : {}) }
  inner.push(null)
  inner.complete = true
  return inner
}
