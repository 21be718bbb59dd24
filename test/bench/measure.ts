/** One measurement of one server, and what several of them come to. */
import type { ChildServer } from './child-server.ts'
import { median, percentile, runLoad, type Work } from './load.ts'
import { storeCpuMicros } from './program-cpu.ts'

export interface Figures {
  /** Requests per second; for rows of several requests, of the whole. */
  rps: number
  /** CPU time of the server process, all threads, for one. */
  cpu_us: number
  /** Beside it, that of the stores' own servers; absent where there are none, or it cannot be known. */
  store_us?: number
  /** Milliseconds. */
  p50: number
  p99: number
}

export interface Sample {
  rps: number
  cpuMicros: number
  storeMicros: number
  latencies: number[]
  /** Resident memory right after the load. */
  rssBytes: number
}

export async function sample(
  server: ChildServer,
  work: Work,
  load: {
    /** Processes, beside the server, that are not stores. */
    others?: number[]
    connections: number
    warmUpSeconds: number
    seconds: number
    /** See `runLoad`. */
    awake?: boolean | undefined
    /** File for a CPU profile. */
    profile?: string | undefined
  },
): Promise<Sample> {
  const { awake, connections, others = [], profile } = load
  const storeTime = (): number => storeCpuMicros([server.pid, ...others]) ?? 0
  await runLoad(work, connections, load.warmUpSeconds, awake)
  if (profile !== undefined) await server.startProfile()
  const before = await server.usage()
  const storeBefore = storeTime()
  const { done, seconds, latencies } = await runLoad(work, connections, load.seconds, awake)
  const after = await server.usage()
  const storeMicros = (storeTime() - storeBefore) / done
  if (profile !== undefined) await server.endProfile(profile)
  return {
    rps: done / seconds,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / done,
    storeMicros,
    latencies,
    rssBytes: after.rssBytes,
  }
}

/** Seconds of work at once, and at most, until a server is warm. */
const SLICE_SECONDS = 1
export const MOST_WARM_UP_SECONDS = 20

/** Slices in a row that were not clearly cheaper than the cheapest before them, after so much work: it gets no better. */
const SLICES_ALIKE = 3
const CLEARLY_CHEAPER = 0.97
const LEAST_WORK = 10_000

/**
 * Lets a server work until it does so at the price at which it will for the rest of its life: what has much code is
 * compiled for many seconds, by threads whose time counts as well, which says nothing of a server that runs for weeks.
 */
export async function warmUp(
  server: ChildServer,
  work: Work,
  connections: number,
  awake: boolean,
): Promise<void> {
  let least = Number.POSITIVE_INFINITY
  let alike = 0
  let worked = 0
  const isWarm = () => alike >= SLICES_ALIKE && worked >= LEAST_WORK
  for (let spent = 0; spent < MOST_WARM_UP_SECONDS && !isWarm(); spent += SLICE_SECONDS) {
    const before = await server.usage()
    const { done } = await runLoad(work, connections, SLICE_SECONDS, awake)
    const after = await server.usage()
    const price = (after.cpuMicros - before.cpuMicros) / done
    alike = price < least * CLEARLY_CHEAPER ? 0 : alike + 1
    least = Math.min(least, price)
    worked += done
  }
}

/** Medians of the rounds, so that a neighbour's burst in one of them does not count; latencies of all together. */
export function summarize(samples: Sample[]): Figures {
  const latencies = samples.flatMap((one) => one.latencies)
  const store = rounded(median(samples.map(({ storeMicros }) => storeMicros)), 1)
  return {
    rps: Math.round(median(samples.map(({ rps }) => rps))),
    cpu_us: rounded(median(samples.map(({ cpuMicros }) => cpuMicros)), 1),
    ...(store > 0 ? { store_us: store } : {}),
    p50: rounded(percentile(latencies, 0.5), 2),
    p99: rounded(percentile(latencies, 0.99), 2),
  }
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
