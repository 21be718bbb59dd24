/** Whether there is a key for the secrets at rest, and nobody else can read it. Makes none. */
import { type Config, ConfigError, hasMasterKey, loadMasterKey } from '#config'
import { type Check, failed, failedSaying, passed, warned } from './check.ts'

const NAME = 'master key'

/** @param unused there is no database yet that a key could have been made for */
export function checkMasterKey({ keys }: Config, unused: boolean): Check {
  // Whether Vault has it is looked at with the rest of what lies there.
  if (keys.secretsKeyInVault !== null) return passed(NAME)
  if (!hasMasterKey(keys)) {
    return unused
      ? warned(NAME, `There is no key in ${keys.keysDir} yet.`, 'The first start makes one; back it up then.')
      : failed(
          NAME,
          `There is no key in ${keys.keysDir}, and there is a database that one was made for.`,
          'Restore secrets.key there from a backup, or give what it held as SECRETS_KEY.',
        )
  }
  try {
    loadMasterKey(keys)
    return passed(NAME)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return failedSaying(NAME, error.problems.join(' '))
  }
}
