/** A Cluster whose slots move from master to master while they are in use. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keyName } from '../../adapters/redis/artifact-store.ts'
import { openRedisStore, type RedisStore } from '../../adapters/redis/index.ts'
import { slotOf } from '../../adapters/redis/key-slot.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import {
  ensureRedis,
  type RedisCluster,
  type RedisProcess,
  startRedisCluster,
} from '../support/redis-servers.ts'
import { WEIRD_TEXTS } from './conformance/records.ts'

const ARTIFACT = { payload: {}, expiresAt: Math.floor(Date.now() / 1000) + 3600 }
const SLOT = 4711

const nameOf = (key: ArtifactKey) => keyName('gatehouse', key)

describe.runIf(ensureRedis())('a slot of a Redis Cluster', () => {
  let cluster: RedisCluster
  let store: RedisStore
  let from: RedisProcess
  let to: RedisProcess
  beforeAll(async () => {
    cluster = await startRedisCluster()
    store = await openRedisStore(cluster.url)
    ;[from, to] = await Promise.all([cluster.masterOf(SLOT), cluster.masterOf(16_383)])
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await cluster.stop()
  })

  const keys = keysInSlot(40)
  const [staying, ...others] = keys as [ArtifactKey, ...ArtifactKey[]]
  const created = others.slice(0, 10)

  /** As `redis-cli --cluster reshard` does it. */
  async function beginToMove(): Promise<void> {
    const [fromId, toId] = [
      String(await from.ask('CLUSTER', 'MYID')),
      String(await to.ask('CLUSTER', 'MYID')),
    ]
    await to.ask('CLUSTER', 'SETSLOT', SLOT, 'IMPORTING', fromId)
    await from.ask('CLUSTER', 'SETSLOT', SLOT, 'MIGRATING', toId)
  }

  async function endMove(): Promise<void> {
    const toId = String(await to.ask('CLUSTER', 'MYID'))
    for (;;) {
      const left = (await from.ask('CLUSTER', 'GETKEYSINSLOT', SLOT, 100)) as string[]
      if (left.length === 0) break
      for (const key of left) await from.ask('MIGRATE', '127.0.0.1', to.port, key, 0, 5000)
    }
    await to.ask('CLUSTER', 'SETSLOT', SLOT, 'NODE', toId)
    await from.ask('CLUSTER', 'SETSLOT', SLOT, 'NODE', toId)
  }

  test('is computed as the servers do', async () => {
    for (const id of [...WEIRD_TEXTS, '\ud800', '']) {
      const name = nameOf({ kind: 'Session', id })
      expect(await from.ask('CLUSTER', 'KEYSLOT', name)).toBe(slotOf(name))
    }
  })

  test('serves while it moves, and after', async () => {
    await store.artifacts.save(staying, ARTIFACT)
    await beginToMove()
    // What is there is served where it was, what is new where it will be.
    expect(await store.artifacts.create(staying, ARTIFACT)).toBe(false)
    for (const key of created) expect(await store.artifacts.create(key, ARTIFACT)).toBe(true)
    for (const key of created) expect(await store.artifacts.create(key, ARTIFACT)).toBe(false)
    expect(await to.ask('CLUSTER', 'COUNTKEYSINSLOT', SLOT)).toBe(created.length)
    const present = (found: unknown[]) => found.map((artifact) => artifact !== undefined)
    expect(present(await store.artifacts.findMany(keys))).toEqual(keys.map((_key, n) => n <= created.length))

    const [consumed] = await Promise.all([
      Promise.all(Array.from({ length: 200 }, () => store.artifacts.consume(staying))),
      endMove(),
    ])
    expect(consumed.filter(Boolean)).toHaveLength(1)
    for (const key of created) expect(await store.artifacts.consume(key)).toBe(true)
    for (const key of [staying, ...created]) expect(await store.artifacts.consume(key)).toBe(false)
    expect(present(await store.artifacts.findMany(keys))).toEqual(keys.map((_key, n) => n <= created.length))
    expect(await to.ask('EXISTS', nameOf(staying))).toBe(1)
    await store.ping()
  })
})

/** Keys that all lie in the slot. */
function keysInSlot(count: number): ArtifactKey[] {
  const keys: ArtifactKey[] = []
  for (let n = 0; keys.length < count; n += 1) {
    const key: ArtifactKey = { kind: 'Session', id: String(n) }
    if (slotOf(nameOf(key)) === SLOT) keys.push(key)
  }
  return keys
}
