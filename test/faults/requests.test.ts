/** Every request, while each store is away, late or full: the first table of docs/faults.md. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureOwnMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { ensureRedis, type RedisServer, startRedis } from '../support/redis-servers.ts'
import { watchStalls } from '../support/stalls.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { type Ask, aWorld, REQUESTS, type World } from './requests.ts'
import { tableOf } from './tables.ts'

const ROWS = tableOf('What each request answers').map((row) => ({
  ...row,
  request: (row.request ?? '').replaceAll('`', ''),
}))

/** Within which everything is answered. */
const ANSWER_MS = 2000
const GROUP = 8
/** What nodes remember for a while is forgotten by then. */
const FORGOTTEN_MS = 1000

describe('the table', () => {
  it('has a row for each request that is tested here, and no other', () => {
    expect(ROWS.map(({ request }) => request)).toEqual(Object.keys(REQUESTS))
  })
})

const canRun = ensureRedis() && (await ensureOwnMongo('what callers see when Redis or MongoDB fails'))

describe.runIf(canRun)('every request', () => {
  let redis: RedisServer
  let mongo: MongoServer
  let toRedis: TcpProxy
  let toMongo: TcpProxy
  let app: RunningApp
  let world: World

  beforeAll(async () => {
    ;[redis, mongo, toRedis, toMongo] = await Promise.all([
      startRedis({ config: ['appendonly yes', 'maxmemory-policy noeviction'] }),
      startMongo(),
      startTcpProxy(),
      startTcpProxy(),
    ])
    toRedis.lead(redis.port)
    toMongo.lead(Number(mongo.host.split(':')[1]))
    app = await startApp({
      REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
      MONGODB_URI: mongo.freshUri().replace(mongo.host, `127.0.0.1:${toMongo.port}`),
      SECRETS_KEY: randomBytes(32).toString('base64'),
    })
    world = await aWorld(app)
  }, 60_000)
  afterAll(async () => {
    await app?.stop()
    await Promise.all([toRedis?.stop(), toMongo?.stop(), redis?.stop(), mongo?.stop()])
  })

  const late = (link: TcpProxy) => ({
    strike: async () => link.delay(10_000),
    async heal() {
      link.delay(0)
      // What is still under way would arrive after what comes later.
      link.cut()
    },
  })

  const strikes: Record<string, { column: string; strike(): Promise<unknown>; heal(): Promise<unknown> }> = {
    'while Redis is away': {
      column: 'Redis away or late',
      strike: () => redis.kill(),
      heal: () => redis.restart(),
    },
    'while Redis is late': {
      column: 'Redis away or late',
      strike: () => late(toRedis).strike(),
      heal: () => late(toRedis).heal(),
    },
    'while Redis is full': {
      column: 'Redis full',
      strike: () => redis.ask('CONFIG', 'SET', 'maxmemory', '1mb'),
      heal: () => redis.ask('CONFIG', 'SET', 'maxmemory', '0'),
    },
    'while MongoDB is away': {
      column: 'MongoDB away or late',
      strike: () => mongo.gateway.kill(),
      heal: () => mongo.gateway.start(),
    },
    'while MongoDB is late': {
      column: 'MongoDB away or late',
      strike: () => late(toMongo).strike(),
      heal: () => late(toMongo).heal(),
    },
  }

  it.each(Object.entries(strikes))('%s', { timeout: 120_000 }, async (_when, { column, strike, heal }) => {
    const asks: [string, Ask][] = []
    const refused = new Set<string>()
    for (const [name, prepare] of Object.entries(REQUESTS)) asks.push([name, await prepare(world)])
    await strike()
    try {
      await sleep(FORGOTTEN_MS)
      const stalls = watchStalls()
      const answers = await inGroups(asks)
      const inTime = expect.toSatisfy((spent: number) => spent < ANSWER_MS + stalls.longest())
      expect(answers.map(({ name, said }) => [name, said])).toEqual(
        ROWS.map((row) => [row.request, (row as Record<string, string>)[column]]),
      )
      for (const { name, said, retryAfter, ms, body } of answers) {
        if (said.includes('503') || said.includes('unavailable')) refused.add(name)
        if (said === '503' && name !== 'GET /ready')
          expect([name, retryAfter]).toEqual([name, expect.stringMatching(/^[1-9]\d*$/)])
        expect([name, Math.round(ms)]).toEqual([name, inTime])
        expect(body).not.toMatchObject({ active: false })
      }
      stalls.stop()
      const ready = answers.find(({ name }) => name === 'GET /ready')
      expect(ready?.body).toEqual({ status: 'unavailable', down: [column.split(' ', 1)[0]?.toLowerCase()] })
    } finally {
      await heal()
      // The body, so that a store that does not come back is named.
      const ready = async () => (await fetch(`${app.issuer}/ready`)).json()
      await expect.poll(ready, { timeout: 10_000 }).toEqual({ status: 'ready' })
    }
    // What was done all the same need not be possible a second time.
    for (const [name, ask] of asks.filter(([name]) => refused.has(name))) {
      const { said, body } = await timed(name, ask)
      expect([name, said, body.active ?? true]).toEqual([
        name,
        expect.stringMatching(/^(200|201|204|303)$/),
        true,
      ])
    }
  })
})

/** Some at once: passwords are checked among them, and those that wait for a processor are not waiting for a store. */
async function inGroups(asks: [string, Ask][]): Promise<Awaited<ReturnType<typeof timed>>[]> {
  const group = asks.slice(0, GROUP)
  if (group.length === 0) return []
  const answers = await Promise.all(group.map(([name, ask]) => timed(name, ask)))
  return [...answers, ...(await inGroups(asks.slice(GROUP)))]
}

async function timed(name: string, ask: Ask) {
  const from = performance.now()
  const { status, headers, body } = await ask()
  const ms = performance.now() - from
  const error = new URLSearchParams(headers.get('location')?.split('?')[1]).get('error')
  const said = [status, error].filter(Boolean).join(' ')
  return { name, said, body, retryAfter: headers.get('retry-after'), ms }
}
