/**
 * Everything that is derived from the one master key (`SECRETS_KEY`). Each purpose gets a key of its own by HKDF
 * (RFC 5869), so that what one use leaks tells nothing about another.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

export const MASTER_KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

export interface Secrets {
  /** 32 bytes that only this purpose knows; the same on every node. */
  key(purpose: string): Buffer
  /** HMAC-SHA-256 in base64url: what is stored instead of a credential that comes back to be looked up. */
  hash(purpose: string, value: string): string
  /** AES-256-GCM; `context` must be the same at `decrypt`, so that a ciphertext cannot be moved elsewhere. */
  encrypt(purpose: string, plaintext: string, context: string): string
  /** @throws Error when the ciphertext was made with another key, for another context, or was changed */
  decrypt(purpose: string, ciphertext: string, context: string): string
}

export function createSecrets(masterKey: Buffer): Secrets {
  const keys = new Map<string, KeyObject>()

  /** As an object: Node takes five times as long to find out that bytes are a key as it takes to hash with it. */
  function keyFor(purpose: string): KeyObject {
    let derived = keys.get(purpose)
    if (derived === undefined) {
      derived = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', `gatehouse ${purpose}`, 32)))
      keys.set(purpose, derived)
    }
    return derived
  }

  return {
    key: (purpose) => keyFor(purpose).export(),
    hash: (purpose, value) => createHmac('sha256', keyFor(purpose)).update(value).digest('base64url'),
    encrypt(purpose, plaintext, context) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv).setAAD(Buffer.from(context))
      const sealed = [iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return Buffer.concat(sealed).toString('base64url')
    },
    decrypt(purpose, ciphertext, context) {
      const bytes = Buffer.from(ciphertext, 'base64url')
      // A shorter tag would be accepted as well, and be easier to guess.
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('the ciphertext is too short')
      const iv = bytes.subarray(0, IV_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), iv, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES))
      return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}
