/** Why a start failed, for the person who started it. */
import { StoreOpenError } from '#adapters'
import { ConfigError } from '#config'
import { KeysUnreadableError } from '#domain/signing-keys'

/** Lines of words for what an operator can mend; undefined for what is our own fault. */
export function startProblem(error: unknown): string | undefined {
  if (error instanceof ConfigError) {
    return ['Gatehouse cannot start:', ...error.problems.map((problem) => `  - ${problem}`)].join('\n')
  }
  if (error instanceof StoreOpenError) return `Gatehouse cannot start:\n  - ${error.message}`
  if (error instanceof KeysUnreadableError) {
    return (
      `Gatehouse cannot start:\n  - ${error.message}. Give the SECRETS_KEY, or the KEYS_DIR, ` +
      'that this database was made with.'
    )
  }
  return undefined
}
