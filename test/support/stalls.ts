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
