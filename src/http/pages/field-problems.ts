/** What the domain says about single inputs, in the reader's language. */
import type { DomainError, FieldCode } from '#domain/errors'
import type { Messages } from '#views/messages/index'

/** Conflicts name what is taken in their code. */
const TAKEN: Record<string, string> = { email_taken: 'email', username_taken: 'username' }

/** In words, by field; undefined for what the person cannot mend in a form. */
export function fieldProblems(
  { fieldProblems: words }: Messages,
  { code, fieldCodes }: DomainError,
): Record<string, string> | undefined {
  const taken = TAKEN[code]
  if (taken !== undefined) return { [taken]: inWords(words, taken, 'taken') }
  if (fieldCodes === undefined) return undefined
  const entries = Object.entries(fieldCodes).map(([field, problem]) => [
    field,
    inWords(words, field, problem),
  ])
  return Object.fromEntries(entries)
}

/** The words for this field where there are any, for any field otherwise. */
function inWords(words: Messages['fieldProblems'], field: string, problem: FieldCode): string {
  const texts: Record<string, string> = words
  return texts[`${field}_${problem}`] ?? texts[problem] ?? words.malformed
}
