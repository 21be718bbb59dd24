/** By which statuses and codes a route can fail: what it says itself, and what follows from its guard and its body. */
import type { Route } from '../apis/define-route.ts'

const BODY: [number, string][] = [
  [400, 'invalid_request'],
  [413, 'payload_too_large'],
  [415, 'unsupported_media_type'],
]
const ANY: [number, string][] = [
  [429, 'rate_limited'],
  [500, 'server_error'],
  [503, 'temporarily_unavailable'],
]

export const HEADERS_BY_STATUS: Record<number, string[]> = {
  401: ['WWW-Authenticate'],
  423: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

/** Status → codes, by status. */
export function codesByStatus(route: Route): Map<number, string[]> {
  const own = Object.entries(route.failures ?? {}).map(([code, status]): [number, string] => [status, code])
  const all = [...own, ...ofGuard(route), ...(route.request === undefined ? [] : BODY), ...ANY]
  const byStatus = Map.groupBy(all, ([status]) => status)
  return new Map(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, pairs]) => [status, [...new Set(pairs.map(([, code]) => code))]]),
  )
}

function ofGuard({ guard }: Route): [number, string][] {
  if (guard.kind !== 'bearer') return []
  const token: [number, string] = [401, 'invalid_token']
  return guard.scopes.length === 0 ? [token] : [token, [403, 'insufficient_scope']]
}
