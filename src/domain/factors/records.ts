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

/** A record as it was found; undefined where there was none. */
export type Found = Awaited<ReturnType<FactorStore['find']>>

export async function findFactors(store: FactorStore, accountId: string): Promise<Factors> {
  return factorsIn(await store.find(accountId), accountId)
}

export function factorsIn(found: Found, accountId: string): Factors {
  return found?.factors ?? noFactors(accountId)
}

/**
 * @param change from what there is to what there is to be; runs again when somebody else was faster. Undefined changes
 *   nothing
 * @param before what has been found already, where it has
 * @throws DomainError `unavailable`, code `busy`
 */
export async function changeFactors<Result>(
  store: FactorStore,
  accountId: string,
  change: (factors: Factors) => Change<Result> | undefined,
  before?: { found: Found },
): Promise<Result | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const { found } = tries === 0 && before !== undefined ? before : { found: await store.find(accountId) }
    const changed = change(factorsIn(found, accountId))
    if (changed === undefined) return undefined
    if (await store.replace(changed.factors, found?.version ?? 0, changed.events)) return changed.result
  }
  throw new DomainError('unavailable', 'busy', 'The server is busy. Try again in a moment.')
}

function noFactors(accountId: string): Factors {
  return { accountId, totp: null, recoveryCodeHashes: [], passkeys: [], devices: [] }
}
