import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient, type ServerHeartbeatStartedEvent } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMongoStores } from '../../adapters/mongodb/index.ts'
import { watchHeartbeats } from '../../adapters/mongodb/watch-heartbeats.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ClientId } from '../../src/domain/clients/client-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import { ensureOwnMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { spentOn, watchStalls } from '../support/stalls.ts'
import { aClient, aNewAccount } from './conformance/records.ts'

const UNAVAILABLE = { name: 'DomainError', kind: 'unavailable', code: 'store_unavailable' }
/** Milliseconds within which every call is answered, on a machine that is busy with other tests, too. */
const ANSWERED = 2500
/** Milliseconds within which a server that is back is in use again. */
const BACK = 2000
const LATER = Math.floor(Date.now() / 1000) + 3600

const canKill = await ensureOwnMongo('what happens when MongoDB fails')

describe.runIf(canKill)('when the MongoDB server', { timeout: 60_000 }, () => {
  let mongo: MongoServer
  let stores: Stores
  beforeAll(async () => {
    mongo = await startMongo()
  }, 60_000)
  afterAll(() => mongo.stop())

  async function withStores(work: () => Promise<void>): Promise<void> {
    stores = await openMongoStores(mongo.freshUri())
    try {
      await work()
    } finally {
      await stores.close()
    }
  }

  describe.each(['gateway', 'database'] as const)('is killed (its %s) and comes back', (part) => {
    test('it has every acknowledged write, and every call was answered in time', () =>
      withStores(async () => {
        const stalls = watchStalls()
        const writers = Array.from({ length: 8 }, () => startWriter(stores))
        await expect
          .poll(() => writers.every(({ consumed }) => consumed.length > 0), { timeout: 10_000 })
          .toBe(true)
        await mongo[part].kill()
        await sleep(2000)
        await mongo[part].start()
        const isBack = performance.now()
        const inUse = () => Math.min(...writers.map((writer) => writer.firstSuccessSince(isBack)))
        await expect.poll(inUse, { timeout: 10_000 }).toBeLessThan(Number.POSITIVE_INFINITY)
        expect(inUse() - isBack).toBeLessThan(BACK + stalls.longest())
        await sleep(500)
        await Promise.all(writers.map((writer) => writer.stop()))
        stalls.stop()

        const calls = writers.flatMap((writer) => writer.calls)
        const failed = calls.filter(({ error }) => error !== undefined)
        expect(failed.length).toBeGreaterThan(0)
        for (const { error } of failed) {
          expect(error).toMatchObject(UNAVAILABLE)
          expect((error as Error).cause).toBeInstanceOf(Error)
        }
        const longest = Math.max(...calls.map(({ begin, end }) => end - begin))
        expect(longest).toBeLessThan(ANSWERED + stalls.longest())
        await Promise.all(writers.map((writer) => checkKept(stores, writer)))
      }))
  })

  test('stands still, every call is "unavailable" in time, and the first after it goes on is a success', () =>
    withStores(async () => {
      const client = aClient({ name: '0' })
      await stores.clients.create(client)
      await mongo.gateway.pause()
      try {
        // Twice: with connections that were good, and then with those that the driver makes anew.
        for (const _ of [1, 2]) await expectUnavailable(stores, client.id)
      } finally {
        mongo.gateway.resume()
      }
      const untilBack = async () => {
        for (;;) {
          const isBack = await stores.ping().then(
            () => true,
            (error) => expect(error).toMatchObject(UNAVAILABLE) ?? false,
          )
          if (isBack) break
        }
      }
      expect(await spentOn(untilBack)).toBeLessThan(ANSWERED)
      await expect(stores.accounts.create(aNewAccount())).resolves.toBeDefined()
    }))

  test('leaves a heartbeat of the driver hanging, the client begins anew', async () => {
    const client = new MongoClient(mongo.freshUri(), { serverSelectionTimeoutMS: 1500 })
    // Longer than a heartbeat takes on a machine that is busy with other tests.
    const stopWatching = watchHeartbeats(client, 3000)
    try {
      let beginnings = 0
      client.on('topologyOpening', () => {
        beginnings += 1
      })
      const pings = client.db().collection('pings')
      await pings.insertOne({})
      // Heartbeats that end do no harm.
      await sleep(600)
      expect(beginnings).toBe(1)
      const started = { connectionId: mongo.host, awaited: false } as ServerHeartbeatStartedEvent
      client.emit('serverHeartbeatStarted', started)
      await expect.poll(() => beginnings, { timeout: 20_000 }).toBe(2)
      const isServed = () =>
        pings.insertOne({}).then(
          () => true,
          () => false,
        )
      await expect.poll(isServed, { timeout: 10_000 }).toBe(true)
    } finally {
      stopWatching()
      await client.close()
    }
  })

  test('is away when the stores are closed, that does not take long', async () => {
    const closing = await openMongoStores(mongo.freshUri())
    await mongo.gateway.pause()
    try {
      const close = async () => {
        const pending = expect(closing.ping()).rejects.toMatchObject(UNAVAILABLE)
        await closing.close()
        await pending
      }
      expect(await spentOn(close)).toBeLessThan(ANSWERED)
    } finally {
      mongo.gateway.resume()
    }
  })
})

interface Call {
  begin: number
  end: number
  error: unknown
}

interface Writer {
  calls: Call[]
  /** What was acknowledged. */
  accounts: NewAccount[]
  saved: ArtifactKey[]
  consumed: ArtifactKey[]
  /** When the first call that ended after that time ended well; infinite where none did. As `performance.now()` has it. */
  firstSuccessSince(time: number): number
  stop(): Promise<void>
}

/** Writes one thing after the other, whatever happens. */
function startWriter({ accounts, artifacts }: Stores): Writer {
  let isStopped = false
  const written: Omit<Writer, 'stop' | 'firstSuccessSince'> = {
    calls: [],
    accounts: [],
    saved: [],
    consumed: [],
  }

  async function call(work: () => Promise<unknown>): Promise<unknown> {
    const begin = performance.now()
    const settle = (error?: unknown) => written.calls.push({ begin, end: performance.now(), error })
    return work().then(
      (result) => {
        settle()
        return result ?? true
      },
      (error) => {
        settle(error)
      },
    )
  }

  async function write(): Promise<void> {
    while (!isStopped) {
      const account = aNewAccount({ username: null })
      const key: ArtifactKey = { kind: 'AuthorizationCode', id: account.id }
      if (await call(() => accounts.create(account))) written.accounts.push(account)
      if (await call(() => artifacts.save(key, { payload: {}, expiresAt: LATER }))) written.saved.push(key)
      if (await call(() => artifacts.consume(key))) written.consumed.push(key)
      await sleep(5)
    }
  }

  const writing = write()
  return {
    ...written,
    firstSuccessSince: (time) =>
      written.calls.find(({ error, end }) => error === undefined && end > time)?.end ??
      Number.POSITIVE_INFINITY,
    async stop() {
      isStopped = true
      await writing
    },
  }
}

async function checkKept({ accounts, artifacts }: Stores, written: Writer): Promise<void> {
  expect(written.accounts.length).toBeGreaterThan(0)
  for (const account of written.accounts)
    expect(await accounts.findByEmail(account.email)).toMatchObject(account)
  expect(await artifacts.findMany(written.saved)).not.toContain(undefined)
  const consumed = await artifacts.findMany(written.consumed)
  expect(consumed.filter((artifact) => artifact && typeof artifact.consumedAt !== 'number')).toEqual([])
}

/** Calls of every kind, 30 of each at once, as many requests would. */
async function expectUnavailable(
  { accounts, artifacts, clients, keys, ping }: Stores,
  id: ClientId,
): Promise<void> {
  const key: ArtifactKey = { kind: 'Session', id: 's' }
  const kinds = [
    () => accounts.create(aNewAccount({ username: 'one' })),
    () => accounts.findByEmail('a@example.com'),
    () => artifacts.save(key, { payload: {}, expiresAt: LATER }),
    () => artifacts.findMany([key]),
    () => artifacts.consume(key),
    () => clients.update(id, (client) => ({ ...client, name: `${Number(client.name) + 1}` })),
    () => clients.list({ limit: 10 }),
    () => keys.list(),
    () => ping(),
  ]
  const calls = kinds.flatMap((work) => Array.from({ length: 30 }, () => work))
  // Each begins at once, so that the last of them took longest.
  const refused = () => Promise.all(calls.map((work) => expect(work()).rejects.toMatchObject(UNAVAILABLE)))
  expect(await spentOn(refused)).toBeLessThan(ANSWERED)
}
