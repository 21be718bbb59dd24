/**
 * How a client proves at an API of ours that it is the one: as at the token endpoint, by its secret (RFC 6749 §2.3.1) or
 * by a signed assertion (RFC 7523), or by an access token that it has got in its own name. At the protocol endpoints the
 * engine checks the first two; its check only works there.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Client, Clients } from '#domain/clients'
import { nowSeconds } from '#lib/clock'
import { createRecent } from '#lib/recent'
import type { AccessTokens } from './access-tokens.ts'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface ClientProof {
  /** Value of the `Authorization` header: `Basic` or `Bearer`. */
  authorization?: string | undefined
  /** A JWT of the client's own. */
  assertion?: string | undefined
  /** What the assertion may name as its audience, beside the issuer. */
  url: string
}

export interface ProvenClient {
  clientId: string
  /** Whom the access token speaks for, where it is not the client's own. */
  accountId?: string
  memberId?: string
}

/** Answers undefined for anything that proves nothing. Throws DomainError `unavailable`. */
export type AuthenticateClient = (proof: ClientProof) => Promise<ProvenClient | undefined>

const ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
const MAX_ASSERTION_SECONDS = 3600
const MAX_REMOTE = 500

export function createAuthenticateClient(deps: {
  issuer: string
  clients: Clients
  accessTokens(): AccessTokens
  store: ArtifactStore
  keys: ArtifactKeys
  fetch: typeof globalThis.fetch
}): AuthenticateClient {
  const { issuer, clients } = deps
  const remote = createRecent<JWTVerifyGetKey>(MAX_REMOTE)

  async function bySecret(credentials: string): Promise<ProvenClient | undefined> {
    const [id, secret] = readBasic(credentials)
    const client = await clients.find(id)
    const isProven = client !== undefined && secret !== '' && clients.isSecret(client, secret)
    return isProven ? { clientId: client.id } : undefined
  }

  async function byToken(token: string): Promise<ProvenClient | undefined> {
    const found = await deps.accessTokens().find(token)
    // One that is for somebody else's API may be in that API's hands; one that is bound to a key proves nothing alone.
    const isOurs = found?.audience.every((audience) => isOwnAudience(issuer, audience))
    if (found === undefined || !isOurs || found.jkt !== undefined) return undefined
    const { clientId, accountId, memberId } = found
    return {
      clientId,
      ...(accountId === undefined ? {} : { accountId }),
      ...(memberId === undefined ? {} : { memberId }),
    }
  }

  function keysOf({ jwks, jwksUri }: Client): JWTVerifyGetKey | undefined {
    if (jwks !== null) return createLocalJWKSet(jwks)
    if (jwksUri === null) return undefined
    const known = remote.get(jwksUri)
    if (known !== undefined) return known
    const made = createRemoteJWKSet(new URL(jwksUri), { [customFetch]: deps.fetch as never })
    remote.set(jwksUri, made)
    return made
  }

  async function byAssertion(assertion: string, url: string): Promise<ProvenClient | undefined> {
    const id = subjectIn(assertion)
    const client = id === undefined ? undefined : await clients.find(id)
    const getKey = client?.authMethod === 'private_key_jwt' ? keysOf(client) : undefined
    if (client === undefined || getKey === undefined) return undefined
    try {
      const { payload } = await jwtVerify(assertion, getKey, {
        algorithms: ALGS,
        issuer: client.id,
        subject: client.id,
        audience: [issuer, url],
        requiredClaims: ['exp', 'jti'],
      })
      const isShort = Number(payload.exp) <= nowSeconds() + MAX_ASSERTION_SECONDS
      return isShort && (await isFirstUse(client.id, payload)) ? { clientId: client.id } : undefined
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  /** As the engine remembers those at its own endpoints, so that none is good at both. */
  function isFirstUse(clientId: string, { jti, exp }: { jti?: string; exp?: number }): Promise<boolean> {
    const key = deps.keys.bearer('UsedProof', `${clientId} ${jti}`)
    return deps.store.create(key, { payload: {}, expiresAt: Number(exp) + 60 })
  }

  return async ({ authorization = '', assertion, url }) => {
    if (assertion !== undefined) return byAssertion(assertion, url)
    const [, scheme = '', credentials = ''] = /^(\w+) +([^ ]+) *$/.exec(authorization) ?? []
    switch (scheme.toLowerCase()) {
      case 'basic':
        return bySecret(credentials)
      case 'bearer':
        return byToken(credentials)
      default:
        return undefined
    }
  }
}

function isOwnAudience(issuer: string, audience: string): boolean {
  return audience === `${issuer}/admin` || audience.startsWith(`${issuer}/tenants/`)
}

/** Form-encoded, each by itself (RFC 6749 §2.3.1). */
function readBasic(credentials: string): [id: string, secret: string] {
  const [id = '', ...rest] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
    return [decode(id), decode(rest.join(':'))]
  } catch {
    return ['', '']
  }
}

function subjectIn(assertion: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'),
    )
    const subject = (payload as { sub?: unknown } | null)?.sub
    return typeof subject === 'string' ? subject : undefined
  } catch {
    return undefined
  }
}
