/** Removes what has expired, in small bites, so that the store does not grow with what nobody can use any more. */
import type { Logger } from '#lib/logger'
import type { ArtifactStore } from '#oidc'
import { every } from './every.ts'

const EVERY_MS = 60_000
const BITE = 500

/** @returns stops the job */
export function startRemovingExpired(artifacts: ArtifactStore, log: Logger): () => void {
  return every(EVERY_MS, async () => {
    try {
      while ((await artifacts.removeExpired(BITE)) === BITE) {
        // Between two bites other work gets its turn.
        await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      log.warn({ err: error }, 'expired records could not be removed')
    }
  })
}
