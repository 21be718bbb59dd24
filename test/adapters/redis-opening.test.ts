/** What an operator reads when the store cannot be opened: which Redis, what is wrong, what to do, and no password. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreOpenError } from '../../adapters/errors.ts'
import { checkMaster } from '../../adapters/redis/check-servers.ts'
import { openConnection } from '../../adapters/redis/connection.ts'
import { connectorTo } from '../../adapters/redis/connector.ts'
import { openRedisStore } from '../../adapters/redis/index.ts'
import type { Master } from '../../adapters/redis/servers.ts'
import { type Certificate, makeCertificate } from '../support/certificate.ts'
import {
  ensureRedis,
  type RedisCluster,
  type RedisSentinel,
  type RedisServer,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
} from '../support/redis-servers.ts'
import { watchStalls } from '../support/stalls.ts'

const redisIsThere = ensureRedis()
const certificate = redisIsThere ? makeCertificate() : undefined
afterAll(() => certificate?.remove())

/** The message with which opening fails; nowhere in the error may there be the password `hunter2`. */
async function messageFor(url: string): Promise<string> {
  const error = await openRedisStore(url).then(
    async (store) => store.close(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreOpenError)
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hunter2')
  return (error as StoreOpenError).message
}

async function expectOpens(url: string): Promise<void> {
  const store = await openRedisStore(url)
  await store.ping()
  await store.close()
}

describe.runIf(redisIsThere).concurrent('one Redis server', () => {
  let redis: RedisServer
  let guarded: RedisServer
  beforeAll(async () => {
    ;[redis, guarded] = await Promise.all([startRedis(), startRedis({ password: 'correct-horse' })])
  })
  afterAll(() => Promise.all([redis.stop(), guarded.stop()]))

  test('is refused when it does not answer for some seconds, be it gone, silent or unknown', async () => {
    const silent = await startRedis()
    await silent.pause()
    const stalls = watchStalls()
    const from = performance.now()
    const [ofGone, ofSilent, ofUnknown] = await Promise.all([
      messageFor('redis://:hunter2@127.0.0.1:1'),
      messageFor(silent.url),
      messageFor('redis://redis.invalid'),
    ])
    expect(ofUnknown).toMatch(/^Redis at redis\.invalid:6379 has a host name that is not known/)
    expect(ofGone).toMatch(/^Redis at 127\.0\.0\.1:\d+ refuses connections\. Is it running/)
    expect(ofSilent).toMatch(/^Redis at 127\.0\.0\.1:\d+ did not answer within 5 seconds/)
    const spent = performance.now() - from
    expect(spent).toBeGreaterThanOrEqual(3500)
    expect(spent).toBeLessThan(6500 + stalls.longest())
    stalls.stop()
    await silent.stop()
  })

  test('is waited for when it starts a moment later', async () => {
    const late = await startRedis()
    await late.kill()
    const started = sleep(1500).then(late.restart)
    await expectOpens(late.url)
    await started
    await late.stop()
  })

  test('is connected to although nobody could tell at first where it is', async () => {
    let asked = 0
    const locate = async () => {
      asked += 1
      if (asked < 2) throw new Error('nobody knows')
      return { host: '127.0.0.1', port: redis.port }
    }
    const connection = openConnection({ locate })
    await expect(connection.send([['PING']], performance.now() + 100)).rejects.toThrow('nobody knows')
    await connection.untilOpen(performance.now() + 3000)
    expect(await connection.send([['PING']], performance.now() + 1000)).toEqual(['PONG'])
    connection.close()
  })

  test('is refused when the password is wrong, or missing', async () => {
    const { port } = guarded
    const wrong = /refused the user or the password\. Correct them in REDIS_URL/
    expect(await messageFor(`redis://:hunter2@127.0.0.1:${port}`)).toMatch(wrong)
    expect(await messageFor(`redis://hunter2:hunter2@127.0.0.1:${port}`)).toMatch(wrong)
    expect(await messageFor(`redis://127.0.0.1:${port}`)).toMatch(/asks for a password/)
  })

  test('is refused when it would evict records, unless its memory has no limit', async () => {
    const evicting = await startRedis({ config: ['maxmemory 64mb', 'maxmemory-policy allkeys-lru'] })
    expect(await messageFor(evicting.url)).toMatch(
      /deletes records when its memory is full \(maxmemory-policy allkeys-lru\).* Set its maxmemory-policy to noeviction/,
    )
    await evicting.ask('CONFIG', 'SET', 'maxmemory', '0')
    await expectOpens(evicting.url)
    await evicting.ask('CONFIG', 'SET', 'maxmemory', '64mb', 'maxmemory-policy', 'noeviction')
    await expectOpens(evicting.url)
    await evicting.stop()
  })

  test('is refused when it would evict records although the user may not ask for its settings', async () => {
    await guarded.ask(
      'ACL',
      'SETUSER',
      'app',
      'on',
      '>app-pass',
      '~*',
      '+@all',
      '-@admin',
      '-@dangerous',
      '+info',
    )
    const url = `redis://app:app-pass@127.0.0.1:${guarded.port}`
    await expectOpens(url)
    await guarded.ask('CONFIG', 'SET', 'maxmemory', '64mb', 'maxmemory-policy', 'volatile-ttl')
    expect(await messageFor(url)).toMatch(/maxmemory-policy volatile-ttl/)
    await guarded.ask('CONFIG', 'SET', 'maxmemory', '0')
  })

  test('is refused when the user may not do what is needed', async () => {
    await guarded.ask('ACL', 'SETUSER', 'reader', 'on', '>hunter2', '~*', '+@read', '+@connection')
    const message = await messageFor(`redis://reader:hunter2@127.0.0.1:${guarded.port}`)
    expect(message).toMatch(/does not allow this user what is needed: NOPERM/)
    await guarded.ask('ACL', 'SETUSER', 'mute', 'on', '>hunter2', '~other:*', '+@all')
    expect(await messageFor(`redis://mute:hunter2@127.0.0.1:${guarded.port}`)).toMatch(/NOPERM/)
  })

  test('is refused when it is a replica', async () => {
    const replica = await startRedis({ config: [`replicaof 127.0.0.1 ${redis.port}`] })
    expect(await messageFor(replica.url)).toMatch(/is a replica, which takes no writes/)
    await replica.stop()
  })

  test('is refused when it has no such database', async () => {
    expect(await messageFor(`${redis.url}/99`)).toMatch(/has no database with that number/)
  })

  test('is refused as a Cluster, and as a Sentinel', async () => {
    expect(await messageFor(`redis+cluster://127.0.0.1:${redis.port}`)).toMatch(
      /^The Redis Cluster at .* is no Cluster\. Begin REDIS_URL with redis:/,
    )
    expect(await messageFor(`redis+sentinel://127.0.0.1:${redis.port}/main`)).toMatch(
      /^The Redis master "main" of the Sentinels at .* cannot be asked for: these are no Sentinels/,
    )
  })

  test.each(['5.0.14', '6.0.16', undefined])('is refused in version %s', async (version) => {
    await expect(checkMaster(answering({ redis_version: version }), 0, 0)).rejects.toThrow(/6\.2 or later/)
  })

  test.each([
    ['ahead of', 125_000],
    ['behind', -125_000],
  ])('is refused when its clock is %s this machine’s', async (relation, offset) => {
    const seconds = Math.floor((Date.now() + offset) / 1000)
    await expect(checkMaster(answering({}, [String(seconds), '0']), 0, 0)).rejects.toThrow(
      new RegExp(`^has a clock that is 12[3-7] seconds ${relation} this machine's\\. Let NTP set both`),
    )
  })

  test.each([
    ['has an append-only file', ['appendonly yes'], []],
    ['keeps snapshots', ['save 60 1'], [/^keeps snapshots alone: /]],
    ['keeps nothing on disk', [], [/^keeps nothing on disk: /]],
  ])('is accepted, with advice where need be, when it %s', async (_case, config, problems) => {
    const server = await startRedis({ config })
    const store = await openRedisStore(server.url)
    expect(store.advice).toEqual(
      problems.map((problem) => ({
        problem: expect.stringMatching(problem),
        cure: expect.stringContaining('appendonly'),
      })),
    )
    await store.close()
    await server.stop()
  })

  test.each(['6.2.0', '7.4.1', '8.0.0', '10.0.0'])('is accepted in version %s', async (version) => {
    await checkMaster(answering({ redis_version: version }), 0, 0)
  })
})

describe.runIf(certificate !== undefined).concurrent('Redis with TLS', () => {
  const tls = certificate as Certificate
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis({ tls })
  })
  afterAll(() => redis.stop())

  test('is reached by a name, too', async () => {
    await expectOpens(redis.url.replace('127.0.0.1', 'localhost'))
  })

  test('may fail twice on one connection without ending the process', async () => {
    const Connector = connectorTo({ locate: async () => ({ host: '127.0.0.1', port: redis.port }), tls: {} })
    const socket = await new Connector({}).connect(() => {})
    for (const _ of [1, 2, 3]) socket.emit('error', new Error('as a TLS socket has it now and then'))
    socket.destroy()
  })

  test('is refused when its certificate is not trusted', async () => {
    const other = makeCertificate() as Certificate
    const url = `rediss://127.0.0.1:${redis.port}`
    const untrusted = /has a certificate that is not trusted\. Name the file of its authority by \?ca=FILE/
    expect(await messageFor(url)).toMatch(untrusted)
    expect(await messageFor(`${url}?ca=${other.certificateFile}`)).toMatch(untrusted)
    other.remove()
  })

  test('is refused when it is not spoken to in TLS, and the reverse', async () => {
    const plain = await startRedis()
    const [withoutTls, withTls] = await Promise.all([
      messageFor(`redis://127.0.0.1:${redis.port}`),
      messageFor(`rediss://127.0.0.1:${plain.port}`),
    ])
    expect(withoutTls).toMatch(/If it speaks TLS, begin REDIS_URL with rediss/)
    expect(withTls).toMatch(/If it does not speak TLS, begin REDIS_URL with redis/)
    await plain.stop()
  })

  test('is refused when the file of the authority cannot be read, or is none', async () => {
    const message = await messageFor(`rediss://:hunter2@127.0.0.1:${redis.port}?ca=/no/such/file`)
    expect(message).toMatch(
      /^The file \/no\/such\/file, named by \?ca= in REDIS_URL, cannot be read \(ENOENT\)/,
    )
  })
})

