/** gatehouse --version */
import { readFile } from 'node:fs/promises'
import type { Command } from './command.ts'
import { printJson, printLines } from './output.ts'
import { readArguments } from './read-arguments.ts'

/** In a checkout and in what is published alike, two folders above this file. */
const MANIFEST = new URL('../../package.json', import.meta.url)

export const versionCommand: Command = {
  name: '--version',
  usage: '[--json]',
  summary: 'Say which version this is',
  async run(args) {
    const { values } = readArguments(args, {})
    const { version } = JSON.parse(await readFile(MANIFEST, 'utf8')) as { version: string }
    if (values.json) printJson({ version })
    else printLines([version])
  },
}
