/** The same requests on nearly empty stores and on full ones: what growth costs. */
import { type BenchStores, openBenchStores, type StoresName } from './bench-stores.ts'
import { compare } from './compare.ts'
import { type Figures, rounded } from './measure.ts'
import type { Options } from './options.ts'
import { storeCpuMicros } from './program-cpu.ts'
import { type Amounts, seed } from './seed.ts'
import { startGatehouse, type Target } from './target.ts'

export interface GrowthRow {
  name: string
  stores: string
  grants: { small: number; large: number }
  small: Figures
  large: Figures
  /** CPU time with the full stores by that with the nearly empty ones; for stores of their own also theirs. */
  cpu: number
  store?: number
}

const SMALL_GRANTS = 1000
const GRANTS_PER_ACCOUNT = 10
/** Documents touch no store; the rest of a sign-in is argon2. */
const LEFT_OUT = ['discovery', 'jwks', 'login', 'login_new_browser']

/** Stores that for so many seconds have used less than so much of each are at rest. */
const REST_SECONDS = 10
const AT_REST_MICROS = 100_000
const PATIENCE_MS = 180_000

export async function measureGrowth(
  name: StoresName,
  folder: string,
  options: Options,
): Promise<GrowthRow[]> {
  const opened = { small: await openBenchStores(name), large: await openBenchStores(name) }
  const servers = {
    small: await startSeeded(folder, opened.small, SMALL_GRANTS),
    large: await startSeeded(folder, opened.large, options.seed),
  }
  const pids = Object.values(servers).map(({ pid }) => pid)
  const rows: GrowthRow[] = []
  for (const scenario of options.scenarios.filter((one) => !LEFT_OUT.includes(one.name))) {
    await untilStoresRest(pids)
    const { figures } = await compare(scenario, servers, options)
    const { small, large } = figures
    const row = {
      name: scenario.name,
      stores: name,
      grants: { small: SMALL_GRANTS, large: options.seed },
      small,
      large,
      cpu: rounded(large.cpu_us / small.cpu_us, 2),
      ...(small.store_us && large.store_us ? { store: rounded(large.store_us / small.store_us, 2) } : {}),
    }
    process.stderr.write(
      `${scenario.name}, ${name}: ${row.cpu} times the CPU, ${row.store ?? '-'} the stores'\n`,
    )
    rows.push(row)
  }
  await Promise.all([servers.small.stop(), servers.large.stop()])
  await Promise.all([opened.small.stop(), opened.large.stop()])
  return rows
}

/**
 * What stores do with a million records that have just come (rewriting a file, gathering statistics) is no request's
 * cost, and what they do with the events of one row (moving them into the log) is no cost of the next.
 */
async function untilStoresRest(servers: number[]): Promise<void> {
  const begin = performance.now()
  for (let atRest = 0; atRest < REST_SECONDS && performance.now() - begin < PATIENCE_MS; ) {
    const before = storeCpuMicros(servers) ?? 0
    await new Promise((done) => setTimeout(done, 1000))
    atRest = (storeCpuMicros(servers) ?? 0) - before < AT_REST_MICROS ? atRest + 1 : 0
  }
}

async function startSeeded(folder: string, stores: BenchStores, grants: number): Promise<Target> {
  const amounts: Amounts = { grants, accounts: Math.max(1, grants / GRANTS_PER_ACCOUNT) }
  const begin = performance.now()
  const target = await startGatehouse(folder, stores, {
    prepare: (core, { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl }) =>
      seed(core, amounts, { mongodbUri, redisUrl }),
  })
  const seconds = Math.round((performance.now() - begin) / 1000)
  process.stderr.write(`${stores.name}: ${grants} grants and ${amounts.accounts} accounts in ${seconds} s\n`)
  return target
}
