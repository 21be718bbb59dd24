/** What may be an e-mail address, a role, a text about a person, and a set of claims. */
import { type FieldCode, invalidField } from '#domain/errors'
import type { StandardClaims } from './account.ts'

const MAX_EMAIL_LENGTH = 254
/** One address, no list, no comment, no quotes, no control characters: what a mailer can be trusted with. */
const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+@([^\s@<>()[\]\\,;:".\p{Cc}\p{Cf}]+\.)+[^\s@<>()[\]\\,;:".\p{Cc}\p{Cf}]{2,}$/u
const ROLE = /^[\w.:-]{1,64}$/
const MAX_LINE_LENGTH = 300
const MAX_BIO_LENGTH = 2000

/**
 * What no text may hold: controls; and the characters that turn the direction of writing for whatever comes after them
 * (UAX #9 embeddings, overrides, isolates), by which a name could rearrange the page around it. Marks and joiners, which
 * languages and emoji need, stay.
 */
const NOT_PLAIN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/u
/** The same, but for the ends of lines. */
const NOT_PLAIN_LINES = /(?!\n)[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/u

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

/** The form in which addresses are kept and looked up, so that one typed on two keyboards is one. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFC')
}

/** @throws DomainError `invalid` naming the field `email` */
export function checkEmail(email: string): string {
  const normal = normalizeEmail(email)
  if (normal.length > MAX_EMAIL_LENGTH || !EMAIL.test(normal)) {
    throw invalidField('email', 'must be one e-mail address, such as name@example.com')
  }
  return normal
}

/** @throws DomainError `invalid` naming the field `role` */
export function checkRole(role: string): string {
  if (!ROLE.test(role))
    throw invalidField('role', 'must be 1 to 64 letters, digits, dots, colons, dashes or underscores')
  return role
}

/** One line of text, trimmed. @throws DomainError `invalid` naming the field */
export function checkText(field: string, text: unknown): string {
  return checkPlain(field, text, MAX_LINE_LENGTH, NOT_PLAIN, 'one line of text').trim()
}

/** Some lines of text, trimmed. @throws DomainError `invalid` naming the field `bio` */
export function checkBio(text: unknown): string {
  const lines = typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : text
  return checkPlain('bio', lines, MAX_BIO_LENGTH, NOT_PLAIN_LINES, 'text').trim()
}

function checkPlain(field: string, text: unknown, max: number, refused: RegExp, what: string): string {
  const refuse = (problem: string, code: FieldCode) => invalidField(field, problem, 'invalid_input', code)
  if (typeof text !== 'string') throw refuse(`must be ${what}`, 'malformed')
  if ([...text].length > max) throw refuse(`must have at most ${max} characters`, 'too_long')
  if (refused.test(text)) {
    throw refuse(
      `must be ${what}, without control characters and without characters that turn the direction of writing`,
      'not_plain_text',
    )
  }
  return text
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
      if (name === undefined) throw unknownMember(member, 'is not a standard claim that an account can hold')
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
    if (name === undefined) throw unknownMember(`address.${member}`, 'is not a member of an address')
    address[name] = checkPlain(`address.${member}`, text, MAX_LINE_LENGTH, NOT_PLAIN_LINES, 'text')
  }
  return address
}

function unknownMember(member: string, problem: string) {
  return invalidField(member, problem, 'invalid_input', 'unknown_member')
}
