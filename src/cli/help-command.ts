/** What commands there are and how they are called, out of the table of commands itself. */
import { type Command, UsageError } from './command.ts'
import { printJson, printLines } from './output.ts'
import { readArguments } from './read-arguments.ts'

const INDENT = '  '

export function createHelpCommand(commands: () => Command[]): Command {
  return {
    name: 'help',
    usage: '[COMMAND] [--json]',
    summary: 'Say which commands there are, or how one is called',
    async run(args) {
      const { values } = readArguments(
        args.filter((arg) => arg.startsWith('-')),
        {},
      )
      const words = args.filter((arg) => !arg.startsWith('-'))
      printHelp(commands(), words, values.json ?? false)
    },
  }
}

/** @param words of one command, of a group, or none for all. @throws UsageError where nothing is called so */
export function printHelp(commands: Command[], words: string[], asJson: boolean): void {
  const found = calledBy(commands, words)
  if (found.length === 0) throw new UsageError(`there is no command ${JSON.stringify(words.join(' '))}`)
  if (asJson) printJson(found.map(({ name, usage, summary }) => ({ name, usage, summary })))
  else printLines(helpLines(found))
}

/** The commands whose names begin with the words. */
export function calledBy(commands: Command[], words: string[]): Command[] {
  return commands.filter(({ name }) => words.every((word, index) => word === wordsOf(name)[index]))
}

export function wordsOf(name: string): string[] {
  return name.split(' ')
}

export function usageLine({ name, usage }: Command): string {
  return `usage: gatehouse ${name} ${usage}`.trimEnd()
}

/** One command in full, several as a list. */
export function helpLines(commands: Command[]): string[] {
  const [first, ...others] = commands
  if (first !== undefined && others.length === 0) {
    const details = first.details ?? []
    return [usageLine(first), '', `${first.summary}.`, ...(details.length === 0 ? [] : ['', ...details])]
  }
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'usage: gatehouse COMMAND [OPTION]…',
    '',
    ...commands.map(({ name, summary }) => `${INDENT}${name.padEnd(width)}${INDENT}${summary}`),
    '',
    'Every command but serve takes --json. `gatehouse COMMAND --help` says how one is called.',
  ]
}
