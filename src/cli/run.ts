/** From the words of a command line to the command that they call, and from what it throws to an exit code. */
import { DomainError } from '#domain/errors'
import { clientCommands } from './client-commands.ts'
import { type Command, type Surroundings, UsageError } from './command.ts'
import { doctorCommand } from './doctor-command.ts'
import { eventCommands } from './event-commands.ts'
import { calledBy, createHelpCommand, helpLines, printHelp, usageLine, wordsOf } from './help-command.ts'
import { keyCommands } from './key-commands.ts'
import { memberCommands } from './member-commands.ts'
import { printNote } from './output.ts'
import { projectCommands } from './project-commands.ts'
import { resourceCommands } from './resource-commands.ts'
import { serveCommand } from './serve-command.ts'
import { tenantCommands } from './tenant-commands.ts'
import { userCommands } from './user-commands.ts'
import { versionCommand } from './version-command.ts'
import { webhookCommands } from './webhook-commands.ts'

const COMMANDS: Command[] = [
  serveCommand,
  ...clientCommands,
  ...resourceCommands,
  ...userCommands,
  ...tenantCommands,
  ...projectCommands,
  ...memberCommands,
  ...webhookCommands,
  ...eventCommands,
  ...keyCommands,
  doctorCommand,
  createHelpCommand(() => COMMANDS),
  versionCommand,
]

/**
 * @param argv without the names of the runtime and the script
 * @returns the exit code: 0, 1 for what was refused or failed, 2 for a wrong call
 */
export async function run(argv: string[], surroundings: Surroundings): Promise<number> {
  const command = COMMANDS.find(({ name }) => wordsOf(name).every((word, index) => word === argv[index]))
  try {
    if (asksForHelp(argv)) {
      printHelp(
        COMMANDS,
        command === undefined ? groupOf(argv) : wordsOf(command.name),
        argv.includes('--json'),
      )
    } else if (command === undefined) {
      throw new UsageError(whatIsMissing(argv))
    } else {
      await command.run(argv.slice(wordsOf(command.name).length), surroundings)
    }
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      printNote(`gatehouse: ${error.message}`, ...howToCall(command, argv))
      return 2
    }
    printNote(...(await problemLines(error, surroundings)))
    return 1
  }
}

function asksForHelp(argv: string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? argv.length : end).some((arg) => arg === '--help' || arg === '-h')
}

/** The words before the first option. */
function groupOf(argv: string[]): string[] {
  const end = argv.findIndex((arg) => arg.startsWith('-'))
  return argv.slice(0, end === -1 ? argv.length : end)
}

function whatIsMissing(argv: string[]): string {
  const words = groupOf(argv)
  if (calledBy(COMMANDS, words).length > 0) {
    return words.length === 0 ? 'a command is needed' : `a command is needed after ${words.join(' ')}`
  }
  return `there is no command ${JSON.stringify(argv.slice(0, 2).join(' '))}`
}

function howToCall(command: Command | undefined, argv: string[]): string[] {
  if (command !== undefined) return [usageLine(command)]
  const group = calledBy(COMMANDS, argv.slice(0, 1))
  return ['', ...helpLines(group.length === 0 ? COMMANDS : group)]
}

async function problemLines(error: unknown, { startProblem }: Surroundings): Promise<string[]> {
  if (error instanceof DomainError) return [`gatehouse: ${error.message}${causeOf(error)}`]
  const problem = await startProblem(error)
  if (problem !== undefined) return problem.split('\n')
  const stack = error instanceof Error ? error.stack : undefined
  return `gatehouse: an error of ours: ${stack ?? String(error)}`.split('\n')
}

/** Who works at the command line is the operator, whom the cause of a failing store is meant for. */
function causeOf(error: DomainError): string {
  return error.kind === 'unavailable' && error.cause instanceof Error ? ` (${error.cause.message})` : ''
}
