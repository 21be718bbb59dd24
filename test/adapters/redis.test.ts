/** The store on real Redis, in each form in which it is run. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import { openRedisStore } from '../../adapters/redis/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import { type Certificate, makeCertificate } from '../support/certificate.ts'
import { type RedisRace, startRedisRace } from '../support/redis-race.ts'
import {
  ensureRedis,
  openRedis,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
} from '../support/redis-servers.ts'
import { artifactStoreConformance } from './conformance/artifact-store.ts'
import { limitStoreConformance } from './conformance/limit-store.ts'
import type { OpenStores } from './conformance/open-for-each.ts'
import { outboxStoreConformance } from './conformance/outbox-store.ts'

interface Running {
  url: string
  stop(): Promise<void>
}

const PASSWORD = 'pass/word:@#?%'
const LATER = Math.floor(Date.now() / 1000) + 3600

const redisIsThere = ensureRedis()
const certificate = redisIsThere ? makeCertificate() : undefined
afterAll(() => certificate?.remove())

describe.runIf(redisIsThere)('one Redis server', () => {
  const url = whileRunning(() => openRedis())
  storeConformance(() => openStores(url()))
  outboxStoreConformance(() => openRedisStore(url(), randomUUID()))
  races(url)

  test('keeps databases apart by their numbers', async () => {
    const key: ArtifactKey = { kind: 'Grant', id: 'in database 3' }
    const [third, first] = await Promise.all([openRedisStore(`${url()}/3`), openRedisStore(url())])
    await third.artifacts.save(key, { payload: {}, expiresAt: LATER })
    expect(await first.artifacts.findMany([key])).toEqual([undefined])
    expect(await third.artifacts.findMany([key])).not.toEqual([undefined])
    await Promise.all([third.close(), first.close()])
  })
})

describe.runIf(redisIsThere)('a Redis Cluster', () => {
  const url = whileRunning(() => startRedisCluster())
  storeConformance(() => openStores(url()))
  outboxStoreConformance(() => openRedisStore(url(), randomUUID()))
  races(url)
})

describe.runIf(redisIsThere)('a Redis master that Sentinels watch', () => {
  const url = whileRunning(() => startRedisSentinel())
  storeConformance(() => openStores(url()))
})

describe.runIf(certificate !== undefined)('Redis with TLS and a password', () => {
  const protection = { password: PASSWORD, tls: certificate as Certificate }

  describe('as one server', () => {
    const url = whileRunning(() => startRedis(protection))
    storeConformance(() => openStores(url()))
  })

  test.each([
    ['a Cluster', startRedisCluster],
    ['a master that Sentinels watch', startRedisSentinel],
  ])('serves as %s', async (_form, start) => {
    const redis = await start(protection)
    try {
      const store = await openRedisStore(redis.url)
      await store.ping()
      const keys = ['a', 'b', 'c', 'd', 'e'].map((id): ArtifactKey => ({ kind: 'Session', id }))
      for (const key of keys) await store.artifacts.save(key, { payload: { id: key.id }, expiresAt: LATER })
      expect((await store.artifacts.findMany(keys)).map((found) => found?.payload.id)).toEqual([...'abcde'])
      await store.close()
    } finally {
      await redis.stop()
    }
  })
})

/** Starts the servers before the tests of this block and stops them after; answers where they are. */
function whileRunning(start: () => Promise<Running>): () => string {
  let running: Running | undefined
  beforeAll(async () => {
    running = await start()
  }, 60_000)
  afterAll(() => running?.stop())
  return () => running?.url ?? ''
}

/** Artifacts that nobody else sees; what Redis does not keep is in memory. */
async function openStores(url: string): Promise<Stores> {
  return { ...openMemoryStores(), ...(await openRedisStore(url, randomUUID())) }
}

function storeConformance(open: OpenStores): void {
  artifactStoreConformance(open)
  limitStoreConformance(open)
}

function races(url: () => string): void {
  describe('under 200 parallel calls from two processes', () => {
    let race: RedisRace
    beforeAll(() => {
      race = startRedisRace()
    })
    afterAll(() => race.stop())

    test('counts exactly', async () => {
      const prefix = randomUUID()
      for (const id of ['1', '2', '3', '4', '5']) {
        const key: ArtifactKey = { kind: 'UsedProof', id }
        expect(await race.run({ url: url(), prefix, task: 'countLimit', key, version: 50 })).toBe(50)
      }
    })

    test.each(['consume', 'create', 'replace'] as const)('lets one of them %s', async (task) => {
      const prefix = randomUUID()
      const store = await openRedisStore(url(), prefix)
      for (const id of ['1', '2', '3', '4', '5']) {
        const key: ArtifactKey = { kind: 'AuthorizationCode', id }
        if (task !== 'create') await store.artifacts.save(key, { payload: {}, expiresAt: LATER })
        const [found] = await store.artifacts.findMany([key])
        expect(await race.run({ url: url(), prefix, task, key, version: found?.version ?? 0 })).toBe(1)
      }
      await store.close()
    })
  })
}
