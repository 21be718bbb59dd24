/** The store set-ups that are compared, and servers for them: those that the environment names, else our own. */
import { ensureMongo, openMongo, useMongo } from '../support/mongo-server.ts'
import { ensureRedis, startRedis } from '../support/redis-servers.ts'

export const STORES = ['sqlite', 'redis+mongodb'] as const
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
  const { MONGODB_URI, REDIS_URL } = process.env
  const own = REDIS_URL ? undefined : await startRedis()
  const redisUrl = REDIS_URL || (own?.url ?? '')
  const mongo = MONGODB_URI ? useMongo(MONGODB_URI) : await openMongo()
  return {
    name,
    redisUrl,
    environment: () => ({ REDIS_URL: redisUrl, MONGODB_URI: mongo.freshUri() }),
    async stop() {
      await Promise.all([mongo.stop(), own?.stop()])
    },
  }
}
