/** DPoP proofs (RFC 9449 §4.2), made by hand so that a test can make wrong ones. */
import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface ProofKey {
  alg: string
  thumbprint: string
  /** The headers of a request with a new proof; members of `claims` change or add to what is right. */
  headers(request: ProvenRequest): Promise<{ DPoP: string }>
}

export interface ProvenRequest {
  url: string
  method?: string
  /** The access token that the request carries. */
  accessToken?: string
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

export async function aProofKey(alg = 'ES256'): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk: JWK = await exportJWK(publicKey)
  return {
    alg,
    thumbprint: await calculateJwkThumbprint(jwk),
    async headers({ url, method = 'POST', accessToken, claims = {}, header = {} }) {
      const ath =
        accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken).digest('base64url') }
      const now = Math.floor(Date.now() / 1000)
      const proof = await new SignJWT({
        jti: randomUUID(),
        htm: method,
        htu: url,
        iat: now,
        ...ath,
        ...claims,
      })
        .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk, ...header })
        .sign(privateKey)
      return { DPoP: proof }
    },
  }
}
