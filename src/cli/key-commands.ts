/** gatehouse keys … */
import type { KeyInfo } from '#domain/signing-keys'
import { type Command, withCore } from './command.ts'
import { printJson, printLines, printTable } from './output.ts'
import { presentKey } from './present.ts'
import { readArguments, wholeNumber } from './read-arguments.ts'

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
    printKeys(keys, values.json)
  },
}

const rotate: Command = {
  name: 'keys rotate',
  usage: '[--lead SECONDS] [--json]',
  summary: 'Make new keys, which sign after the lead',
  details: [
    '--lead is how long the new keys are published before they sign: KEY_LEAD by default, and 2 seconds at least,',
    'which nodes need to see them. The old keys stay published until the last token they signed has expired.',
  ],
  async run(args, surroundings) {
    const { values } = readArguments(args, { lead: { type: 'string' } })
    const keys = await withCore(surroundings, async ({ signingKeys }) => {
      await signingKeys.ensure()
      return signingKeys.rotate(wholeNumber(values.lead))
    })
    printKeys(keys, values.json)
  },
}

const retire: Command = {
  name: 'keys retire',
  usage: 'KID [--json]',
  summary: 'Take a key out of the JWKS at once; what it signed no longer verifies',
  async run(args, surroundings) {
    const { values, places } = readArguments(args, {}, ['KID'])
    const key = await withCore(surroundings, ({ signingKeys }) => signingKeys.retire(places.KID))
    if (values.json) printJson(presentKey(key))
    else printLines([`Retired ${places.KID}`])
  },
}

export const keyCommands = [list, rotate, retire]

function printKeys(keys: KeyInfo[], asJson = false): void {
  const shapes = keys.map(presentKey)
  if (asJson) printJson(shapes)
  else printTable(shapes, ['kid', 'alg', 'use', 'status', 'signs_at', 'retires_at'], 'There are no keys.')
}
