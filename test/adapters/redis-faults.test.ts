/** What callers see when Redis dies, hangs, is full, forgets or changes its mind: an answer in time, and no lost write. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { describe, expect, type TestContext, test, vi } from 'vitest'
import { keyName } from '../../adapters/redis/artifact-store.ts'
import { openRedisStore, type RedisStore } from '../../adapters/redis/index.ts'
import { slotOf } from '../../adapters/redis/key-slot.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import { startLoad } from '../support/redis-load.ts'
import {
  ensureRedis,
  type RedisProcess,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
} from '../support/redis-servers.ts'
import { spentOn, watchStalls } from '../support/stalls.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

const KEY: ArtifactKey = { kind: 'AuthorizationCode', id: 'code' }
const ARTIFACT = { payload: { n: 1 }, expiresAt: Math.floor(Date.now() / 1000) + 3600 }
const UNAVAILABLE = {
  name: 'DomainError',
  kind: 'unavailable',
  code: 'store_unavailable',
  retryAfterSeconds: expect.any(Number),
}

/** Milliseconds within which every call is answered. */
const ANSWER_MS = 2000
/** Milliseconds within which a failover, or the return of a server, is over for the callers. */
const FAILOVER_MS = 5000

/** Until a server that is back is in use again, for those who do not measure it. */
const BACK = { timeout: 10_000 }

const redisIsThere = ensureRedis()

/** Stops it when the test is over. */
function lent<Lent extends { stop(): Promise<void> }>(context: TestContext, what: Lent): Lent {
  context.onTestFinished(() => what.stop())
  return what
}

async function opened(context: TestContext, url: string): Promise<RedisStore> {
  const store = await openRedisStore(url)
  context.onTestFinished(() => store.close())
  return store
}

let lastId = 0
function nextKey(): ArtifactKey {
  lastId += 1
  return { kind: 'UsedProof', id: `proof-${lastId}` }
}

async function expectUnavailable(call: Promise<unknown>, withinMs = ANSWER_MS): Promise<void> {
  const refused = () => expect(call).rejects.toMatchObject(UNAVAILABLE)
  expect(await spentOn(refused)).toBeLessThan(withinMs)
}

/** @param strike what happens to Redis; a server that returns has done so at its end. @param heal what happens before the store is looked through */
async function losesNothing(
  store: RedisStore,
  strike: () => Promise<unknown>,
  keys: () => ArtifactKey = nextKey,
  heal: () => Promise<unknown> = async () => {},
): Promise<void> {
  const stalls = watchStalls()
  const load = startLoad(store.artifacts, keys)
  await sleep(500)
  await strike()
  const outage = await load.firstSuccess(FAILOVER_MS)
  await sleep(500)
  const report = await load.stop()
  stalls.stop()
  await heal()
  const { calls, odd, slowest, unavailable } = report
  console.log(
    `back after ${Math.round(outage)} ms; ${unavailable} of ${calls} calls unavailable, ` +
      `the slowest after ${Math.round(slowest)} ms`,
  )
  expect(odd).toEqual([])
  expect(unavailable).toBeGreaterThan(0)
  expect(slowest).toBeLessThan(ANSWER_MS + stalls.longest())
  expect(await report.lost(store.artifacts)).toEqual([])
  await store.ping()
}

/** Lets the master die for good, or hang until `heal`. */
function strikes(master: RedisProcess, fate: string) {
  return {
    strike: async () => (fate === 'dies' ? master.kill() : master.pause()),
    heal: async () => (fate === 'dies' ? undefined : master.resume()),
  }
}

