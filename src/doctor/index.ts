/**
 * Looks at a deployment from outside and says what is wrong and how to mend it. Owns what is looked at and in which
 * words; changes nothing, and makes nothing that is not there yet.
 */
import { isUnused } from '#adapters'
import type { Check } from './check.ts'
import { checkBreaches } from './check-breaches.ts'
import { checkMail } from './check-mail.ts'
import { checkMasterKey } from './check-master-key.ts'
import { checkSettings } from './check-settings.ts'
import { checkSigningKeys } from './check-signing-keys.ts'
import { checkStores } from './check-stores.ts'
import { checkVault } from './check-vault.ts'

export type { Check } from './check.ts'

/** Reads the settings of this process. What depends on something that is wrong is left out. */
export async function examineDeployment(): Promise<Check[]> {
  const { config, checks } = checkSettings()
  if (config === undefined) return checks
  const unused = isUnused(config.storage)
  const parts = [
    checkMasterKey(config, unused),
    ...(await checkVault(config)),
    ...(await checkStores(config, unused)),
  ]
  const canOpenKeys = !unused && parts.every(({ ok }) => ok)
  const signing = canOpenKeys ? [await checkSigningKeys(config)] : []
  return [...checks, ...parts, ...signing, ...(await checkBreaches(config)), await checkMail(config)]
}
