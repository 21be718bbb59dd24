/** The command line of `npm run bench`; see main.ts for what it says. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { STORES, type StoresName } from './bench-stores.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

export interface Options {
  seconds: number
  rounds: number
  connections: number
  scenarios: Scenario[]
  stores: StoresName[]
  workers: boolean
  /** Grants in the larger of the two stores that are compared; 0 for none of that. */
  seed: number
  json: boolean
  profile: string | undefined
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '16' },
      only: { type: 'string', default: '' },
      stores: { type: 'string', default: '' },
      'no-workers': { type: 'boolean', default: false },
      seed: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const seed = Math.trunc(number('seed', values.seed, 0, 10_000_000))
  const known = seed > 0 ? STORES : STORES.filter((name) => name !== 'mongodb')
  const names = chosen(
    'only',
    values.only,
    SCENARIOS.map(({ name }) => name),
  )
  return {
    seconds: number('seconds', values.seconds, 0.1, 600),
    rounds: Math.trunc(number('rounds', values.rounds, 1, 600)),
    connections: Math.trunc(number('connections', values.connections, 1, 600)),
    scenarios: SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name)),
    stores: values.stores === '' ? [...known] : chosen('stores', values.stores, known),
    workers: !values['no-workers'],
    seed,
    json: values.json,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  }
}

function chosen<Name extends string>(option: string, text: string, known: readonly Name[]): Name[] {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) throw new Error(`--${option} knows ${known.join(', ')}, not ${unknown.join(', ')}`)
  return known.filter((name) => names.includes(name))
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!(value >= min && value <= max)) throw new Error(`--${name} must be a number from ${min} to ${max}`)
  return value
}
