/** Whether Vault answers, knows our token, and has what the settings say lies there. */
import { openVault, StoreOpenError } from '#adapters'
import type { Config } from '#config'
import { type Check, failedSaying, passed } from './check.ts'

const NAME = 'vault'

/** @returns nothing where there is no Vault */
export async function checkVault({ vault: settings, keys }: Config): Promise<Check[]> {
  if (settings === null) return []
  try {
    const vault = await openVault(settings)
    try {
      await vault.check()
      if (keys.secretsKeyInVault !== null) await vault.read(keys.secretsKeyInVault)
      if (keys.signingKeysInVault !== null) await vault.keyStore(keys.signingKeysInVault).list()
      return [passed(NAME)]
    } finally {
      await vault.close()
    }
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error
    return [failedSaying(NAME, error.message)]
  }
}
