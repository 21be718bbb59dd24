/** What an acknowledged write means where there are replicas, and what calls see when those are slow, hang or go. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keyName } from '../../adapters/redis/artifact-store.ts'
import { openRedisStore, type RedisStore } from '../../adapters/redis/index.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import { ensureRedis, type RedisServer, startRedis } from '../support/redis-servers.ts'
import { spentOn, watchStalls } from '../support/stalls.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

const ARTIFACT = { payload: {}, expiresAt: Math.floor(Date.now() / 1000) + 3600 }

describe.runIf(ensureRedis())('a master with a replica', () => {
  let master: RedisServer
  let replica: RedisServer
  /** Between the two. */
  let link: TcpProxy
  let store: RedisStore
  beforeAll(async () => {
    link = await startTcpProxy()
    master = await startRedis({ config: ['repl-timeout 60'] })
    link.lead(master.port)
    replica = await startRedis({ config: [`replicaof 127.0.0.1 ${link.port}`] })
    await untilLinked()
    store = await openRedisStore(master.url)
  })
  afterAll(async () => {
    await store.close()
    await Promise.all([link.stop(), master.stop(), replica.stop()])
  })

  let key: ArtifactKey = { kind: 'AuthorizationCode', id: '0' }
  beforeEach(() => {
    key = { ...key, id: String(Number(key.id) + 1) }
  })

  async function untilLinked(): Promise<void> {
    while (!String(await master.ask('INFO', 'replication')).includes('state=online')) await sleep(20)
  }

  function onReplica(...command: string[]): Promise<unknown> {
    return replica.ask(...command, keyName('gatehouse', key), 'c')
  }

  test('acknowledges a write when the replica has it, however slow it is', async () => {
    link.delay(50)
    await store.artifacts.save(key, ARTIFACT)
    expect(await onReplica('HEXISTS')).toBe(0)
    expect(await replica.ask('EXISTS', keyName('gatehouse', key))).toBe(1)
    expect(await store.artifacts.consume(key)).toBe(true)
    expect(await onReplica('HEXISTS')).toBe(1)
    await store.artifacts.remove(key)
    expect(await replica.ask('EXISTS', keyName('gatehouse', key))).toBe(0)
    link.delay(0)
  })

  test('has one WAIT for all writes of a moment, so that they do not queue up', async () => {
    link.delay(50)
    await store.artifacts.save(key, ARTIFACT)
    let wins: boolean[] = []
    const spent = await spentOn(async () => {
      wins = await Promise.all(Array.from({ length: 200 }, () => store.artifacts.consume(key)))
    })
    expect(wins.filter(Boolean)).toHaveLength(1)
    expect(spent).toBeLessThan(1000)
    link.delay(0)
  })

  test('does not acknowledge a write while the replica is silent, and reads all the same', async () => {
    await store.artifacts.save(key, ARTIFACT)
    link.freeze()
    const stalls = watchStalls()
    const from = performance.now()
    const write = store.artifacts.consume(key)
    const refused = expect(write).rejects.toMatchObject({ kind: 'unavailable', code: 'store_unavailable' })
    for (const _ of [1, 2, 3, 4, 5]) {
      const reading = () => expect(store.artifacts.findMany([key])).resolves.toMatchObject([ARTIFACT])
      expect(await spentOn(reading)).toBeLessThan(500)
      await sleep(50)
    }
    await refused
    expect(performance.now() - from).toBeLessThan(2000 + stalls.longest())
    stalls.stop()
    link.cut()
    await untilLinked()
    await store.artifacts.save(key, ARTIFACT)
    expect(await store.artifacts.consume(key)).toBe(true)
  })

  test('goes on alone when the replica is gone, and waits for it when it is back', async () => {
    await store.artifacts.save(key, ARTIFACT)
    await replica.kill()
    const consuming = () => expect(store.artifacts.consume(key)).resolves.toBe(true)
    expect(await spentOn(consuming)).toBeLessThan(1500)
    expect(await spentOn(() => store.artifacts.save(key, ARTIFACT))).toBeLessThan(500)

    await replica.restart()
    await untilLinked()
    // For so long the word holds that there is none.
    await sleep(1100)
    link.delay(50)
    expect(await store.artifacts.consume(key)).toBe(true)
    expect(await onReplica('HEXISTS')).toBe(1)
    link.delay(0)
  })
})
