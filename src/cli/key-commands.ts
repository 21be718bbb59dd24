/** gatehouse keys … */
import { type Command, withCore } from './command.ts'
import { printJson, printTable } from './output.ts'
import { presentKey } from './present.ts'
import { readArguments } from './read-arguments.ts'

const list: Command = {
  name: 'keys list',
  usage: '[--json]',
  summary: 'List the signing keys',
  async run(args, surroundings) {
    const { values } = readArguments(args, {})
    const keys = await withCore(surroundings, async ({ signingKeys }) => {
      // A server that was never started has none yet; these are the ones that it will use.
      await signingKeys.ensure()
      return signingKeys.list()
    })
    const shapes = keys.map(presentKey)
    if (values.json) printJson(shapes)
    else printTable(shapes, ['kid', 'alg', 'use', 'status', 'signs_at', 'retires_at'], 'There are no keys.')
  },
}

export const keyCommands = [list]