describe.runIf(redisIsThere).concurrent('under load, nothing that was acknowledged is lost', () => {
  test('by one server with a log that is killed and comes back', async (context) => {
    const redis = lent(context, await startRedis({ config: ['appendonly yes'] }))
    await losesNothing(await opened(context, redis.url), async () => {
      await redis.kill()
      await sleep(1500)
      await redis.restart()
    })
  })

  test.for(['dies', 'hangs'])('by Sentinels when the master %s', async (fate, context) => {
    const redis = lent(context, await startRedisSentinel())
    const master = await redis.master()
    const { strike, heal } = strikes(master, fate)
    await losesNothing(await opened(context, redis.url), strike, nextKey, heal)
    expect((await redis.master()).port).not.toBe(master.port)
  })

  /** All writes go to the first third of the slots. */
  function nextKeyOfFirstShard(): ArtifactKey {
    for (;;) {
      const key = nextKey()
      if (slotOf(keyName('gatehouse', key)) <= 5460) return key
    }
  }

  test.for(['dies', 'hangs'])('by a Cluster when a master %s', async (fate, context) => {
    const redis = lent(context, await startRedisCluster({ nodeTimeoutMs: 1000 }))
    const master = await redis.masterOf(0)
    const { strike, heal } = strikes(master, fate)
    await losesNothing(await opened(context, redis.url), strike, nextKeyOfFirstShard, heal)
    expect((await redis.masterOf(0)).port).not.toBe(master.port)
  })
})

describe.runIf(redisIsThere).concurrent('when the answer to a call is lost', () => {
  async function loseAnAnswer({ artifacts }: RedisStore, redis: RedisProcess, proxy: TcpProxy) {
    await artifacts.save(KEY, ARTIFACT)
    await redis.ask('CONFIG', 'RESETSTAT')
    proxy.deafen()
    const call = artifacts.consume(KEY)
    const name = keyName('gatehouse', KEY)
    while ((await redis.ask('HEXISTS', name, 'c')) !== 1) await sleep(5)
    proxy.cut()
    await expectUnavailable(call, 500)
    const [found] = await artifacts.findMany([KEY])
    expect(found?.consumedAt).toEqual(expect.any(Number))
    // Redis has been sent that one script and no other.
    const scripts = String(await redis.ask('INFO', 'commandstats')).match(/^cmdstat_eval(sha)?:calls=\d+/gm)
    expect(scripts).toEqual(['cmdstat_evalsha:calls=1'])
    expect(await artifacts.consume(KEY)).toBe(false)
  }

  test('it is "unavailable", and the call is not made again', async (context) => {
    const proxy = lent(context, await startTcpProxy())
    const redis = lent(context, await startRedis())
    proxy.lead(redis.port)
    const warmUp = await opened(context, redis.url)
    await warmUp.artifacts.save(KEY, ARTIFACT)
    await warmUp.artifacts.consume(KEY)
    await loseAnAnswer(await opened(context, `redis://127.0.0.1:${proxy.port}`), redis, proxy)
  })

  test('so it is in a Cluster', async (context) => {
    const proxy = lent(context, await startTcpProxy())
    const announce = [`cluster-announce-port ${proxy.port}`, 'cluster-announce-ip 127.0.0.1']
    const redis = lent(
      context,
      await startRedis({ withBusPort: true, config: ['cluster-enabled yes', ...announce] }),
    )
    proxy.lead(redis.port)
    await redis.ask('CLUSTER', 'ADDSLOTS', ...Array.from({ length: 16_384 }, (_, slot) => slot))
    const url = `redis+cluster://127.0.0.1:${proxy.port}`
    const warmUp = await opened(context, url)
    await warmUp.artifacts.save(KEY, ARTIFACT)
    await warmUp.artifacts.consume(KEY)
    await loseAnAnswer(await opened(context, url), redis, proxy)
  })
})