describe.runIf(redisIsThere)('a Redis Cluster', () => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await startRedisCluster()
  }, 60_000)
  afterAll(() => cluster.stop())

  test('is found by any one of its nodes', async () => {
    for (const { port } of cluster.nodes) await expectOpens(`redis+cluster://127.0.0.1:${port}`)
  })

  test('is refused as one server', async () => {
    const [node] = cluster.nodes
    expect(await messageFor(`redis://127.0.0.1:${node?.port}`)).toMatch(
      /runs as cluster\. Begin REDIS_URL with redis\+cluster:/,
    )
  })

  test('is refused when one of its masters would evict records', async () => {
    const last = await cluster.masterOf(16_383)
    await last.ask('CONFIG', 'SET', 'maxmemory', '64mb', 'maxmemory-policy', 'allkeys-lfu')
    expect(await messageFor(cluster.url)).toMatch(/maxmemory-policy allkeys-lfu/)
    await last.ask('CONFIG', 'SET', 'maxmemory', '0')
  })

  test('is refused while some of its slots are served by nobody', async () => {
    const master = await cluster.masterOf(0)
    await Promise.all(cluster.nodes.map((node) => node.ask('CLUSTER', 'DELSLOTS', 0)))
    expect(await messageFor(cluster.url)).toMatch(/does not serve/)
    await master.ask('CLUSTER', 'ADDSLOTS', 0)
  })
})

