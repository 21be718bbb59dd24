/** Servers die under traffic: the second table of docs/faults.md. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, type TestContext } from 'vitest'
import { ensureOwnMongo, startMongo } from '../support/mongo-server.ts'
import { ensureRedis, startRedis, startRedisCluster, startRedisSentinel } from '../support/redis-servers.ts'
import { startApp } from '../support/start-app.ts'
import { startLoad } from './load.ts'
import { aWorld } from './requests.ts'
import { tableOf } from './tables.ts'

const ROWS = tableOf('What happens under traffic')

interface Deployment {
  settings: Record<string, string>
  /** Kills; resolves when a server has come back, or another is to take its place. */
  strike(): Promise<unknown>
  stop(): Promise<void>
}

/** Milliseconds for which what was killed stays away. */
const AWAY_MS = 2000
const KEPT = 'every acknowledged write'

const FAULTS: Record<string, () => Promise<Deployment>> = {
  async 'Redis with an append-only file is killed and comes back'() {
    const redis = await startRedis({ config: ['appendonly yes'] })
    return {
      settings: { REDIS_URL: redis.url },
      async strike() {
        await redis.kill()
        await sleep(AWAY_MS)
        await redis.restart()
      },
      stop: redis.stop,
    }
  },
  async 'the Redis master that Sentinels watch is killed'() {
    const redis = await startRedisSentinel()
    return {
      settings: { REDIS_URL: redis.url },
      strike: async () => (await redis.master()).kill(),
      stop: redis.stop,
    }
  },
  async 'a master of a Redis Cluster is killed'() {
    const redis = await startRedisCluster({ nodeTimeoutMs: 1000 })
    return {
      settings: { REDIS_URL: redis.url },
      strike: async () => (await redis.masterOf(0)).kill(),
      stop: redis.stop,
    }
  },
  async 'MongoDB is killed and comes back'() {
    const mongo = await startMongo()
    return {
      settings: { MONGODB_URI: mongo.freshUri(), SECRETS_KEY: randomBytes(32).toString('base64') },
      async strike() {
        await mongo.database.kill()
        await sleep(AWAY_MS)
        await mongo.database.start()
      },
      stop: mongo.stop,
    }
  },
}

describe('the table', () => {
  it('has a row for each fault that is tested here, and no other', () => {
    expect(ROWS.map(({ fault }) => fault)).toEqual(Object.keys(FAULTS))
  })
})

const canRun = ensureRedis() && (await ensureOwnMongo('what traffic sees when a store dies'))

describe.runIf(canRun).concurrent('under traffic', () => {
  it.for(ROWS)('$fault', { timeout: 60_000 }, async (row, context) => {
    const deployment = await open(row.fault ?? '', context)
    const app = await startApp(deployment.settings)
    context.onTestFinished(() => app.stop())
    const seconds = Number(/^(\d+) s after/.exec(row['all is well again'] ?? '')?.[1])
    const load = await startLoad(await aWorld(app))
    await sleep(300)
    await deployment.strike()
    const struckAt = performance.now()
    await sleep((seconds + 1) * 1000)
    const report = await load.stop()
    const { answers, unavailable, odd, lastRefusedAt } = report
    const outage = Math.round(lastRefusedAt - struckAt)
    console.log(
      `${row.fault}: ${unavailable} of ${answers} answers were 503, the last to what began after ${outage} ms`,
    )
    expect(odd).toEqual([])
    expect(unavailable).toBeGreaterThan(0)
    expect(outage).toBeLessThan(seconds * 1000)
    expect(row.kept).toBe(KEPT)
    expect(await report.lost()).toEqual([])
    expect((await fetch(`${app.issuer}/ready`)).status).toBe(200)
  })
})

async function open(fault: string, context: TestContext): Promise<Deployment> {
  const start = FAULTS[fault]
  if (start === undefined) throw new Error(`no such fault: ${fault}`)
  const deployment = await start()
  context.onTestFinished(() => deployment.stop())
  return deployment
}
