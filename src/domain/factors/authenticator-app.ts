/** The authenticator app and the recovery codes that come with it: set up, checked, given up. */
import { DomainError } from '#domain/errors'
import type { Origin } from '#domain/events'
import { type FactorDependencies, factorEvent, type Person } from './dependencies.ts'
import type { Factors } from './factor-store.ts'
import { checkRecent, type ProvenOwner } from './recent-proof.ts'
import { changeFactors } from './records.ts'
import { newRecoveryCodes, normalizeRecoveryCode } from './recovery-codes.ts'
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts'

const TOTP_PURPOSE = 'totp secrets'
const RECOVERY_PURPOSE = 'recovery codes'

export interface TotpSetUp {
  /** Comes back with the first code: nothing is set up before that. */
  token: string
  /** For the person to type, in base32, and the same as a URI for a QR code. */
  secret: string
  uri: string
}

export interface AuthenticatorApp {
  begin(person: Person): Promise<TotpSetUp>
  /**
   * From now on a code is asked for. Answers recovery codes, which are shown this once.
   * @throws DomainError `expired`, code `link_expired`, for a token that is over; `invalid`, code `invalid_code`, naming
   *   `code`, after which the token is still good; `unauthenticated`, code `login_required`, where the proof is too old
   */
  confirm(owner: ProvenOwner, input: { token: string; code: string }, origin: Origin): Promise<string[]>
  /** Recovery codes and trusted devices end with it. False when there was none. @throws as `confirm`, `login_required` */
  remove(owner: ProvenOwner, origin: Origin): Promise<boolean>
  /** New ones, in the place of those before. @throws DomainError `conflict`, code `no_second_factor`; as `remove` */
  createRecoveryCodes(owner: ProvenOwner, origin: Origin): Promise<string[]>
  /** Uses a code up, of the app or a recovery code; undefined for a wrong one, and for one that was used. */
  use(accountId: string, code: string, origin: Origin): Promise<'totp' | 'recovery_code' | undefined>
}

export function createAuthenticatorApp({
  store,
  tokens,
  secrets,
  relyingParty,
}: FactorDependencies): AuthenticatorApp {
  const hashOf = (accountId: string, code: string): string =>
    secrets.hash(RECOVERY_PURPOSE, `${accountId} ${code.replace('-', '')}`)

  function useTotp(factors: Factors, code: string) {
    const { accountId, totp } = factors
    if (totp === null) return undefined
    const secret = secrets.decrypt(TOTP_PURPOSE, totp.encryptedSecret, accountId)
    const lastStep = stepOfCode(secret, code, totp.lastStep)
    return lastStep === undefined ? undefined : { factors: { ...factors, totp: { ...totp, lastStep } } }
  }

  function useRecoveryCode(factors: Factors, typed: string, origin: Origin) {
    const code = normalizeRecoveryCode(typed)
    const hash = code === undefined ? undefined : hashOf(factors.accountId, code)
    if (factors.totp === null || hash === undefined || !factors.recoveryCodeHashes.includes(hash)) {
      return undefined
    }
    const recoveryCodeHashes = factors.recoveryCodeHashes.filter((other) => other !== hash)
    return {
      factors: { ...factors, recoveryCodeHashes },
      events: [factorEvent('auth.recovery_code_used', factors.accountId, origin)],
    }
  }

  return {
    async begin({ id, email }) {
      const secret = newTotpSecret()
      const token = await tokens.open('totp_registration', id, {
        encryptedSecret: secrets.encrypt(TOTP_PURPOSE, secret, id),
      })
      return { token, secret, uri: totpUri({ secret, issuer: relyingParty.name, account: email }) }
    },

    async confirm(owner, { token, code }, origin) {
      checkRecent(owner)
      const { accountId } = owner
      const begun = await tokens.look(['totp_registration'], token)
      if (begun?.accountId !== accountId) throw setUpOver()
      const encryptedSecret = String(begun.content.encryptedSecret)
      const secret = secrets.decrypt(TOTP_PURPOSE, encryptedSecret, accountId)
      const lastStep = stepOfCode(secret, code.replace(/\s/g, ''), 0)
      if (lastStep === undefined) throw wrongCode()
      await tokens.redeem(['totp_registration'], token)
      const codes = newRecoveryCodes()
      await changeFactors(store, accountId, (factors) => ({
        factors: {
          ...factors,
          totp: { encryptedSecret, lastStep, createdAt: Date.now() },
          recoveryCodeHashes: codes.map((one) => hashOf(accountId, one)),
        },
        events: [factorEvent('auth.mfa_enabled', accountId, origin)],
        result: true,
      }))
      return codes
    },

    async remove(owner, origin) {
      checkRecent(owner)
      const { accountId } = owner
      const isRemoved = await changeFactors(store, accountId, (factors) =>
        factors.totp === null
          ? undefined
          : {
              factors: {
                ...factors,
                totp: null,
                recoveryCodeHashes: [],
                devices: factors.devices.map((device) => ({ ...device, trustedUntil: null })),
              },
              events: [factorEvent('auth.mfa_disabled', accountId, origin)],
              result: true,
            },
      )
      return isRemoved ?? false
    },

    async createRecoveryCodes(owner, origin) {
      checkRecent(owner)
      const { accountId } = owner
      const codes = newRecoveryCodes()
      const isKept = await changeFactors(store, accountId, (factors) =>
        factors.totp === null
          ? undefined
          : {
              factors: { ...factors, recoveryCodeHashes: codes.map((code) => hashOf(accountId, code)) },
              events: [factorEvent('auth.recovery_codes_created', accountId, origin)],
              result: true,
            },
      )
      if (isKept === undefined) {
        throw new DomainError('conflict', 'no_second_factor', 'Set up an authenticator app first')
      }
      return codes
    },

    async use(accountId, code, origin) {
      const digits = code.replace(/\s/g, '')
      return changeFactors(store, accountId, (factors) => {
        const byApp = useTotp(factors, digits)
        if (byApp !== undefined) return { ...byApp, result: 'totp' as const }
        const byCode = useRecoveryCode(factors, code, origin)
        return byCode && { ...byCode, result: 'recovery_code' as const }
      })
    },
  }
}

function setUpOver(): DomainError {
  return new DomainError('expired', 'link_expired', 'This took too long. Begin again.')
}

function wrongCode(): DomainError {
  return new DomainError('invalid', 'invalid_code', 'This is not the code that the app shows now', {
    fields: { code: 'is not the one that the app shows now' },
    fieldCodes: { code: 'code_wrong' },
  })
}
