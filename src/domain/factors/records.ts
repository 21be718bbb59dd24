/** Changing what an account proves itself by, so that of parallel changes none is lost and none is done twice. */
import { DomainError } from '#domain/errors'
import type { FactorStore, Factors, NewEvent } from './factor-store.ts'

/** Parallel changes of one account are a person's doing; more than this in a row are an attack. */
const MAX_TRIES = 50

export interface Change<Result> {
  factors: Factors
  events?: NewEvent[]
  result: Result
}

export async function findFactors(store: FactorStore, accountId: string): Promise<Factors> {
  return (await store.find(accountId))?.factors ?? noFactors(accountId)
}

/**
 * @param change from what there is to what there is to be; runs again when somebody else was faster. Undefined changes
 *   nothing
 * @throws DomainError `unavailable`, code `busy`
 */
export async function changeFactors<Result>(
  store: FactorStore,
  accountId: string,
  change: (factors: Factors) => Change<Result> | undefined,
): Promise<Result | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = await store.find(accountId)
    const changed = change(found?.factors ?? noFactors(accountId))
    if (changed === undefined) return undefined
    if (await store.replace(changed.factors, found?.version ?? 0, changed.events)) return changed.result
  }
  throw new DomainError('unavailable', 'busy', 'The server is busy. Try again in a moment.')
}

function noFactors(accountId: string): Factors {
  return { accountId, totp: null, recoveryCodeHashes: [], passkeys: [], devices: [] }
}
