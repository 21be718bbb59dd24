/** Follows the signing keys in the store: what one node rotates or retires, every node publishes and signs with. */
import type { SigningKeys } from '#domain/signing-keys'
import type { Logger } from '#lib/logger'
import type { Oidc } from '#oidc'
import { every } from './every.ts'

/** Half of the shortest lead, so that every node publishes a key before any node signs with it. */
const EVERY_MS = 1000

/** @returns stops the job */
export function startFollowingKeys(
  signingKeys: SigningKeys,
  oidc: Pick<Oidc, 'useKeys'>,
  log: Logger,
): () => void {
  let known: string | undefined
  let isLost = false

  async function look(): Promise<void> {
    try {
      const published = (await signingKeys.list()).map(({ kid, status }) => `${kid} ${status}`).join()
      isLost = false
      // Where there are none they have been moved, or their store is not what it was: the ones at hand are good.
      if (published === '' || published === known) return
      if (known !== undefined) {
        oidc.useKeys(await signingKeys.openAll())
        log.info({ keys: published }, 'the signing keys changed')
      }
      known = published
    } catch (error) {
      // The ones at hand go on signing. Once, not every second of an outage.
      if (!isLost) log.warn({ err: error }, 'the signing keys could not be read')
      isLost = true
    }
  }

  return every(EVERY_MS, look)
}
