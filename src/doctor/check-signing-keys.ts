/** Whether there are keys to sign with, and they can be opened. Needs stores that work. */
import type { Config } from '#config'
import { type KeyInfo, KeysUnreadableError, SIGNING_ALGS } from '#domain/signing-keys'
import { createCore } from '../core.ts'
import { type Check, failed, passed, warned } from './check.ts'

const DAY_MS = 86_400_000
/** Nothing ends by itself; but what was never changed is known to everybody who ever had a backup. */
const OLD_DAYS = 365
const NAME = 'signing keys'

export async function checkSigningKeys(config: Config): Promise<Check> {
  const { signingKeys, close } = await createCore(config)
  try {
    const keys = await signingKeys.list()
    if (keys.length === 0) return warned(NAME, 'There are none yet.', 'The first start makes them.')
    await signingKeys.openAll()
    return checkLives(keys, Date.now())
  } catch (error) {
    if (!(error instanceof KeysUnreadableError)) throw error
    const cure = 'Give the SECRETS_KEY, or the KEYS_DIR, that this database was made with.'
    return failed(NAME, `${error.message[0]?.toUpperCase()}${error.message.slice(1)}.`, cure)
  } finally {
    await close()
  }
}

/** @param now milliseconds since the epoch */
export function checkLives(keys: KeyInfo[], now: number): Check {
  const current = keys.filter(({ status }) => status === 'current')
  const missing = SIGNING_ALGS.filter((alg) => !current.some((key) => key.alg === alg))
  if (missing.length > 0) {
    return failed(
      NAME,
      `No key signs ${missing.join(', ')}.`,
      'Run gatehouse keys rotate, which makes one for each.',
    )
  }
  const oldest = Math.min(...current.map(({ signsAt }) => signsAt))
  const days = Math.floor((now - oldest) / DAY_MS)
  if (days <= OLD_DAYS) return passed(NAME)
  return warned(NAME, `The keys have been signing for ${days} days.`, 'Run gatehouse keys rotate.')
}
