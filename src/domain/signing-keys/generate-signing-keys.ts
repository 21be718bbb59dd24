/** New key pairs, one for each algorithm: a key used with two algorithms would weaken both (RFC 8725 §3.1). */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { SIGNING_ALGS, type SigningAlg } from './signing-key.ts'

export interface GeneratedKey {
  kid: string
  alg: SigningAlg
  privateJwk: JWK
}

export function generateSigningKeys(): Promise<GeneratedKey[]> {
  return Promise.all(SIGNING_ALGS.map(generateSigningKey))
}

async function generateSigningKey(alg: SigningAlg): Promise<GeneratedKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const privateJwk = await exportJWK(privateKey)
  return { kid: await calculateJwkThumbprint(privateJwk), alg, privateJwk }
}
