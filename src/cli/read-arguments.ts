/** Reads a command's arguments: every option by its long name, and as many values in their places as it names. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from './command.ts'

const JSON_OPTION = { json: { type: 'boolean' } } as const

type AllOptions<Options> = Options & typeof JSON_OPTION
type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: AllOptions<Options> }>
>['values']

export interface Arguments<Options extends ParseArgsOptionsConfig, Places extends string> {
  /** The options that were given, and `json`, which every command has. */
  values: Values<Options>
  /** What stands in each place, by its name; none is empty. */
  places: Record<Places, string>
}

/**
 * @param places names of the values that stand by themselves, as the usage line has them; all are needed
 * @throws UsageError
 */
export function readArguments<
  const Options extends ParseArgsOptionsConfig = Record<never, never>,
  const Places extends string = never,
>(args: string[], options: Options, places: Places[] = []): Arguments<Options, Places> {
  const { values, positionals, tokens } = parse(protectIds(args, options), { ...options, ...JSON_OPTION })
  const given = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    // The last one would win, and the others would be lost without a word.
    if (given.has(token.name) && options[token.name]?.multiple !== true) {
      throw new UsageError(`--${token.name} can be given once only`)
    }
    given.add(token.name)
  }
  return { values: values as Values<Options>, places: readPlaces(places, positionals) }
}

/** For the one command that takes nothing, not even `--json`. @throws UsageError */
export function refuseArguments(args: string[]): void {
  readPlaces([], parse(args, {}).positionals)
}

/** @returns the value of an option that the command cannot do without. @throws UsageError */
export function needed(option: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${option} is needed`)
  return value
}

/** A copy without the members that are undefined, so that what was not given changes nothing. */
export function given<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as ReturnType<typeof given<Members>>
}

/** NaN for what is not written as a whole number, which no range accepts. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}

function parse(args: string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true })
  } catch (error) {
    throw new UsageError(findUnknown(args, options) ?? (error as Error).message.replaceAll('\n', ' '))
  }
}

/** The words for an option that does not exist; undefined where something else is wrong. */
function findUnknown(args: string[], options: ParseArgsOptionsConfig): string | undefined {
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const unknown = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(options, token.name))
  return unknown?.kind === 'option' ? `there is no option ${unknown.rawName}` : undefined
}

/** The ids that we make are base64url of 22 characters, those of keys of 43: one in 64 begins with a dash. */
const DASHED_ID = /^-(?:[\w-]{21}|[\w-]{42})$/

/** The same arguments, such that none of these ids is taken for an option. */
function protectIds(args: string[], options: ParseArgsOptionsConfig): string[] {
  const end = args.indexOf('--')
  const before = end === -1 ? args : args.slice(0, end)
  const kept: string[] = []
  const ids: string[] = []
  for (const arg of before) {
    const option = kept.at(-1) ?? ''
    if (!DASHED_ID.test(arg)) kept.push(arg)
    else if (takesValue(option, options)) kept[kept.length - 1] = `${option}=${arg}`
    else ids.push(arg)
  }
  return [...kept, '--', ...ids, ...args.slice(before.length + 1)]
}

function takesValue(arg: string, options: ParseArgsOptionsConfig): boolean {
  const name = arg.replace(/^--/, '')
  return arg.startsWith('--') && Object.hasOwn(options, name) && options[name]?.type === 'string'
}

function readPlaces<Places extends string>(places: Places[], values: string[]): Record<Places, string> {
  const surplus = values[places.length]
  if (surplus !== undefined) throw new UsageError(`${JSON.stringify(surplus)} is one argument too many`)
  const entries = places.map((place, index) => {
    const value = values[index] ?? ''
    if (value === '') throw new UsageError(`${place} is needed`)
    return [place, value] as const
  })
  return Object.fromEntries(entries) as Record<Places, string>
}
