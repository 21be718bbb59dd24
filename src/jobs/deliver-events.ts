/** Moves events into the log, and tells their subscribers. Which node does what, the leases decide. */
import { randomUUID } from 'node:crypto'
import { type DispatchDependencies, startDispatch } from '#domain/events'
import type { Logger } from '#lib/logger'

/** @returns stops the job, and resolves when what it had begun has ended */
export function startDeliveringEvents(
  deps: Omit<DispatchDependencies, 'holder' | 'onProblem'>,
  log: Logger,
): () => Promise<void> {
  const dispatch = startDispatch({
    ...deps,
    holder: randomUUID(),
    onProblem: (error) => log.warn({ err: error }, 'events could not be delivered'),
  })
  return () => dispatch.stop()
}
