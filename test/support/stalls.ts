/** How long this process was kept from working: what a busy machine adds to every time that is measured here. */
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

/** Milliseconds that the work took, less the longest in which this process was kept from working. */
export async function spentOn(work: () => Promise<unknown>): Promise<number> {
  const stalls = watchStalls()
  const from = performance.now()
  try {
    await work()
    return performance.now() - from - stalls.longest()
  } finally {
    stalls.stop()
  }
}
