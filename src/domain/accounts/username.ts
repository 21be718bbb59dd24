/**
 * What may be a user name: PRECIS UsernameCaseMapped (RFC 8265 §3.3), narrowed to letters, digits and three marks, and
 * to one script, so that nobody can take a name that looks like another's in other letters.
 */
import { type FieldCode, invalidField } from '#domain/errors'

const MAX_LENGTH = 64
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]/u
/** Letters with their marks, decimal digits, and what holds words together. Never @, which tells addresses apart. */
const ALLOWED = /^[\p{L}\p{M}\p{Nd}._-]+$/u
/** Halfwidth and fullwidth forms, which stand for ordinary characters (RFC 8264 §5.2.1). */
const WIDTH_FORMS = /[\uFF01-\uFF9F\uFFA0-\uFFDC\uFFE0-\uFFEE]/gu
/** Letters written from right to left (Bidi classes R and AL, as scripts). */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * The recommended scripts (UAX #31, Table 5), each with those that one language writes together (UTS #39 §5.1). Digits,
 * marks and joining characters belong to every one.
 */
const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Thaana',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Georgian',
  'Ethiopic',
  'Khmer',
].map((script) => oneScript(script))
const SCRIPT_SETS = [
  ...SCRIPTS,
  oneScript('Han', 'Hiragana', 'Katakana'),
  oneScript('Han', 'Bopomofo'),
  oneScript('Han', 'Hangul'),
]

function oneScript(...scripts: string[]): RegExp {
  const own = scripts.map((script) => `\\p{Script_Extensions=${script}}`).join('')
  return new RegExp(`^[${own}\\p{Script=Common}\\p{Script=Inherited}]+$`, 'u')
}

/** The form in which user names are kept and looked up; the letter case, which the store ignores, is kept. */
export function normalizeUsername(username: string): string {
  return username.replace(WIDTH_FORMS, (form) => form.normalize('NFKC')).normalize('NFC')
}

/** @throws DomainError `invalid` naming the field `username` */
export function checkUsername(username: string): string {
  const normal = normalizeUsername(username)
  const length = [...normal].length
  if (length > MAX_LENGTH) throw refuse(`must have at most ${MAX_LENGTH} characters`, 'too_long')
  if (!LETTER_OR_DIGIT.test(normal) || !ALLOWED.test(normal) || hasCompatibilityForm(normal)) {
    throw refuse('must be letters, digits, dots, dashes and underscores, and begin with a letter or a digit')
  }
  if (!SCRIPT_SETS.some((script) => script.test(normal)) || mixesDirections(normal)) {
    throw refuse('must be written in the letters of one script', 'mixed_scripts')
  }
  return normal
}

/** Such as ligatures and mathematical letters, which look like ordinary ones (RFC 8264 §9.17). */
function hasCompatibilityForm(text: string): boolean {
  return text.normalize('NFKC') !== text
}

/** The Bidi Rule (RFC 5893 §2), for what is left once there is one script: begins and ends from right to left. */
function mixesDirections(text: string): boolean {
  if (!RIGHT_TO_LEFT.test(text)) return false
  return !/^[\p{L}]/u.test(text) || !/[\p{L}\p{Nd}]\p{M}*$/u.test(text)
}

function refuse(problem: string, fieldCode: FieldCode = 'malformed') {
  return invalidField('username', problem, 'invalid_input', fieldCode)
}
