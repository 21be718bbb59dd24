/**
 * Opaque access tokens that carry their own content, encrypted: issuing one writes nothing, however often a client
 * refreshes, and no store holds one. What ends them early is looked up by the ids inside (see liveness.ts).
 *
 * `at_` + base64url( salt ‖ AES-256-GCM(HMAC(key, salt), content) ). The key is new for every token, so the fixed
 * nonce is used once per key; the salt, 192 random bits, is also the token's id (`jti`).
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { randomText } from '#lib/random-text'
import { createRecent } from '#lib/recent'
import type { JsonObject } from './artifact-store.ts'

export const ACCESS_TOKEN_PREFIX = 'at_'
const SALT_BYTES = 24
const TAG_BYTES = 16
const NONCE = Buffer.alloc(12)
/** Longer than any token issued here, since larger requests are refused; what is longer need not be decrypted. */
const MAX_TOKEN_LENGTH = 8192

export interface AccessTokenSeal {
  newTokenId(): string
  /** @param payload its `jti` is the token's id, from `newTokenId` */
  seal(payload: JsonObject): string
  /** Undefined for what was not sealed with this key. */
  unseal(token: string): JsonObject | undefined
}

/** The same token comes again and again. What it says stays true; whether it is alive is asked each time. */
const MAX_OPENED = 1000

/** @param key 32 bytes */
export function createAccessTokenSeal(key: Buffer): AccessTokenSeal {
  const master = createSecretKey(key)
  const opened = createRecent<JsonObject>(MAX_OPENED)
  // Key objects: of bytes Node first finds out, at length, whether they are one.
  const tokenKey = (salt: Buffer): KeyObject =>
    createSecretKey(createHmac('sha256', master).update(salt).digest())

  return {
    newTokenId: () => randomText(SALT_BYTES),
    seal(payload) {
      const { jti, ...content } = payload
      const salt = Buffer.from(String(jti), 'base64url')
      const cipher = createCipheriv('aes-256-gcm', tokenKey(salt), NONCE)
      const parts = [
        salt,
        cipher.update(JSON.stringify(content), 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]
      return ACCESS_TOKEN_PREFIX + Buffer.concat(parts).toString('base64url')
    },
    unseal(token) {
      const known = opened.get(token)
      if (known !== undefined) return { ...known }
      const content = open(token)
      if (content !== undefined) opened.set(token, content)
      return content
    },
  }

  function open(token: string): JsonObject | undefined {
    if (!token.startsWith(ACCESS_TOKEN_PREFIX) || token.length > MAX_TOKEN_LENGTH) return undefined
    const bytes = Buffer.from(token.slice(ACCESS_TOKEN_PREFIX.length), 'base64url')
    if (bytes.length <= SALT_BYTES + TAG_BYTES) return undefined
    // Base64url decoding is lenient; only the one spelling that was issued is accepted, since revocation and
    // DPoP's `ath` are about that spelling.
    if (ACCESS_TOKEN_PREFIX + bytes.toString('base64url') !== token) return undefined
    const salt = bytes.subarray(0, SALT_BYTES)
    try {
      const decipher = createDecipheriv('aes-256-gcm', tokenKey(salt), NONCE)
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      const text =
        decipher.update(bytes.subarray(SALT_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      return { ...(JSON.parse(text) as JsonObject), jti: salt.toString('base64url') }
    } catch {
      return undefined
    }
  }
}
