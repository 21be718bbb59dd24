/** Whether each server or file can be reached, written to, and trusted with records. */
import { examineStores, StoreOpenError, type StoreReport } from '#adapters'
import type { Config } from '#config'
import { DomainError } from '#domain/errors'
import { type Check, failed, failedSaying, passed, warned } from './check.ts'

/** @param unused there is no embedded database where one would be */
export async function checkStores({ storage }: Config, unused: boolean): Promise<Check[]> {
  const missing = `There is no database in ${storage.dataDir} yet.`
  return [
    ...(unused ? [warned('database', missing, 'The first start makes one.')] : []),
    ...(await examineStores(storage)).flatMap(present),
  ]
}

function present({ store, error, advice }: StoreReport): Check[] {
  if (error !== undefined) return [failure(store, error)]
  if (advice.length === 0) return [passed(store)]
  return advice.map(({ problem, cure }) => warned(store, `${store} ${problem}`, cure))
}

function failure(store: string, error: unknown): Check {
  if (error instanceof StoreOpenError) return failedSaying(store, error.message)
  if (error instanceof DomainError) {
    const reason = error.cause instanceof Error ? error.cause.message : error.message
    return failed(
      store,
      `It answers, but takes no writes: ${reason}.`,
      'Look into its log, and at the disk it writes to.',
    )
  }
  throw error
}
