/**
 * Keys that sign by Node's own crypto, at once. The engine would sign through WebCrypto, in a thread: for an elliptic
 * curve, the way there and back costs as much as the signature, and all signatures would wait in the line of the
 * passwords that are being hashed, which take a hundred times as long as the slowest of them.
 */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  type SignKeyObjectInput,
  sign,
} from 'node:crypto'
import type { JWK } from 'jose'
import { ExternalSigningKey } from 'oidc-provider'
import type { SigningAlg } from '#domain/signing-keys'

/** What Node is told beside the key (RFC 7518 §3.3 to 3.5, RFC 8037 §3.1). */
const MANNERS: Record<SigningAlg, { hash: 'sha256' | null } & Partial<SignKeyObjectInput>> = {
  RS256: { hash: 'sha256' },
  PS256: {
    hash: 'sha256',
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
  ES256: { hash: 'sha256', dsaEncoding: 'ieee-p1363' },
  EdDSA: { hash: null },
}

export class OwnSigningKey extends ExternalSigningKey {
  readonly #publicKey: KeyObject
  readonly #hash: 'sha256' | null
  readonly #input: SignKeyObjectInput

  /** @param jwk private, with `kid` and one of SIGNING_ALGS as `alg` */
  constructor(jwk: JWK) {
    super()
    const { hash, ...manner } = MANNERS[jwk.alg as SigningAlg]
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    this.#publicKey = createPublicKey(key)
    this.#hash = hash
    this.#input = { key, ...manner }
    Object.assign(this, { kid: jwk.kid, alg: jwk.alg })
  }

  override keyObject(): KeyObject {
    return this.#publicKey
  }

  override sign(data: Uint8Array): Uint8Array {
    return sign(this.#hash, data, this.#input)
  }
}
