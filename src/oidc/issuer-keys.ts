/**
 * Keys of OpenID providers that tenants trust: found by discovery, fetched under the outbound rules, kept as long as
 * their headers say, and fetched once more for a key that is not among them, so that a rotation over there fails no
 * request here. Kept for each tenant by itself: none can use up what another may fetch.
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { DomainError } from '#domain/errors'
import { createRecent } from '#lib/recent'

export interface IssuerKeys {
  /** @throws DomainError `unavailable`, code `issuer_unavailable`, when keys are needed and cannot be had */
  of(tenantId: string, issuer: string): JWTVerifyGetKey
}

interface Fetched<Value> {
  value: Value
  /** Milliseconds since the epoch. */
  freshUntil: number
}

interface Issuer {
  jwksUri?: Fetched<string> | undefined
  keys?: Fetched<JSONWebKeySet> | undefined
  /** One at a time, whoever asks. */
  fetching?: Promise<JSONWebKeySet> | undefined
  refetchedAt: number
}

const MAX_ISSUERS = 2000
const MIN_FRESH_MS = 60_000
const MAX_FRESH_MS = 24 * 3_600_000
const USUAL_FRESH_MS = 600_000
/** Between two fetches for keys that are not there, which anybody can ask for by any `kid`. */
const REFETCH_MS = 10_000
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

export function createIssuerKeys(fetch: typeof globalThis.fetch, now: () => number = Date.now): IssuerKeys {
  const issuers = createRecent<Issuer>(MAX_ISSUERS)

  function find(tenantId: string, issuer: string): Issuer {
    const name = JSON.stringify([tenantId, issuer])
    const known = issuers.get(name)
    if (known !== undefined) return known
    const made: Issuer = { refetchedAt: Number.NEGATIVE_INFINITY }
    issuers.set(name, made)
    return made
  }

  async function fetchKeys(issuer: string, record: Issuer): Promise<JSONWebKeySet> {
    const isFresh = record.jwksUri !== undefined && record.jwksUri.freshUntil > now()
    const jwksUri = isFresh ? record.jwksUri : await discover(issuer)
    record.jwksUri = jwksUri
    const { body, freshUntil } = await getJson(jwksUri?.value ?? '')
    if (!isKeySet(body)) throw new Error(`${jwksUri?.value} is no key set`)
    record.keys = { value: body, freshUntil }
    return body
  }

  async function discover(issuer: string): Promise<Fetched<string>> {
    const { body, freshUntil } = await getJson(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    )
    const { issuer: told, jwks_uri: jwksUri } = body as Record<string, unknown>
    // OpenID Connect Discovery 1.0 §4.3: or anybody could answer for anybody.
    if (told !== issuer) throw new Error(`${issuer} calls itself ${JSON.stringify(told)}`)
    const url = URL.parse(String(jwksUri))
    const isSecure =
      url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname))
    if (url === null || !isSecure) throw new Error(`${issuer} has no jwks_uri with https`)
    return { value: url.href, freshUntil }
  }

  async function getJson(url: string): Promise<{ body: object; freshUntil: number }> {
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (response.status !== 200) throw new Error(`${url} answers ${response.status}`)
    const body: unknown = await response.json()
    if (typeof body !== 'object' || body === null) throw new Error(`${url} is no JSON object`)
    return { body, freshUntil: now() + freshness(response.headers) }
  }

  /** Those there are, when they cannot be fetched: an outage over there should not be one here. */
  async function refreshed(issuer: string, record: Issuer): Promise<JSONWebKeySet> {
    record.fetching ??= fetchKeys(issuer, record).finally(() => {
      record.fetching = undefined
    })
    try {
      return await record.fetching
    } catch (cause) {
      if (record.keys !== undefined) return record.keys.value
      throw new DomainError(
        'unavailable',
        'issuer_unavailable',
        'The keys of the issuer cannot be had at present',
        {
          cause,
        },
      )
    }
  }

  return {
    of: (tenantId, issuer) => async (header, token) => {
      const record = find(tenantId, issuer)
      const isFresh = record.keys !== undefined && record.keys.freshUntil > now()
      const keys = isFresh && record.keys ? record.keys.value : await refreshed(issuer, record)
      try {
        return await createLocalJWKSet(keys)(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || now() - record.refetchedAt < REFETCH_MS)
          throw error
        record.refetchedAt = now()
        return createLocalJWKSet(await refreshed(issuer, record))(header, token)
      }
    },
  }
}

/** Milliseconds, within bounds. */
function freshness(headers: Headers): number {
  const seconds = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers.get('cache-control') ?? '')?.[1]
  if (seconds === undefined) return USUAL_FRESH_MS
  return Math.min(MAX_FRESH_MS, Math.max(MIN_FRESH_MS, Number(seconds) * 1000))
}

function isKeySet(body: object): body is JSONWebKeySet {
  return (
    'keys' in body &&
    Array.isArray(body.keys) &&
    body.keys.every((key) => typeof key === 'object' && key !== null)
  )
}
