/**
 * Door of the adapters: opens the stores that the settings name. Which port lives where:
 *
 * | port                                                        | lives in                     |
 * |-------------------------------------------------------------|------------------------------|
 * | accounts, clients, resource servers, consents, signing keys | `<dataDir>/gatehouse.sqlite` |
 * | artifacts                                                   | `<dataDir>/gatehouse.sqlite` |
 *
 * `memory/` is the reference implementation, for tests alone: nothing a person runs loses data on restart.
 */
import { join, resolve } from 'node:path'
import { openSqliteStores } from './sqlite/index.ts'
import type { Stores } from './stores.ts'

export { StoreOpenError } from './errors.ts'
export { openMemoryStores } from './memory/index.ts'
export type { Stores } from './stores.ts'

/** @throws StoreOpenError when a store cannot be opened */
export async function openStores(settings: { dataDir: string }): Promise<Stores> {
  return openSqliteStores({ file: join(resolve(settings.dataDir), 'gatehouse.sqlite') })
}
