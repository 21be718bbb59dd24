/**
 * Keys on a curve, which sign by Node's own crypto, at once. The engine would sign through WebCrypto, in a thread: the
 * way there and back costs as much as such a signature, and it would wait in the line of the passwords that are being
 * hashed. RSA takes six times as long, and is left to the threads, which do it while others are served.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { JWK } from 'jose'
import { ExternalSigningKey } from 'oidc-provider'

/** As the engine takes it. @param jwk private, with `kid`, `alg` and `use` */
export function signingKeyOf(jwk: JWK): JWK | ExternalSigningKey {
  return jwk.kty === 'RSA' ? jwk : new OwnSigningKey(jwk)
}

export class OwnSigningKey extends ExternalSigningKey {
  readonly #publicKey: KeyObject
  readonly #hash: 'sha256' | null
  readonly #privateKey: KeyObject

  /** @param jwk private, with `kid`, for ES256 or EdDSA (RFC 7518 §3.4, RFC 8037 §3.1) */
  constructor(jwk: JWK) {
    super()
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    this.#publicKey = createPublicKey(key)
    this.#hash = jwk.alg === 'ES256' ? 'sha256' : null
    // On the key itself: of an object around it, Node finds out at length, at each signature, that it is no key.
    this.#privateKey = Object.assign(key, { dsaEncoding: 'ieee-p1363' })
    Object.assign(this, { kid: jwk.kid, alg: jwk.alg })
  }

  override keyObject(): KeyObject {
    return this.#publicKey
  }

  override sign(data: Uint8Array): Uint8Array {
    return sign(this.#hash, data, this.#privateKey)
  }
}
