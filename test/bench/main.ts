/**
 * `npm run bench`: raw oidc-provider and Gatehouse side by side, taking turns. The CPU column is what to compare: it
 * moves little when others use the machine as well.
 *
 *   --seconds N     for each measurement (default 1.5)
 *   --rounds N      measurements of each server for each row (default 4)
 *   --connections N kept alive, each with one request at a time (default 16)
 *   --only a,b      these rows alone
 *   --json          the results as one JSON document on standard output
 *   --profile DIR   writes a CPU profile of each server for each row, and blurs the figures by that
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openConnection } from './connection.ts'
import { measureLimits } from './limits.ts'
import { rounded, type Sample, sample, summarize } from './measure.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { type Memory, type Results, type Row, renderTable } from './table.ts'
import { startGatehouse, startRaw, type Target } from './target.ts'

interface Options {
  seconds: number
  rounds: number
  connections: number
  scenarios: Scenario[]
  json: boolean
  profile: string | undefined
}

/** The first time a server does something, its code is not compiled yet. */
const FIRST_WARM_UP_SECONDS = 1.5
const WARM_UP_SECONDS = 0.3
const SETTLE_MS = 1000
const LIMIT_SECONDS = 1
const MB = 1024 * 1024

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '1.5' },
      rounds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '16' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  })
  const only = values.only.split(',').filter((name) => name !== '')
  const unknown = only.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name))
  if (unknown.length > 0) {
    throw new Error(`--only knows ${SCENARIOS.map(({ name }) => name).join(', ')}, not ${unknown.join(', ')}`)
  }
  return {
    seconds: number('seconds', values.seconds, 0.1),
    rounds: Math.trunc(number('rounds', values.rounds, 1)),
    connections: Math.trunc(number('connections', values.connections, 1)),
    scenarios: only.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => only.includes(name)),
    json: values.json,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  }
}

function number(name: string, text: string, min: number): number {
  const value = Number(text)
  if (!(value >= min && value <= 600)) throw new Error(`--${name} must be a number from ${min} to 600`)
  return value
}

async function main(): Promise<void> {
  const options = readOptions()
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
  setTimeout(() => fail(new Error('the bench took much longer than planned')), patience(options)).unref()
  if (options.profile !== undefined) mkdirSync(options.profile, { recursive: true })

  const servers = { raw: await startRaw(folder), gatehouse: await startGatehouse(folder) }
  await new Promise((done) => setTimeout(done, SETTLE_MS))
  const memory = { raw: await memoryOf(servers.raw), gatehouse: await memoryOf(servers.gatehouse) }
  const limits = await measureLimits(folder, options.connections, LIMIT_SECONDS)
  const rows: Row[] = []
  for (const scenario of options.scenarios) {
    rows.push(await compare(scenario, servers, memory, options))
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()))

  const results: Results = { rows, limits, memory }
  const notes = new Map(
    options.scenarios.flatMap(({ name, note }) => (note === undefined ? [] : [[name, note]])),
  )
  const { connections, rounds, seconds } = options
  const conditions =
    `Node.js ${process.version}, ${availableParallelism()} cores, ${connections} connections, ` +
    `${rounds} times ${seconds} s`
  process.stdout.write(
    `${options.json ? JSON.stringify(results) : renderTable(results, notes, conditions)}\n`,
  )
}

/** A B B A A B B A: what drifts during the run falls on both alike. */
async function compare(
  scenario: Scenario,
  servers: Record<'raw' | 'gatehouse', Target>,
  memory: Record<'raw' | 'gatehouse', Memory>,
  options: Options,
): Promise<Row> {
  const taken: Record<'raw' | 'gatehouse', Sample[]> = { raw: [], gatehouse: [] }
  for (let round = 0; round < options.rounds; round++) {
    const turns = round % 2 === 0 ? (['raw', 'gatehouse'] as const) : (['gatehouse', 'raw'] as const)
    for (const turn of turns) {
      const one = await measureOnce(scenario, servers[turn], round, options)
      taken[turn].push(one)
      memory[turn].load_mb = Math.max(memory[turn].load_mb, rounded(one.rssBytes / MB, 1))
    }
  }
  const [raw, gatehouse] = [summarize(taken.raw), summarize(taken.gatehouse)]
  process.stderr.write(`${scenario.name}: ${raw.cpu_us} / ${gatehouse.cpu_us} µs\n`)
  return { name: scenario.name, raw, gatehouse, ratio: rounded(raw.cpu_us / gatehouse.cpu_us, 2) }
}

async function measureOnce(
  scenario: Scenario,
  target: Target,
  round: number,
  { connections, profile, seconds }: Options,
): Promise<Sample> {
  const opened = Array.from({ length: connections }, () => openConnection(target.origin))
  try {
    const work = await scenario.prepare(target, opened)
    return await sample(target, work, {
      connections,
      warmUpSeconds: round === 0 ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS,
      seconds,
      awake: scenario.slow !== true,
      profile: profile && join(profile, `${scenario.name}.${target.name}.${round}.cpuprofile`),
    })
  } catch (error) {
    throw new Error(`${scenario.name} on ${target.name} failed`, { cause: error })
  } finally {
    await Promise.all(opened.map((connection) => connection.close()))
  }
}

async function memoryOf(target: Target): Promise<Memory> {
  const { rssBytes } = await target.usage()
  return { idle_mb: rounded(rssBytes / MB, 1), load_mb: 0 }
}

/** Twice what the measurements take, and a minute for the rest. */
function patience({ rounds, scenarios, seconds }: Options): number {
  const each = seconds + WARM_UP_SECONDS + 2
  return (60 + 2 * scenarios.length * 2 * (rounds * each + FIRST_WARM_UP_SECONDS)) * 1000
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? messages(error).join(': ') : String(error)}\n`)
  process.exit(1)
}

function messages(error: Error): string[] {
  return [error.message, ...(error.cause instanceof Error ? messages(error.cause) : [])]
}

await main().catch(fail)
process.exit(0)
