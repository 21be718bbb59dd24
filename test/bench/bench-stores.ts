/** The store set-ups that are compared, and servers for them: those that the environment names, else our own. */
import { ensureMongo, openMongo, useMongo } from '../support/mongo-server.ts'
import { ensureRedis, startRedis } from '../support/redis-servers.ts'

/** Raw oidc-provider is compared on the first two; the growth of each is measured. */
export const STORES = ['sqlite', 'redis+mongodb', 'mongodb'] as const
export type StoresName = (typeof STORES)[number]

export interface BenchStores {
  name: StoresName
  /** What raw oidc-provider stands on: its memory, or this Redis. */
  redisUrl: string | undefined
  /** Gatehouse's settings, for an empty store each time. */
  environment(): Record<string, string>
  stop(): Promise<void>
}

export async function openBenchStores(name: StoresName): Promise<BenchStores> {
  if (name === 'sqlite') return { name, redisUrl: undefined, environment: () => ({}), stop: async () => {} }
  if (!ensureRedis() || !(await ensureMongo())) throw new Error('--stores sqlite runs without these servers')
  const { MONGODB_URI } = process.env
  const mongo = MONGODB_URI ? useMongo(MONGODB_URI) : await openMongo()
  const redis = name === 'mongodb' ? undefined : await openRedis()
  return {
    name,
    redisUrl: redis?.url,
    environment: () => ({
      MONGODB_URI: mongo.freshUri(),
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    }),
    async stop() {
      await Promise.all([mongo.stop(), redis?.stop()])
    },
  }
}

async function openRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const { REDIS_URL } = process.env
  return REDIS_URL ? { url: REDIS_URL, stop: async () => {} } : startRedis()
}
