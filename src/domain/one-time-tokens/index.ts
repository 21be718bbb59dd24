/**
 * One-time tokens: secrets that prove something once, such as that a mail arrived. Owns how they are made, kept (hashed),
 * and used up (by exactly one of any number of callers); what a token opens is up to the use case that asks for it.
 *
 * Mailed tokens are one for each account and purpose: a newer one voids the older. The others stand beside each other.
 */
import { DomainError } from '#domain/errors'
import { nowSeconds } from '#lib/clock'
import { newId, newSecret } from '#lib/ids'
import { isSameText } from '#lib/same-text'
import type { Secrets } from '#lib/secrets'
import type { OneTimeRecord, OneTimeTokenStore } from './one-time-token-store.ts'

export type { OneTimeRecord, OneTimeTokenStore } from './one-time-token-store.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds for which a token of each purpose is good. */
export const TOKEN_SECONDS = {
  verify_email: 24 * HOUR,
  change_email: 24 * HOUR,
  reset_password: 30 * MINUTE,
  unlock: 24 * HOUR,
  /** Between the password and the second factor. */
  second_factor: 10 * MINUTE,
  /** Between a passkey challenge and its answer. */
  passkey_sign_in: 5 * MINUTE,
  passkey_registration: 5 * MINUTE,
  totp_registration: 15 * MINUTE,
} as const

export type TokenPurpose = keyof typeof TOKEN_SECONDS
export type MailPurpose = 'verify_email' | 'change_email' | 'reset_password' | 'unlock'
const MAIL_PURPOSES: MailPurpose[] = ['verify_email', 'change_email', 'reset_password', 'unlock']

export interface OneTimeToken {
  purpose: TokenPurpose
  accountId: string
  /** The address that it was made for. */
  email: string
  content: Record<string, unknown>
}

export interface OneTimeTokens {
  /** A token for a mail to that address, `ott_…`; the one that the account had for this purpose is void. */
  create(purpose: MailPurpose, accountId: string, email: string): Promise<string>
  /** A token beside others, for what goes on within minutes. @param accountId '' where nobody is known yet */
  open(purpose: TokenPurpose, accountId: string, content: Record<string, unknown>): Promise<string>
  /** What a token is for, without using it up: any number of times. Undefined for what redeems nothing. */
  look(purposes: TokenPurpose[], token: string): Promise<OneTimeToken | undefined>
  /**
   * Uses a token up: of any number of callers one is answered.
   * @throws DomainError `expired`, code `link_expired`, for whatever is no good token of one of these purposes
   */
  redeem(purposes: TokenPurpose[], token: string): Promise<OneTimeToken>
  /** The mailed tokens of the account are void, for that purpose or for all. */
  voidMailed(accountId: string, purpose?: MailPurpose): Promise<void>
}

const PURPOSE = 'one-time tokens'
const PREFIX = 'ott_'
/** Prefix, where the record is (22 characters), and the secret (43). */
const TOKEN = /^ott_([\w-]{22})([\w-]{43})$/

export function createOneTimeTokens(deps: { store: OneTimeTokenStore; secrets: Secrets }): OneTimeTokens {
  const { store, secrets } = deps

  const placeOf = (purpose: MailPurpose, accountId: string): string =>
    secrets.hash(PURPOSE, `place ${purpose} ${accountId}`).slice(0, 22)
  const hashOf = (secret: string): string => secrets.hash(PURPOSE, `secret ${secret}`)

  async function save(id: string, record: Omit<OneTimeRecord, 'secretHash' | 'createdAt'>): Promise<string> {
    const secret = newSecret()
    const expiresAt = nowSeconds() + TOKEN_SECONDS[record.purpose as TokenPurpose]
    await store.save(id, { ...record, secretHash: hashOf(secret), createdAt: Date.now() }, expiresAt)
    return `${PREFIX}${id}${secret}`
  }

  async function find(purposes: TokenPurpose[], token: string) {
    const [, id, secret] = TOKEN.exec(token) ?? []
    if (id === undefined || secret === undefined) return undefined
    const found = await store.find(id)
    if (found === undefined || !isSameText(found.record.secretHash, hashOf(secret))) return undefined
    const { accountId, email, content } = found.record
    const purpose = purposes.find((wanted) => wanted === found.record.purpose)
    if (purpose === undefined) return undefined
    return { id, version: found.version, token: { purpose, accountId, email, content } }
  }

  return {
    create: (purpose, accountId, email) =>
      save(placeOf(purpose, accountId), { purpose, accountId, email, content: {} }),
    open: (purpose, accountId, content) => save(newId(), { purpose, accountId, email: '', content }),
    async look(purposes, token) {
      return (await find(purposes, token))?.token
    },
    async redeem(purposes, token) {
      const found = await find(purposes, token)
      if (found === undefined || !(await store.take(found.id, found.version))) {
        throw new DomainError('expired', 'link_expired', 'This link has been used, or it is too old')
      }
      return found.token
    },
    async voidMailed(accountId, purpose) {
      const purposes = purpose === undefined ? MAIL_PURPOSES : [purpose]
      await Promise.all(purposes.map((one) => store.remove(placeOf(one, accountId))))
    },
  }
}
