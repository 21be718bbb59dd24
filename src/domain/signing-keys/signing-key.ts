/** What a signing key is. Its private part rests encrypted and is opened only to build a token signer. */

export const SIGNING_ALGS = ['RS256', 'ES256', 'PS256', 'EdDSA'] as const
export type SigningAlg = (typeof SIGNING_ALGS)[number]

export interface StoredKey {
  /** RFC 7638 thumbprint of the public key. */
  kid: string
  alg: SigningAlg
  /** The private JWK, encrypted. */
  encryptedJwk: string
  createdAt: number
  /** Milliseconds since the epoch from which on it signs; published from `createdAt` on. */
  signsAt: number
  /** Milliseconds since the epoch at which it leaves the JWKS; null while no end is set. */
  retiresAt: number | null
}

export type KeyStatus = 'upcoming' | 'current' | 'retiring' | 'gone'
