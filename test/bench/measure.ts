/** One measurement of one server, and what several of them come to. */
import type { ChildServer } from './child-server.ts'
import { median, percentile, runLoad, type Work } from './load.ts'

export interface Figures {
  /** Requests per second; for rows of several requests, of the whole. */
  rps: number
  /** CPU time of the server process, all threads, for one. */
  cpu_us: number
  /** Milliseconds. */
  p50: number
  p99: number
}

export interface Sample {
  rps: number
  cpuMicros: number
  latencies: number[]
  /** Resident memory right after the load. */
  rssBytes: number
}

export async function sample(
  server: ChildServer,
  work: Work,
  load: {
    connections: number
    warmUpSeconds: number
    seconds: number
    /** See `runLoad`. */
    awake?: boolean | undefined
    /** File for a CPU profile. */
    profile?: string | undefined
  },
): Promise<Sample> {
  const { awake, connections, profile } = load
  await runLoad(work, connections, load.warmUpSeconds, awake)
  if (profile !== undefined) await server.startProfile()
  const before = await server.usage()
  const { done, seconds, latencies } = await runLoad(work, connections, load.seconds, awake)
  const after = await server.usage()
  if (profile !== undefined) await server.endProfile(profile)
  return {
    rps: done / seconds,
    cpuMicros: (after.cpuMicros - before.cpuMicros) / done,
    latencies,
    rssBytes: after.rssBytes,
  }
}

/** Medians of the rounds, so that a neighbour's burst in one of them does not count; latencies of all together. */
export function summarize(samples: Sample[]): Figures {
  const latencies = samples.flatMap((one) => one.latencies)
  return {
    rps: Math.round(median(samples.map(({ rps }) => rps))),
    cpu_us: rounded(median(samples.map(({ cpuMicros }) => cpuMicros)), 1),
    p50: rounded(percentile(latencies, 0.5), 2),
    p99: rounded(percentile(latencies, 0.99), 2),
  }
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
