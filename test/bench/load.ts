/** The driver: every connection does its work over and over, the next time as soon as the last has been answered. */

/** What one connection does, each time; rejects when it was not answered as it should be. */
export type Work = (connection: number) => Promise<void>

export interface Load {
  done: number
  seconds: number
  /** Milliseconds, in the order in which they ended. */
  latencies: number[]
}

/**
 * @param awake does not sleep between answers: waking a sleeping process takes the server that answers it tens of
 *   microseconds, more where cores are virtual, which would be counted as its own
 */
export async function runLoad(work: Work, connections: number, seconds: number, awake = true): Promise<Load> {
  const latencies: number[] = []
  const begin = performance.now()
  const end = begin + seconds * 1000
  let failed = false
  let driving = true

  function stayAwake(): void {
    if (driving) setImmediate(stayAwake)
  }

  async function drive(connection: number): Promise<void> {
    while (!failed) {
      const start = performance.now()
      if (start >= end) return
      try {
        await work(connection)
      } catch (error) {
        failed = true
        throw error
      }
      latencies.push(performance.now() - start)
    }
  }

  if (awake) stayAwake()
  try {
    await Promise.all(Array.from({ length: connections }, (_, connection) => drive(connection)))
  } finally {
    driving = false
  }
  return { done: latencies.length, seconds: (performance.now() - begin) / 1000, latencies }
}

/** Nearest rank. @param share 0 to 1 */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const pair = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return pair.reduce((sum, value) => sum + value, 0) / pair.length
}
