/** What a command is, and what it may count on. */

import type { Check } from '#doctor'
import type { Core } from '../core.ts'

export interface Command {
  /** The words that call it, such as `client create`. */
  name: string
  /** What follows the name on its usage line. */
  usage: string
  /** One line, without a full stop. */
  summary: string
  /** What its usage line leaves open: one line each, for its own help. */
  details?: string[]
  /** @throws UsageError for wrong arguments, DomainError for a refused request, what `openCore` throws */
  run(args: string[], surroundings: Surroundings): Promise<void>
}

/** What lies outside of this room, handed in by main.ts. */
export interface Surroundings {
  /** The server's own stores. @throws ConfigError, StoreOpenError */
  openCore(): Promise<Core>
  /** Looks at the deployment that the settings describe. */
  examine(): Promise<Check[]>
  /** Returns once the server listens; tells by itself why it could not. */
  serve(): Promise<void>
  /** Lines of words for what an operator can mend; undefined for what is our own fault. */
  startProblem(error: unknown): Promise<string | undefined>
}

/** The command was called in a way that it does not understand; it has done nothing. */
export class UsageError extends Error {}

/** Opens the stores for the time of `work`. @throws what `openCore` and `work` throw */
export async function withCore<Result>(
  { openCore }: Surroundings,
  work: (core: Core) => Promise<Result>,
): Promise<Result> {
  const core = await openCore()
  try {
    return await work(core)
  } finally {
    await core.close()
  }
}
