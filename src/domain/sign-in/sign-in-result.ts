/** What a sign-in can come to. */
import type { Account } from '#domain/accounts'
import type { Origin } from '#domain/events'

/** Authentication Context Class References that this provider can reach, weakest first. */
export const ACR_VALUES = ['urn:gatehouse:acr:1fa', 'urn:gatehouse:acr:2fa'] as const
export type Acr = (typeof ACR_VALUES)[number]

/** Who asks to sign in, from where. */
export interface Visit {
  origin: Origin
  /**
   * For browsers: the value of the cookie by which we know this one again, '' where it has none yet. Absent for
   * programs, which are known by what they call themselves.
   */
  device?: string
}

/** What may be shown as a second factor. */
export type Offer = 'totp' | 'recovery_code' | 'passkey'

export type SignInResult =
  | {
      outcome: 'signed-in'
      account: Account
      acr: Acr
      /** Authentication Method Reference values (RFC 8176 §2). */
      amr: string[]
      /** For browsers: what the cookie has to be from now on; absent for programs. */
      device?: string
    }
  /** The password is right. `token` (bearer, ten minutes, good for one success) comes back with the second factor. */
  | { outcome: 'second-factor-needed'; account: Account; token: string; offers: Offer[] }
  /** Wrong; and the same for an account that does not exist, has no password, or is disabled. */
  | { outcome: 'refused' }
  /** No attempt may be made before then, in milliseconds since the epoch; the same whether there is an account or not. */
  | { outcome: 'locked'; until: number }
  /** The token for the second factor is over: begin with the password again. */
  | { outcome: 'expired' }
