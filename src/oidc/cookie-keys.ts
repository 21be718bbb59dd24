/**
 * The signatures of the engine's cookies: what keygrip does for Koa, with a key of the master key's own and HMAC-SHA-256,
 * and without taking the key's text for a key anew with every cookie, which costs several times what signing does.
 */
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'

const PURPOSE = 'cookies'

/** As Koa takes it instead of a list of keys. */
export class CookieKeys {
  readonly #secrets: Pick<Secrets, 'hash'>

  constructor(secrets: Pick<Secrets, 'hash'>) {
    this.#secrets = secrets
  }

  sign(data: string): string {
    return this.#secrets.hash(PURPOSE, data)
  }

  verify(data: string, signature: string): boolean {
    return isSameText(signature, this.sign(data))
  }

  /** The place of the key that signed it among all that there are, which is one; -1 for none. */
  index(data: string, signature: string): number {
    return this.verify(data, signature) ? 0 : -1
  }
}
