/** What may be an e-mail address, a user name and a set of claims. */
import { invalidField } from '#domain/errors'
import type { StandardClaims } from './account.ts'

const MAX_EMAIL_LENGTH = 254
/** One address, no list, no comment, no quotes, no control characters: what a mailer can be trusted with. */
const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+@([^\s@<>()[\]\\,;:".\p{Cc}\p{Cf}]+\.)+[^\s@<>()[\]\\,;:".\p{Cc}\p{Cf}]{2,}$/u
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u
const ROLE = /^[\w.:-]{1,64}$/
const MAX_CLAIM_LENGTH = 1000

const TEXT_CLAIMS = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
] as const
const ADDRESS_MEMBERS = [
  'formatted',
  'street_address',
  'locality',
  'region',
  'postal_code',
  'country',
] as const

/** @throws DomainError `invalid` naming the field `email` */
export function checkEmail(email: string): string {
  // One spelling, so that the same address typed on two keyboards is one account.
  const trimmed = email.trim().normalize('NFC')
  if (trimmed.length > MAX_EMAIL_LENGTH || !EMAIL.test(trimmed)) {
    throw invalidField('email', 'must be one e-mail address, such as name@example.com')
  }
  return trimmed
}

/** @throws DomainError `invalid` naming the field `username` */
export function checkUsername(username: string): string {
  if (!USERNAME.test(username)) {
    throw invalidField('username', 'must be 1 to 64 letters, digits, dots, dashes or underscores')
  }
  return username
}

/** @throws DomainError `invalid` naming the field `role` */
export function checkRole(role: string): string {
  if (!ROLE.test(role))
    throw invalidField('role', 'must be 1 to 64 letters, digits, dots, colons, dashes or underscores')
  return role
}

/** One line of text, trimmed. @throws DomainError `invalid` naming the field */
export function checkText(field: string, text: unknown): string {
  if (typeof text !== 'string' || text.length > MAX_CLAIM_LENGTH || /\p{Cc}/u.test(text)) {
    throw invalidField(field, `must be one line of text of at most ${MAX_CLAIM_LENGTH} characters`)
  }
  return text.trim()
}

/** @throws DomainError `invalid` naming the first member that is no standard claim, or of the wrong type */
export function checkClaims(input: Record<string, unknown>): StandardClaims {
  const claims: StandardClaims = {}
  for (const [member, value] of Object.entries(input)) {
    if (member === 'phone_number_verified') {
      if (typeof value !== 'boolean') throw invalidField(member, 'must be true or false')
      claims.phone_number_verified = value
    } else if (member === 'address') {
      claims.address = checkAddress(value)
    } else {
      const name = TEXT_CLAIMS.find((claim) => claim === member)
      if (name === undefined) throw invalidField(member, 'is not a standard claim that an account can hold')
      claims[name] = checkText(member, value)
    }
  }
  return claims
}

function checkAddress(value: unknown): NonNullable<StandardClaims['address']> {
  if (typeof value !== 'object' || value === null) throw invalidField('address', 'must be an object')
  const address: NonNullable<StandardClaims['address']> = {}
  for (const [member, text] of Object.entries(value)) {
    const name = ADDRESS_MEMBERS.find((candidate) => candidate === member)
    if (name === undefined) throw invalidField(`address.${member}`, 'is not a member of an address')
    if (typeof text !== 'string' || text.length > MAX_CLAIM_LENGTH)
      throw invalidField(`address.${member}`, 'must be text')
    address[name] = text
  }
  return address
}
