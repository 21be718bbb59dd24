/** Opens one server or file at a time, by the settings. */
import { join, resolve } from 'node:path'
import { cachedAccountStore } from './caching/account-store.ts'
import { cachedClientStore } from './caching/client-store.ts'
import { freshByChanges, freshByCounter } from './caching/freshness.ts'
import type { Freshness } from './caching/remember.ts'
import { cachedResourceServerStore } from './caching/resource-server-store.ts'
import { cachedTenantStore } from './caching/tenant-store.ts'
import type { RedisStore } from './redis/index.ts'
import type { Stores } from './stores.ts'

export interface StorageSettings {
  dataDir: string
  mongodbUri: string | null
  redisUrl: string | null
}

/** Where the embedded database lies. */
export function databaseFile({ dataDir }: Pick<StorageSettings, 'dataDir'>): string {
  return join(resolve(dataDir), 'gatehouse.sqlite')
}

/** As people and `/ready` call what `openDurable` opens. */
export function durableName({ mongodbUri }: StorageSettings): string {
  return mongodbUri === null ? 'database' : 'mongodb'
}

/** Every token request asks for its client, and most for a resource server: they are remembered. */
export async function openDurable(settings: StorageSettings): Promise<Stores> {
  if (settings.mongodbUri === null) {
    const { openSqliteStores } = await import('./sqlite/index.ts')
    const stores = openSqliteStores({ file: databaseFile(settings) })
    const freshness = freshByChanges(stores.changesByOthers)
    return { ...remembering(stores, freshness), accounts: cachedAccountStore(stores.accounts, freshness) }
  }
  const { openMongoStores } = await import('./mongodb/index.ts')
  const stores = await openMongoStores(settings.mongodbUri)
  return remembering(stores, freshByCounter(stores.registrationChanges))
}

export async function openRedis(url: string): Promise<RedisStore> {
  const { openRedisStore } = await import('./redis/index.ts')
  return openRedisStore(url)
}

function remembering(stores: Stores, freshness: Freshness): Stores {
  return {
    ...stores,
    clients: cachedClientStore(stores.clients, freshness),
    resourceServers: cachedResourceServerStore(stores.resourceServers, freshness),
    tenants: cachedTenantStore(stores.tenants, freshness),
  }
}
