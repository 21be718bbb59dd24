/**
 * `npm run bench`: raw oidc-provider and Gatehouse side by side, taking turns. The CPU column is what to compare: it
 * moves little when others use the machine as well. It counts the server, which has a core for itself, not the driver
 * and not Redis or MongoDB, and begins when a server has become as quick as it gets.
 *
 *   --stores a,b    of sqlite and redis+mongodb (default both). On sqlite raw works in memory, on the other in Redis.
 *                   REDIS_URL and MONGODB_URI name servers to use; without them it starts its own
 *   --only a,b      these rows alone
 *   --no-workers    leaves out one worker against two
 *   --seed N        instead: the same requests on stores with 1,000 and with N grants, and a tenth as many accounts
 *                   (also --stores mongodb)
 *   --seconds N     for each measurement (default 1)
 *   --rounds N      measurements of each server for each row (default 3)
 *   --connections N kept alive for each process that serves, each with one request at a time (default 16)
 *   --json          the results as one JSON document on standard output
 *   --profile DIR   writes a CPU profile of each server for each row, and blurs the figures by that
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchStores, openBenchStores } from './bench-stores.ts'
import { compare, WARM_UP_SECONDS } from './compare.ts'
import { leaveServerItsCore } from './cores.ts'
import { measureGrowth } from './growth-rows.ts'
import { measureLimits } from './limits.ts'
import { MOST_WARM_UP_SECONDS, rounded } from './measure.ts'
import { type Options, readOptions } from './options.ts'
import { type Memory, type Results, type Row, renderTable } from './table.ts'
import { startGatehouse, startRaw, type Target } from './target.ts'
import { compareWorkers } from './worker-rows.ts'

const SETTLE_MS = 1000
const LIMIT_SECONDS = 1
const MB = 1024 * 1024

async function main(): Promise<void> {
  const options = readOptions()
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
  setTimeout(() => fail(new Error('the bench took much longer than planned')), patience(options)).unref()
  if (options.profile !== undefined) mkdirSync(options.profile, { recursive: true })

  const results: Results = {
    rows: [],
    workers: [],
    growth: [],
    limits: await measureLimits(folder, options.connections, LIMIT_SECONDS),
    memory: [],
  }
  leaveServerItsCore()
  for (const name of options.stores) {
    if (options.seed > 0) {
      results.growth.push(...(await measureGrowth(name, folder, options)))
      continue
    }
    const stores = await openBenchStores(name)
    await compareOn(stores, folder, options, results)
    await stores.stop()
    if (options.workers) results.workers.push(...(await compareWorkers(name, folder, options)))
  }
  const { connections, rounds, seconds } = options
  const conditions =
    `Node.js ${process.version}, ${cpus().length} cores, ${connections} connections, ` +
    `${rounds} times ${seconds} s`
  process.stdout.write(
    `${options.json ? JSON.stringify(results) : renderTable(results, notesOf(options), conditions)}\n`,
  )
}

async function compareOn(stores: BenchStores, folder: string, options: Options, results: Results) {
  const servers = { raw: await startRaw(folder, stores), gatehouse: await startGatehouse(folder, stores) }
  await new Promise((done) => setTimeout(done, SETTLE_MS))
  const memory = {
    stores: stores.name,
    raw: await memoryOf(servers.raw),
    gatehouse: await memoryOf(servers.gatehouse),
  }
  for (const scenario of options.scenarios) {
    const { figures, memory: loaded } = await compare(scenario, servers, options)
    const { raw, gatehouse } = figures
    for (const name of ['raw', 'gatehouse'] as const) {
      memory[name].load_mb = Math.max(memory[name].load_mb, loaded[name])
    }
    const ratio = rounded(raw.cpu_us / gatehouse.cpu_us, 2)
    results.rows.push({ name: scenario.name, stores: stores.name, raw, gatehouse, ratio } satisfies Row)
    process.stderr.write(
      `${scenario.name}, ${stores.name}: ${raw.cpu_us} / ${gatehouse.cpu_us} µs, ratio ${ratio}\n`,
    )
  }
  results.memory.push(memory)
  await Promise.all(Object.values(servers).map((server) => server.stop()))
}

async function memoryOf(target: Target): Promise<Memory> {
  const { rssBytes } = await target.usage()
  return { idle_mb: rounded(rssBytes / MB, 1), load_mb: 0 }
}

function notesOf({ scenarios, stores }: Options): Map<string, string> {
  const notes = new Map(scenarios.flatMap(({ name, note }) => (note === undefined ? [] : [[name, note]])))
  for (const name of stores) {
    notes.set(
      name,
      name === 'sqlite'
        ? 'raw oidc-provider keeps everything in its memory, Gatehouse in its embedded database'
        : 'raw oidc-provider has the Redis adapter of its examples, its client and person in Redis too, as ' +
            'Gatehouse has its own in MongoDB; the CPU time of Redis and MongoDB is beside, not within',
    )
  }
  return notes
}

/** Twice what the measurements take, two minutes for the rest, and time to fill the stores. */
function patience({ rounds, scenarios, seconds, seed, stores, workers }: Options): number {
  const each = seconds + WARM_UP_SECONDS + 2
  const rows = 2 * (scenarios.length + (workers ? 3 : 0)) * stores.length
  return (120 + (stores.length * seed) / 500 + 2 * rows * (rounds * each + MOST_WARM_UP_SECONDS)) * 1000
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
