/** A Redis and a MongoDB that any number of servers share, each deployment on records of its own. */
import { randomBytes } from 'node:crypto'
import { openMongo, useMongo } from './mongo-server.ts'
import { openRedis } from './redis-servers.ts'

export interface SharedStores {
  /** The settings, by environment names, of a deployment that was never started before. */
  fresh(): Record<string, string>
  stop(): Promise<void>
}

/**
 * `ensureRedis` and `ensureMongo` must have answered true.
 * @param mongodbUri of a MongoDB that runs already
 */
export async function startSharedStores(mongodbUri?: string): Promise<SharedStores> {
  const [redis, mongo] = await Promise.all([
    openRedis(),
    mongodbUri === undefined ? openMongo() : useMongo(mongodbUri),
  ])
  return {
    // With a key of its own no deployment finds what another keeps in the same Redis.
    fresh: () => ({
      REDIS_URL: redis.url,
      MONGODB_URI: mongo.freshUri(),
      SECRETS_KEY: randomBytes(32).toString('base64'),
    }),
    async stop() {
      await Promise.all([redis.stop(), mongo.stop()])
    },
  }
}
