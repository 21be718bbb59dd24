/**
 * Door of the adapters: opens the stores that the settings name. Which port lives where:
 *
 * | settings         | accounts, clients, resource servers, consents, signing keys | artifacts                   |
 * |------------------|-------------------------------------------------------------|-----------------------------|
 * | neither          | `<dataDir>/gatehouse.sqlite`                                | `<dataDir>/gatehouse.sqlite` |
 * | `REDIS_URL`      | `<dataDir>/gatehouse.sqlite`                                | Redis                       |
 * | `MONGODB_URI`    | MongoDB                                                     | MongoDB                     |
 * | both             | MongoDB                                                     | Redis                       |
 *
 * `memory/` is the reference implementation, for tests alone: nothing a person runs loses data on restart.
 */
import { join, resolve } from 'node:path'
import { cachedClientStore } from './caching/client-store.ts'
import { freshByAge, freshByChanges } from './caching/freshness.ts'
import type { Freshness } from './caching/remember.ts'
import { cachedResourceServerStore } from './caching/resource-server-store.ts'
import type { Stores } from './stores.ts'

export { StoreOpenError } from './errors.ts'

export interface StorageSettings {
  dataDir: string
  mongodbUri: string | null
  redisUrl: string | null
}

/** Every port, and the health of each server behind them by name. */
export type OpenStores = Omit<Stores, 'ping'> & {
  /** Rejects with DomainError `unavailable` when that store is down. */
  checks: Record<string, () => Promise<void>>
}

/** @throws StoreOpenError when a store cannot be opened */
export async function openStores(settings: StorageSettings): Promise<OpenStores> {
  const durable = await openDurable(settings)
  const name = settings.mongodbUri === null ? 'database' : 'mongodb'
  const { ping, ...ports } = durable
  if (settings.redisUrl === null) return { ...ports, checks: { [name]: () => ping() } }
  try {
    const { openRedisStore } = await import('./redis/index.ts')
    const redis = await openRedisStore(settings.redisUrl)
    return {
      ...ports,
      artifacts: redis.artifacts,
      checks: { [name]: () => ping(), redis: () => redis.ping() },
      async close() {
        await Promise.all([durable.close(), redis.close()])
      },
    }
  } catch (error) {
    await durable.close()
    throw error
  }
}

/** Every token request asks for its client, and most for a resource server: they are remembered. */
async function openDurable({ dataDir, mongodbUri }: StorageSettings): Promise<Stores> {
  if (mongodbUri === null) {
    const { openSqliteStores } = await import('./sqlite/index.ts')
    const stores = openSqliteStores({ file: join(resolve(dataDir), 'gatehouse.sqlite') })
    return remembering(stores, freshByChanges(stores.changesByOthers))
  }
  const { openMongoStores } = await import('./mongodb/index.ts')
  return remembering(await openMongoStores(mongodbUri), freshByAge())
}

function remembering(stores: Stores, freshness: Freshness): Stores {
  return {
    ...stores,
    clients: cachedClientStore(stores.clients, freshness),
    resourceServers: cachedResourceServerStore(stores.resourceServers, freshness),
  }
}
