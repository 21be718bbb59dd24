/** How long this process was kept from working: what a busy machine adds to every time that is measured here. */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface Stalls {
  /** Milliseconds of the longest stall since the start. */
  longest(): number
  stop(): void
}

export function watchStalls(): Stalls {
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  return { longest: () => delays.max / 1e6, stop: () => delays.disable() }
}

/** Milliseconds that the work took, less those in which this process was kept from working. */
export async function spentOn(work: () => Promise<unknown>): Promise<number> {
  const stalls = watchStalls()
  const [from, waited] = [performance.now(), waitedForProcessor()]
  try {
    await work()
    return performance.now() - from - Math.max(stalls.longest(), waitedForProcessor() - waited)
  } finally {
    stalls.stop()
  }
}

/** Milliseconds in which the first thread of this process could have run and did not, as Linux counts them; else 0. */
function waitedForProcessor(): number {
  try {
    const [, nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return 0
  }
}
