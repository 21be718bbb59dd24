/** Servers that take turns at the same work, so that what drifts during the run falls on all alike. */
import { join } from 'node:path'
import { openConnection } from './connection.ts'
import type { Work } from './load.ts'
import { type Figures, rounded, type Sample, sample, summarize, warmUp } from './measure.ts'
import type { Options } from './options.ts'
import type { Scenario } from './scenarios.ts'
import type { Target } from './target.ts'

export interface Comparison<Name extends string> {
  figures: Record<Name, Figures>
  /** The largest resident memory of each, in MB. */
  memory: Record<Name, number>
}

/** Each process has as many to serve, whether it is alone or not. */
const connectionsTo = ({ workers }: Target, { connections }: MeasureOptions): number => connections * workers

type MeasureOptions = Pick<Options, 'seconds' | 'rounds' | 'connections' | 'profile'>

/** Before each measurement; before the first one, as long as it takes. */
export const WARM_UP_SECONDS = 0.3
const MB = 1024 * 1024

/** A B B A A B B A. */
export async function compare<Name extends string>(
  scenario: Scenario,
  servers: Record<Name, Target>,
  options: MeasureOptions,
): Promise<Comparison<Name>> {
  const names = Object.keys(servers) as Name[]
  const each = <Value>(value: (name: Name) => Value) =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>
  const taken = each((): Sample[] => [])
  const pids = names.map((name) => servers[name].pid)
  for (const name of names) {
    await withWork(scenario, servers[name], options, (work) =>
      warmUp(servers[name], work, connectionsTo(servers[name], options), isAwake(scenario)),
    )
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      taken[name].push(await measureOnce(scenario, servers[name], round, pids, options))
    }
  }
  return {
    figures: each((name) => summarize(taken[name])),
    memory: each((name) => Math.max(...taken[name].map(({ rssBytes }) => rounded(rssBytes / MB, 1)))),
  }
}

function measureOnce(
  scenario: Scenario,
  target: Target,
  round: number,
  others: number[],
  options: MeasureOptions,
): Promise<Sample> {
  const { profile, seconds } = options
  return withWork(scenario, target, options, (work) =>
    sample(target, work, {
      connections: connectionsTo(target, options),
      others,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds,
      awake: isAwake(scenario),
      profile: profile && join(profile, `${scenario.name}.${target.name}.${round}.cpuprofile`),
    }),
  )
}

const isAwake = ({ slow }: Scenario): boolean => slow !== true

async function withWork<Result>(
  scenario: Scenario,
  target: Target,
  options: MeasureOptions,
  use: (work: Work) => Promise<Result>,
): Promise<Result> {
  const opened = Array.from({ length: connectionsTo(target, options) }, () => openConnection(target.origin))
  try {
    return await use(await scenario.prepare(target, opened))
  } catch (error) {
    throw new Error(`${scenario.name} on ${target.name} failed`, { cause: error })
  } finally {
    await Promise.all(opened.map((connection) => connection.close()))
  }
}
