/** gatehouse --version */
import { productVersion } from '#lib/product-version'
import type { Command } from './command.ts'
import { printJson, printLines } from './output.ts'
import { readArguments } from './read-arguments.ts'

export const versionCommand: Command = {
  name: '--version',
  usage: '[--json]',
  summary: 'Say which version this is',
  async run(args) {
    const { values } = readArguments(args, {})
    const version = productVersion()
    if (values.json) printJson({ version })
    else printLines([version])
  },
}
