/** One worker against two, on the same stores, each kept to a core of its own: what WORKERS is for. */
import { openBenchStores, type StoresName } from './bench-stores.ts'
import { compare } from './compare.ts'
import { leaveServerItsCore, useAllCores } from './cores.ts'
import { type Figures, rounded } from './measure.ts'
import type { Options } from './options.ts'
import { startGatehouse } from './target.ts'

export interface WorkerRow {
  name: string
  stores: string
  one: Figures
  two: Figures
  /**
   * Requests per second with two by those with one. The driver and the stores work on the same cores here, so that it
   * stays below what two cores for the server alone would give.
   */
  throughput: number
  /** Twice the requests per CPU second with two by those with one: what it would be with two cores for the server alone. */
  capacity: number
}

/** Long work for the server and little for the driver, so that the server has most of both cores. */
const ROWS = ['client_credentials_rs256', 'refresh', 'login']

export async function compareWorkers(
  name: StoresName,
  folder: string,
  options: Options,
): Promise<WorkerRow[]> {
  useAllCores()
  const stores = await openBenchStores(name)
  const servers = {
    one: await startGatehouse(folder, stores, { workers: 1 }),
    two: await startGatehouse(folder, stores, { workers: 2 }),
  }
  const rows: WorkerRow[] = []
  for (const scenario of options.scenarios.filter(({ name }) => ROWS.includes(name))) {
    // The driver must not keep a core that a worker could use.
    const { figures } = await compare({ ...scenario, slow: true }, servers, {
      ...options,
      profile: undefined,
    })
    const { one, two } = figures
    rows.push({
      name: scenario.name,
      stores: stores.name,
      one,
      two,
      throughput: rounded(two.rps / one.rps, 2),
      capacity: rounded((2 * one.cpu_us) / two.cpu_us, 2),
    })
    process.stderr.write(
      `${scenario.name}, ${stores.name}: ${one.rps} / ${two.rps} req/s with 1 / 2 workers\n`,
    )
  }
  await Promise.all([servers.one.stop(), servers.two.stop()])
  await stores.stop()
  leaveServerItsCore()
  return rows
}
