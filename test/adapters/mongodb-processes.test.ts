import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMongoStores } from '../../adapters/mongodb/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { AccountId } from '../../src/domain/accounts/account-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import type { Created } from '../support/mongo-race-worker.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { type MongoWorkers, runAndKill, startMongoWorkers } from '../support/mongo-workers.ts'
import { aClient, aKey, aNewAccount } from './conformance/records.ts'

const WORKERS = 2
const CALLS = 100
const ROUNDS = [1, 2, 3]
const LATER = Math.floor(Date.now() / 1000) + 3600

describe.runIf(await ensureMongo())(
  'two processes on one MongoDB database, with 100 parallel calls each',
  () => {
    let mongo: MongoDatabases
    let workers: MongoWorkers
    beforeAll(async () => {
      mongo = await openMongo()
      workers = startMongoWorkers(WORKERS)
    }, 60_000)
    afterAll(async () => {
      workers.stop()
      await mongo.stop()
    })

    async function withStores<Result>(
      uri: string,
      work: (stores: Stores) => Promise<Result>,
    ): Promise<Result> {
      const stores = await openMongoStores(uri)
      try {
        return await work(stores)
      } finally {
        await stores.close()
      }
    }

    test('open a fresh database at the same moment', async () => {
      for (const _ of ROUNDS) {
        const uri = mongo.freshUri()
        const opened = await Promise.all(Array.from({ length: 8 }, () => openMongoStores(uri)))
        await Promise.all(opened.map((stores) => stores.ping()))
        await Promise.all(opened.map((stores) => stores.close()))
      }
    })

    test('consume one artifact once', async () => {
      const uri = mongo.freshUri()
      for (const round of ROUNDS) {
        const key: ArtifactKey = { kind: 'AuthorizationCode', id: `code-${round}` }
        await withStores(uri, (stores) => stores.artifacts.save(key, { payload: {}, expiresAt: LATER }))
        expect(sum(await workers.race<number>(uri, 'consume', () => ({ key, times: CALLS })))).toBe(1)
      }
    })

    test('count exactly', async () => {
      const uri = mongo.freshUri()
      for (const round of ROUNDS) {
        const input = { key: `key-${round}`, limit: 50, times: CALLS }
        expect(sum(await workers.race<number>(uri, 'countLimit', () => input))).toBe(50)
      }
    })

    test('create one artifact once, over nothing and over an expired one', async () => {
      const uri = mongo.freshUri()
      for (const round of ROUNDS) {
        const key: ArtifactKey = { kind: 'UsedProof', id: `proof-${round}` }
        if (round % 2 === 0) {
          await withStores(uri, (stores) => stores.artifacts.save(key, { payload: {}, expiresAt: 1 }))
        }
        expect(sum(await workers.race<number>(uri, 'create', () => ({ key, times: CALLS })))).toBe(1)
      }
    })

    test('replace one version once', async () => {
      const uri = mongo.freshUri()
      const key: ArtifactKey = { kind: 'Grant', id: 'grant' }
      for (const _ of ROUNDS) {
        const version = await withStores(uri, async ({ artifacts }) => {
          await artifacts.save(key, { payload: {}, expiresAt: LATER })
          const [found] = await artifacts.findMany([key])
          return found?.version
        })
        expect(sum(await workers.race<number>(uri, 'replace', () => ({ key, version, times: CALLS })))).toBe(
          1,
        )
      }
    })

    test('create one account with one e-mail address, whatever its letter case', async () => {
      const uri = mongo.freshUri()
      for (const round of ROUNDS) {
        const results = await workers.race<Created>(uri, 'createAccounts', (worker) => ({
          accounts: Array.from({ length: CALLS }, (_, n) =>
            aNewAccount({ email: `${(worker + n) % 2 ? 'ä' : 'Ä'}${round}@example.com` }),
          ),
        }))
        expect(sum(results.map(({ created }) => created))).toBe(1)
        expect(new Set(results.flatMap(({ codes }) => codes))).toEqual(new Set(['email_taken']))
      }
      const accounts = await withStores(uri, (stores) => stores.accounts.list({ limit: 1000 }))
      expect(accounts).toHaveLength(ROUNDS.length)
    })

    test('create one account with one user name, beside many e-mail addresses', async () => {
      const uri = mongo.freshUri()
      const results = await workers.race<Created>(uri, 'createAccounts', () => ({
        accounts: Array.from({ length: CALLS }, (_, n) => aNewAccount({ username: n % 2 ? 'Ada' : 'ADA' })),
      }))
      expect(sum(results.map(({ created }) => created))).toBe(1)
      expect(new Set(results.flatMap(({ codes }) => codes))).toEqual(new Set(['username_taken']))
    })

    test('create one account when all other things are wrong with the rest', async () => {
      const uri = mongo.freshUri()
      await withStores(uri, (stores) => stores.accounts.create(aNewAccount({ username: 'taken' })))
      const results = await workers.race<Created>(uri, 'createAccounts', (worker) => ({
        accounts: Array.from({ length: CALLS }, (_, n) =>
          aNewAccount({ email: 'one@example.com', username: worker + n === 0 ? 'free' : 'taken' }),
        ),
      }))
      expect(sum(results.map(({ created }) => created))).toBe(1)
    })

    test('allocate every number once', async () => {
      const uri = mongo.freshUri()
      const results = await workers.race<Created>(uri, 'createAccounts', () => ({
        accounts: Array.from({ length: CALLS }, () => aNewAccount()),
      }))
      expect(sum(results.map(({ created }) => created))).toBe(CALLS * WORKERS)
      const accounts = await withStores(uri, (stores) => stores.accounts.list({ limit: 1000 }))
      expect(new Set(accounts.map(({ number }) => number)).size).toBe(CALLS * WORKERS)
    })

    test('keep one set of first keys', async () => {
      for (const _ of ROUNDS) {
        const uri = mongo.freshUri()
        const sets = Array.from({ length: WORKERS }, () => [aKey(), aKey({ alg: 'ES256' })])
        const wins = await workers.race<number>(uri, 'addFirst', (worker) => ({
          keys: sets[worker],
          times: CALLS,
        }))
        expect(sum(wins)).toBe(1)
        const kept = await withStores(uri, (stores) => stores.keys.list())
        expect(kept).toHaveLength(2)
        expect(sets[wins.indexOf(1)]).toEqual(expect.arrayContaining(kept))
      }
    })

    test('lose no update of a client', async () => {
      const uri = mongo.freshUri()
      const { id } = aClient()
      await withStores(uri, (stores) => stores.clients.create(aClient({ id, name: '0' })))
      await workers.race(uri, 'count', () => ({ id, times: CALLS }))
      const client = await withStores(uri, (stores) => stores.clients.find(id))
      expect(client?.name).toBe(String(CALLS * WORKERS))
    })

    describe('when a process is killed in the middle of creating an account', () => {
      const COMMANDS = ['look', 'look', 'claim', 'claim', 'count', 'insert', 'release']

      test.each(COMMANDS.map((command, n) => [n + 1, command]))(
        'after %i commands (the last: %s), its logins are not blocked and not doubled',
        async (commands) => {
          const uri = mongo.freshUri()
          // The first of all accounts takes some commands more.
          await withStores(uri, (stores) => stores.accounts.create(aNewAccount()))
          const begun = aNewAccount({ email: 'ada@example.com', username: 'ada' })
          const input = { accounts: [begun] }
          await runAndKill({ uri, task: 'createAloud', input, diesAfterCommands: Number(commands) })
          await withStores(uri, async ({ accounts }) => {
            const wasKept = Number(commands) > COMMANDS.indexOf('insert')
            expect((await accounts.findById(begun.id)) !== undefined).toBe(wasKept)
            const begin = performance.now()
            const later = accounts.create(aNewAccount({ email: 'ADA@example.com', username: 'ADA' }))
            if (wasKept) await expect(later).rejects.toMatchObject({ code: 'email_taken' })
            else await expect(later).resolves.toMatchObject({ email: 'ADA@example.com' })
            expect(performance.now() - begin).toBeLessThan(5000)
            const [, ...found] = await accounts.list({ limit: 10 })
            expect(found).toHaveLength(1)
            expect(await accounts.findByEmail('Ada@example.com')).toEqual(found[0])
            expect(await accounts.findByUsername('Ada')).toEqual(found[0])
          })
        },
      )

      test('no address is blocked, none is doubled, and none that was acknowledged is lost', async () => {
        const uri = mongo.freshUri()
        await withStores(uri, async (stores) => {
          for (const round of ROUNDS) {
            const begun = Array.from({ length: CALLS }, (_, n) =>
              aNewAccount({ email: `p${n}@${round}.example`, username: `p${n}-${round}` }),
            )
            const message = { uri, task: 'createAloud', input: { accounts: begun } } as const
            const said = await runAndKill(message, 50 * round)
            for (const line of said.trim().split('\n').filter(Boolean)) {
              expect(await stores.accounts.findById(line.split(' ')[1] as AccountId)).toBeDefined()
            }
            const again = begun.map(({ email, username }) =>
              aNewAccount({ email: email.toUpperCase(), username: username?.toUpperCase() ?? null }),
            )
            const results = await Promise.allSettled(again.map((account) => stores.accounts.create(account)))
            const refusals = results.flatMap((result) =>
              result.status === 'rejected' ? [result.reason.code] : [],
            )
            expect(refusals.filter((code) => code !== 'email_taken')).toEqual([])
            expect(await stores.accounts.list({ limit: 10_000 })).toHaveLength(CALLS * round)
          }
        })
      })
    })
  },
)

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
