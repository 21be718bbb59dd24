/**
 * Codes and refresh tokens name in clear what they hang on, their grant and, where they end with it, their session. So
 * one look at the store finds such a token and tells whether it is alive. The names prove nothing: behind them stands a
 * secret, and a text with other names is another token, which nobody has issued.
 */
import { newId, newSecret } from '#lib/ids'
import type { TokenReference } from './liveness.ts'

/** As the engine has them when it makes the token. */
export interface HangingToken {
  grantId?: string
  sessionUid?: string
  expiresWithSession?: boolean
}

/** Characters of a secret of ours, and of every id of the engine's. */
const LENGTH = 43
const CODE = /^ac_([\w-]{43})([\w-]{43})?[\w-]{43}$/
const REFRESH_TOKEN = /^rt_([\w-]{43})([\w-]{43})?[\w-]{22}[\w-]{43}$/

/** @returns `ac_` + grant + session, if any + secret (256 bits) */
export function newCode(of: HangingToken): string {
  return newSecret(`ac_${namesIn(of)}`)
}

/**
 * @param before the token that this one follows, if any: both are of one family
 * @returns `rt_` + grant + session, if any + family (22 characters) + secret (256 bits)
 */
export function newRefreshToken(of: HangingToken, before?: string): string {
  return newSecret(before === undefined ? newId(`rt_${namesIn(of)}`) : before.slice(0, -LENGTH))
}

/** Undefined for what is no code of ours. */
export function referenceInCode(code: string): TokenReference | undefined {
  return referenceOf(CODE.exec(code))
}

/** Undefined for what is no refresh token of ours. `family` is what all tokens of one family have in common. */
export function referenceInRefreshToken(
  token: string,
): { reference: TokenReference; family: string } | undefined {
  const reference = referenceOf(REFRESH_TOKEN.exec(token))
  return reference && { reference, family: token.slice(0, -LENGTH) }
}

function namesIn({ grantId = '', sessionUid = '', expiresWithSession = false }: HangingToken): string {
  return expiresWithSession ? grantId + sessionUid : grantId
}

function referenceOf(match: RegExpExecArray | null): TokenReference | undefined {
  if (match === null) return undefined
  const [, grantId, sessionUid] = match
  return {
    ...(grantId === undefined ? {} : { grantId }),
    ...(sessionUid === undefined ? { boundToSession: false } : { boundToSession: true, sessionUid }),
  }
}