describe.runIf(redisIsThere).concurrent('the store on Redis', () => {
  test('answers "unavailable" while Redis hangs, and goes on when Redis does', async (context) => {
    const redis = lent(context, await startRedis())
    const { artifacts, ping } = await opened(context, redis.url)
    await artifacts.save(KEY, ARTIFACT)
    await redis.pause()
    const from = performance.now()
    while (performance.now() - from < 10_000) {
      await Promise.all([
        expectUnavailable(artifacts.findMany([KEY])),
        expectUnavailable(artifacts.consume(KEY)),
        expectUnavailable(artifacts.remove(KEY)),
        expectUnavailable(ping()),
        sleep(200),
      ])
    }
    redis.resume()
    await vi.waitFor(ping, BACK)
    await artifacts.save(KEY, ARTIFACT)
    expect(await artifacts.consume(KEY)).toBe(true)
  })

  test('answers "unavailable" to writes when Redis is full, and goes on reading and removing', async (context) => {
    const redis = lent(context, await startRedis({ config: ['maxmemory-policy noeviction'] }))
    const { artifacts, ping } = await opened(context, redis.url)
    const large = { ...ARTIFACT, payload: { text: 'x'.repeat(200_000) } }
    const keys = Array.from({ length: 20 }, nextKey)
    await Promise.all([artifacts.save(KEY, ARTIFACT), ...keys.map((key) => artifacts.save(key, large))])
    await redis.ask('CONFIG', 'SET', 'maxmemory', '3mb')
    const before = await artifacts.findMany([KEY])
    expect(before).toMatchObject([ARTIFACT])
    await expect(artifacts.save(KEY, large)).rejects.toMatchObject({
      ...UNAVAILABLE,
      cause: { message: expect.stringMatching(/^OOM/) },
    })
    await expectUnavailable(artifacts.consume(KEY))
    await expectUnavailable(ping())
    expect(await artifacts.findMany([KEY])).toEqual(before)
    await Promise.all(keys.map((key) => artifacts.remove(key)))
    expect(await artifacts.consume(KEY)).toBe(true)
  })

  test('answers "unavailable" to reads that Redis refuses, as a Cluster does while it has no master', async (context) => {
    const redis = lent(context, await startRedis())
    const { artifacts } = await opened(context, redis.url)
    await redis.ask('ACL', 'SETUSER', 'default', '-hmget', '-zrange')
    await expectUnavailable(artifacts.findMany([KEY]))
    await expectUnavailable(artifacts.findByOwner('Session', 'somebody'))
  })

  test('does not mind that Redis forgets the scripts', async (context) => {
    const redis = lent(context, await startRedis())
    const { artifacts } = await opened(context, redis.url)
    const forget = () => redis.ask('SCRIPT', 'FLUSH')
    await artifacts.save(KEY, ARTIFACT)
    await forget()
    expect(await artifacts.create(KEY, ARTIFACT)).toBe(false)
    const [found] = await artifacts.findMany([KEY])
    await forget()
    expect(await artifacts.replace(KEY, found?.version ?? 0, ARTIFACT)).toBe(true)
    const [, ...wins] = await Promise.all([
      forget(),
      ...Array.from({ length: 50 }, () => artifacts.consume(KEY)),
    ])
    expect(wins.filter(Boolean)).toHaveLength(1)
    await forget()
    expect(await artifacts.consume(KEY)).toBe(false)
  })

  test('answers "unavailable" without the password when that is no longer right', async (context) => {
    const proxy = lent(context, await startTcpProxy())
    const redis = lent(context, await startRedis({ password: 'correct-horse' }))
    const changed = lent(context, await startRedis({ password: 'battery-staple' }))
    proxy.lead(redis.port)
    const { artifacts, ping } = await opened(context, `redis://:correct-horse@127.0.0.1:${proxy.port}`)
    await artifacts.save(KEY, ARTIFACT)
    proxy.lead(changed.port)
    proxy.cut()
    // The first of them may only hear that the connection was lost.
    const tried = async () => {
      const error = await artifacts.save(KEY, ARTIFACT).catch((reason: unknown) => reason)
      expect(error).toMatchObject(UNAVAILABLE)
      return inspect(error, { depth: null, showHidden: true })
    }
    await vi.waitFor(async () => expect(await tried()).toContain('WRONGPASS'), BACK)
    expect(await tried()).not.toContain('correct-horse')
    proxy.lead(redis.port)
    await vi.waitFor(ping, BACK)
    expect(await artifacts.consume(KEY)).toBe(true)
  })

  test('answers "unavailable" once it is closed, which it can be twice', async (context) => {
    const redis = lent(context, await startRedis())
    const store = await openRedisStore(redis.url)
    await redis.pause()
    const refused = expectUnavailable(store.artifacts.consume(KEY))
    await store.close()
    redis.resume()
    await refused
    await store.close()
    await expectUnavailable(store.artifacts.findMany([KEY]), 100)
    await expectUnavailable(store.artifacts.save(KEY, ARTIFACT), 100)
    await expectUnavailable(store.ping(), 100)
  })
})