describe.runIf(redisIsThere)('a Redis master that Sentinels watch', () => {
  let redis: RedisSentinel
  beforeAll(async () => {
    redis = await startRedisSentinel()
  }, 60_000)
  afterAll(() => redis.stop())

  test('is found as long as one of the Sentinels named is there', async () => {
    const [first] = redis.sentinels
    await first?.kill()
    await expectOpens(redis.url)
    await first?.restart()
  })

  test('is refused when the Sentinels do not know its name', async () => {
    expect(await messageFor(redis.url.replace(/\w+$/, 'other'))).toMatch(
      /^The Redis master "other" of the Sentinels at .* is unknown to the Sentinels/,
    )
  })

  test('is found by Sentinels that ask for a password of their own, if that is given', async () => {
    const master = await redis.master()
    const config = [`sentinel monitor guarded 127.0.0.1 ${master.port} 1`]
    const sentinel = await startRedis({ sentinel: true, password: 'correct-horse', config })
    const url = `redis+sentinel://127.0.0.1:${sentinel.port}/guarded`
    await expectOpens(`${url}?sentinelPassword=correct-horse`)
    const message = /has Sentinels with a password of their own\. Give it by \?sentinelPassword=/
    expect(await messageFor(url)).toMatch(message)
    expect(await messageFor(`${url}?sentinelPassword=hunter2`)).toMatch(message)
    await sentinel.stop()
  })

  test('is refused when a Sentinel is taken for a server', async () => {
    const [sentinel] = redis.sentinels
    expect(await messageFor(`redis://127.0.0.1:${sentinel?.port}`)).toMatch(
      /runs as sentinel\. Begin REDIS_URL/,
    )
  })
})

/** A master that answers INFO with what is fine, but for what is given. */
function answering(info: Record<string, string | undefined>, time?: string[]): Master {
  const fine = { redis_version: '7.2.0', redis_mode: 'standalone', role: 'master', maxmemory: '0', ...info }
  const text = Object.entries(fine).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${value}\r\n`],
  )
  const send = async ([first]: string[][]) => (first?.[0] === 'TIME' ? [time] : [text.join(''), '', '', 'OK'])
  return { reads: { send } } as unknown as Master
}
