/** Passkeys of an account: registered, named, used, removed. */
import { DomainError, invalidField } from '#domain/errors'
import type { Origin } from '#domain/events'
import { type FactorDependencies, factorEvent, type Person } from './dependencies.ts'
import type { Passkey } from './factor-store.ts'
import {
  answeredCounter,
  authenticationOptions,
  claimedPasskey,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  registeredPasskey,
  registrationOptions,
} from './passkeys.ts'
import { checkRecent, type ProvenOwner } from './recent-proof.ts'
import { changeFactors, findFactors } from './records.ts'

const MAX_PASSKEYS = 20
const MAX_NAME_LENGTH = 100
const NOT_PLAIN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u

/** What was asked of a browser: the token comes back with its answer, once. */
export interface Asked<Options> {
  token: string
  options: Options
}

export interface PasskeyCare {
  /** @throws DomainError `conflict`, code `too_many_passkeys` */
  beginRegistration(person: Person): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>>
  /**
   * @throws DomainError `expired`, code `link_expired`; `invalid`, code `invalid_passkey`, or naming `name`;
   *   `unauthenticated`, code `login_required`, where the proof is too old
   */
  finishRegistration(
    owner: ProvenOwner,
    input: { token: string; response: unknown; name: string },
    origin: Origin,
  ): Promise<Passkey>
  /** @throws DomainError `invalid` naming `name`; `not_found`, code `no_such_passkey` */
  rename(accountId: string, passkeyId: string, name: string): Promise<void>
  /** @throws DomainError `not_found`, code `no_such_passkey`; `unauthenticated`, code `login_required` */
  remove(owner: ProvenOwner, passkeyId: string, origin: Origin): Promise<void>
  /** @param accountId whose passkeys will do; absent where nobody is known yet */
  beginUse(accountId?: string): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>
  /** Whose answer it says it is: to be counted before it is checked. */
  claimedAccount(response: unknown): string | undefined
  /** Undefined for an answer that does not hold. Each question can be answered once. */
  use(input: {
    token: string
    response: unknown
  }): Promise<{ accountId: string; isSynced: boolean } | undefined>
}

export function createPasskeyCare({ store, tokens, relyingParty }: FactorDependencies): PasskeyCare {
  async function changeOne(
    accountId: string,
    passkeyId: string,
    change: (passkey: Passkey) => Passkey | undefined,
    events: Parameters<typeof factorEvent>[] = [],
  ): Promise<void> {
    const isDone = await changeFactors(store, accountId, (factors) => {
      const passkeys = factors.passkeys.flatMap((one) => (one.id === passkeyId ? (change(one) ?? []) : one))
      if (!factors.passkeys.some(({ id }) => id === passkeyId)) return undefined
      return {
        factors: { ...factors, passkeys },
        events: events.map((event) => factorEvent(...event)),
        result: true,
      }
    })
    if (isDone === undefined)
      throw new DomainError('not_found', 'no_such_passkey', 'There is no such passkey')
  }

  return {
    async beginRegistration({ id, email, name }) {
      const { passkeys } = await findFactors(store, id)
      if (passkeys.length >= MAX_PASSKEYS) {
        throw new DomainError(
          'conflict',
          'too_many_passkeys',
          `An account has at most ${MAX_PASSKEYS} passkeys`,
        )
      }
      const options = await registrationOptions(relyingParty, { id, email, name }, passkeys)
      const token = await tokens.open('passkey_registration', id, { challenge: options.challenge })
      return { token, options }
    },

    async finishRegistration(owner, { token, response, name }, origin) {
      checkRecent(owner)
      const { accountId } = owner
      const checkedName = checkName(name)
      const asked = await tokens.redeem(['passkey_registration'], token)
      const registered =
        asked.accountId === accountId
          ? await registeredPasskey(relyingParty, String(asked.content.challenge), response)
          : undefined
      if (registered === undefined) {
        throw new DomainError(
          'invalid',
          'invalid_passkey',
          'The browser did not make a passkey for this site',
        )
      }
      const passkey = { ...registered, name: checkedName }
      await changeFactors(store, accountId, (factors) => ({
        factors: {
          ...factors,
          passkeys: [...factors.passkeys.filter(({ id }) => id !== passkey.id), passkey],
        },
        events: [factorEvent('auth.passkey_added', accountId, origin)],
        result: true,
      }))
      return passkey
    },

    async rename(accountId, passkeyId, name) {
      const checkedName = checkName(name)
      await changeOne(accountId, passkeyId, (passkey) => ({ ...passkey, name: checkedName }))
    },

    async remove(owner, passkeyId, origin) {
      checkRecent(owner)
      const { accountId } = owner
      await changeOne(accountId, passkeyId, () => undefined, [['auth.passkey_removed', accountId, origin]])
    },

    async beginUse(accountId) {
      const { passkeys } = accountId === undefined ? { passkeys: [] } : await findFactors(store, accountId)
      const options = await authenticationOptions(relyingParty, passkeys)
      const token = await tokens.open('passkey_sign_in', accountId ?? '', { challenge: options.challenge })
      return { token, options }
    },

    claimedAccount: (response) => claimedPasskey(response)?.accountId,

    async use({ token, response }) {
      const asked = await tokens.redeem(['passkey_sign_in'], token).catch(undefinedIfExpired)
      const claimed = claimedPasskey(response)
      if (asked === undefined || claimed === undefined) return undefined
      if (asked.accountId !== '' && asked.accountId !== claimed.accountId) return undefined
      const { passkeys } = await findFactors(store, claimed.accountId)
      const passkey = passkeys.find(({ id }) => id === claimed.passkeyId)
      if (passkey === undefined) return undefined
      const challenge = String(asked.content.challenge)
      const counter = await answeredCounter(relyingParty, challenge, response, passkey)
      if (counter === undefined) return undefined
      return changeFactors(store, claimed.accountId, (factors) => {
        const current = factors.passkeys.find(({ id }) => id === passkey.id)
        // Removed meanwhile; or copied, when a counter that counts has been there already (WebAuthn §6.1.1).
        if (current === undefined || (counter > 0 && counter <= current.counter)) return undefined
        const used = { ...current, counter, lastUsedAt: Date.now() }
        const others = factors.passkeys.map((one) => (one.id === used.id ? used : one))
        return {
          factors: { ...factors, passkeys: others },
          result: { accountId: claimed.accountId, isSynced: current.isSynced },
        }
      })
    },
  }
}

function undefinedIfExpired(error: unknown): undefined {
  if (error instanceof DomainError && error.kind === 'expired') return undefined
  throw error
}

function checkName(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw invalidField('name', 'must not be empty', 'invalid_input', 'required')
  if ([...trimmed].length > MAX_NAME_LENGTH) {
    throw invalidField('name', `must have at most ${MAX_NAME_LENGTH} characters`, 'invalid_input', 'too_long')
  }
  if (NOT_PLAIN.test(trimmed)) {
    throw invalidField('name', 'must be one line of plain text', 'invalid_input', 'not_plain_text')
  }
  return trimmed
}
