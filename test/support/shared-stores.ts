/** A Redis and a MongoDB that any number of servers share, each deployment on records of its own. */
import { randomBytes } from 'node:crypto'
import { type MongoDatabases, openMongo } from './mongo-server.ts'
import { type RedisServer, startRedis } from './redis-servers.ts'

export interface SharedStores {
  redis: RedisServer
  /** The settings, by environment names, of a deployment that was never started before. */
  fresh(): Record<string, string>
  stop(): Promise<void>
}

/** Deployments that one Redis can hold side by side. */
const DATABASES = 10_000

/** `ensureRedis` and `ensureMongo` must have answered true. */
export async function startSharedStores(): Promise<SharedStores> {
  const [redis, mongo] = await Promise.all([
    startRedis({ config: [`databases ${DATABASES}`, 'appendonly yes'] }),
    openMongo(),
  ])
  return {
    redis,
    fresh: createFresh(redis, mongo),
    async stop() {
      await Promise.all([redis.stop(), mongo.stop()])
    },
  }
}

function createFresh(redis: RedisServer, mongo: MongoDatabases): SharedStores['fresh'] {
  let database = 0
  return () => {
    database += 1
    return {
      REDIS_URL: `${redis.url}/${database}`,
      MONGODB_URI: mongo.freshUri(),
      SECRETS_KEY: randomBytes(32).toString('base64'),
    }
  }
}
