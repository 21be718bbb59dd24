/** Moves events into the log, and tells their subscribers. Which node does what, the leases decide. */
import { randomUUID } from 'node:crypto'
import { type DispatchDependencies, startDispatch } from '#domain/events'
import type { Logger } from '#lib/logger'

/** Milliseconds between two lines in the log about what keeps going wrong, such as a store that is away. */
const TELL_AGAIN_MS = 30_000

/** @returns stops the job, and resolves when what it had begun has ended */
export function startDeliveringEvents(
  deps: Omit<DispatchDependencies, 'holder' | 'onProblem'>,
  log: Logger,
): () => Promise<void> {
  let quietUntil = 0
  const dispatch = startDispatch({
    ...deps,
    holder: randomUUID(),
    onProblem(error) {
      if (performance.now() < quietUntil) return
      quietUntil = performance.now() + TELL_AGAIN_MS
      log.warn({ err: error }, 'events could not be delivered')
    },
  })
  return () => dispatch.stop()
}
