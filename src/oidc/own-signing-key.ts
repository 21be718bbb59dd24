/**
 * Keys that sign by Node's own crypto, at once. The engine would sign through WebCrypto, in a thread: the way there and
 * back costs as much as a signature on a curve, and it would wait in the line of the passwords that are being hashed.
 * RSA takes six times as long. Where a processor is idle, a thread does it while others are served.
 */
import { constants, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { JWK } from 'jose'
import { ExternalSigningKey } from 'oidc-provider'

/** How a signature is made beyond what the key says (RFC 7518 §3.3 to §3.5, RFC 8037 §3.1). */
const MADE: Record<string, object> = {
  ES256: { dsaEncoding: 'ieee-p1363' },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
}

/**
 * As the engine takes it.
 * @param jwk private, with `kid`, `alg` and `use`
 * @param rsaInThreads leaves keys for RSA to the engine
 */
export function signingKeyOf(jwk: JWK, rsaInThreads: boolean): JWK | ExternalSigningKey {
  return jwk.kty === 'RSA' && rsaInThreads ? jwk : new OwnSigningKey(jwk)
}

export class OwnSigningKey extends ExternalSigningKey {
  readonly #publicKey: KeyObject
  readonly #hash: 'sha256' | null
  readonly #privateKey: KeyObject

  /** @param jwk private, with `kid`, for RS256, PS256, ES256 or EdDSA */
  constructor(jwk: JWK) {
    super()
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    this.#publicKey = createPublicKey(key)
    this.#hash = jwk.alg === 'EdDSA' ? null : 'sha256'
    // On the key itself: of an object around it, Node finds out at length, at each signature, that it is no key.
    this.#privateKey = Object.assign(key, MADE[jwk.alg ?? ''])
    Object.assign(this, { kid: jwk.kid, alg: jwk.alg })
  }

  override keyObject(): KeyObject {
    return this.#publicKey
  }

  override sign(data: Uint8Array): Uint8Array {
    return sign(this.#hash, data, this.#privateKey)
  }
}
