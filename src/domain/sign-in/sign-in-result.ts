/** What a sign-in can come to. */
import type { Account } from '#domain/accounts'

/** Authentication Context Class References that this provider can reach, weakest first. */
export const ACR_VALUES = ['urn:gatehouse:acr:1fa'] as const

export type SignInResult =
  | {
      outcome: 'signed-in'
      account: Account
      acr: (typeof ACR_VALUES)[number]
      /** Authentication Method Reference values (RFC 8176 §2). */
      amr: string[]
    }
  | { outcome: 'refused' }
