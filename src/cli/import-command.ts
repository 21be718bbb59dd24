/** gatehouse user import: people of another system, with the hashes of their passwords. */
import type { AccountInput, Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printNote } from './output.ts'
import { given, readArguments } from './read-arguments.ts'
import { type Line, readLines } from './read-lines.ts'

/** What becomes of one line. Words never quote it: it may hold a hash. */
type Outcome = { line: number } & ({ created: string } | { skipped: string } | { problem: string })

interface Tally {
  created: number
  skipped: { line: number; email: string }[]
  failed: { line: number; problem: string }[]
}

type Kind = 'string' | 'boolean' | 'object'

/** The members of a line, and what of an account each of them is. */
const MEMBERS: Record<string, [member: keyof AccountInput, kind: Kind]> = {
  email: ['email', 'string'],
  email_verified: ['emailVerified', 'boolean'],
  password_hash: ['passwordHash', 'string'],
  username: ['username', 'string'],
  name: ['name', 'string'],
  role: ['role', 'string'],
  claims: ['claims', 'object'],
}

export const importCommand: Command = {
  name: 'user import',
  usage: 'FILE [--json]',
  summary: 'Make accounts for the people of another system',
  details: [
    'Each line of FILE is a JSON object: email, and where known name, username, email_verified, password_hash, role and',
    'claims (of OpenID Connect Core 1.0 §5.1). A password_hash is by argon2, bcrypt, scrypt or PBKDF2; the first sign-in',
    'replaces it. Whoever has an account with that address already is skipped, so that an import can be repeated.',
    'What is wrong with a line is told with its number, and that line alone is left out; then the exit code is 1.',
  ],
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['FILE'])
    const tally = await withCore(surroundings, ({ accounts }) => importAll(accounts, places.FILE))
    if (values.json) printJson(tally)
    else
      printLines([`Created ${tally.created}, skipped ${tally.skipped.length}, failed ${tally.failed.length}`])
    if (tally.failed.length > 0) process.exitCode = 1
  },
}

/** One after the other, so that of two lines with one address the first counts. */
async function importAll(accounts: Accounts, file: string): Promise<Tally> {
  const tally: Tally = { created: 0, skipped: [], failed: [] }
  for await (const line of readLines(file)) {
    if (line.text?.trim() === '') continue
    const outcome = await importOne(accounts, line)
    if ('created' in outcome) tally.created += 1
    else if ('skipped' in outcome) tally.skipped.push({ line: outcome.line, email: outcome.skipped })
    else tally.failed.push(outcome)
    note(outcome)
  }
  return tally
}

async function importOne(accounts: Accounts, { number: line, text }: Line): Promise<Outcome> {
  const input = text === undefined ? 'is not UTF-8, or longer than 64 KiB' : toInput(text)
  if (typeof input === 'string') return { line, problem: input }
  try {
    return { line, created: (await accounts.create(input)).id }
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error
    return error.code === 'email_taken' ? { line, skipped: input.email } : { line, problem: error.message }
  }
}

/** @returns in words what is wrong, where something is */
function toInput(text: string): AccountInput | string {
  const record = parseObject(text)
  if (record === undefined) return 'is not a JSON object'
  const input: Partial<Record<keyof AccountInput, unknown>> = {}
  for (const [name, value] of Object.entries(record)) {
    const [member, kind] = (Object.hasOwn(MEMBERS, name) && MEMBERS[name]) || []
    if (member === undefined)
      return `has a member ${JSON.stringify(name.slice(0, 50))}, which is none of an account`
    if (value === null) continue
    if (typeof value !== kind || Array.isArray(value)) return `has a member ${name} that is no ${kind}`
    input[member] = value
  }
  if (input.email === undefined) return 'has no email'
  return given(input) as unknown as AccountInput
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function note(outcome: Outcome): void {
  if ('problem' in outcome) printNote(`line ${outcome.line}: ${outcome.problem}`)
  if ('skipped' in outcome)
    printNote(`line ${outcome.line}: ${outcome.skipped} has an account already; skipped`)
}
