/**
 * The proof that comes with a key-bound access token at an API of ours (RFC 9449 §4.3, §7). At the protocol endpoints
 * the engine checks it; its check only works there.
 */
import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import { nowSeconds } from '#lib/clock'
import type { ArtifactKeys } from './artifact-keys.ts'
import type { ArtifactStore } from './artifact-store.ts'
import { PROOF_SKEW_SECONDS } from './lifetimes.ts'

export interface ProofRequest {
  /** Value of the `DPoP` header. */
  proof: string
  method: string
  /** Of the request, as the client sees it; query and fragment do not count. */
  url: string
  accessToken: string
  /** Thumbprint of the key that the token is bound to. */
  jkt: string
}

const ALGS = ['ES256', 'Ed25519', 'EdDSA', 'RS256', 'PS256']

/** @throws DomainError `unavailable` */
export function createProofCheck(store: ArtifactStore, keys: ArtifactKeys) {
  return async (request: ProofRequest): Promise<boolean> => {
    const jti = await jtiOf(request)
    if (jti === undefined) return false
    const key = keys.bearer('UsedProof', `${request.jkt} ${jti}`)
    return store.create(key, { payload: {}, expiresAt: nowSeconds() + 2 * PROOF_SKEW_SECONDS })
  }
}

/** Undefined for a proof that proves nothing of this request. */
async function jtiOf({ proof, method, url, accessToken, jkt }: ProofRequest): Promise<string | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: ALGS,
      typ: 'dpop+jwt',
      requiredClaims: ['iat', 'jti', 'htm', 'htu', 'ath'],
    })
    const told = URL.parse(String(payload.htu))
    const actual = new URL(url)
    const holds =
      payload.htm === method &&
      told?.origin === actual.origin &&
      told.pathname === actual.pathname &&
      Math.abs(nowSeconds() - Number(payload.iat)) <= PROOF_SKEW_SECONDS &&
      payload.ath === createHash('sha256').update(accessToken).digest('base64url') &&
      protectedHeader.jwk !== undefined &&
      (await calculateJwkThumbprint(protectedHeader.jwk)) === jkt
    return holds ? payload.jti : undefined
  } catch {
    return undefined
  }
}
