import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMongoStores } from '../../adapters/mongodb/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { AccountId, NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import type { Created } from '../support/mongo-race-worker.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { type MongoWorkers, runAndKill, startMongoWorkers } from '../support/mongo-workers.ts'
import { spentOn } from '../support/stalls.ts'
import { aClient, aKey, aNewAccount } from './conformance/records.ts'

const WORKERS = 2
/** Of each process at once. */
const CALLS = 100
const ROUNDS = [1, 2, 3]
const LATER = Math.floor(Date.now() / 1000) + 3600

describe.runIf(await ensureMongo())(
  'two processes on one MongoDB database, with 100 parallel calls each',
  { timeout: 90_000 },
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
        await crowded(8, async (processes) => {
          const uri = mongo.freshUri()
          const opening = await Promise.allSettled(
            Array.from({ length: processes }, () => openMongoStores(uri)),
          )
          const opened = opening.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
          await Promise.all(opened.map((stores) => stores.close()))
          for (const result of opening) if (result.status === 'rejected') throw result.reason
        })
      }
    })

    test('consume one artifact once', async () => {
      const uri = mongo.freshUri()
      for (const _ of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const key: ArtifactKey = { kind: 'AuthorizationCode', id: randomUUID() }
          await withStores(uri, (stores) => stores.artifacts.save(key, { payload: {}, expiresAt: LATER }))
          expect(sum(await workers.race<number>(uri, 'consume', () => ({ key, times })))).toBe(1)
        })
      }
    })

    test('count exactly', async () => {
      const uri = mongo.freshUri()
      for (const _ of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const input = { key: randomUUID(), limit: times / 2, times }
          expect(sum(await workers.race<number>(uri, 'countLimit', () => input))).toBe(times / 2)
        })
      }
    })

    test('create one artifact once, over nothing and over an expired one', async () => {
      const uri = mongo.freshUri()
      for (const round of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const key: ArtifactKey = { kind: 'UsedProof', id: randomUUID() }
          if (round % 2 === 0) {
            await withStores(uri, (stores) => stores.artifacts.save(key, { payload: {}, expiresAt: 1 }))
          }
          expect(sum(await workers.race<number>(uri, 'create', () => ({ key, times })))).toBe(1)
        })
      }
    })

    test('replace one version once', async () => {
      const uri = mongo.freshUri()
      const key: ArtifactKey = { kind: 'Grant', id: 'grant' }
      for (const _ of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const version = await withStores(uri, async ({ artifacts }) => {
            await artifacts.save(key, { payload: {}, expiresAt: LATER })
            const [found] = await artifacts.findMany([key])
            return found?.version
          })
          expect(sum(await workers.race<number>(uri, 'replace', () => ({ key, version, times })))).toBe(1)
        })
      }
    })

    /** As many as they try to, of accounts that are made for each worker. */
    async function createAccounts(
      uri: string,
      times: number,
      accountOf: (n: number) => NewAccount,
    ): Promise<Created[]> {
      const results = await workers.race<Created>(uri, 'createAccounts', (worker) => ({
        accounts: Array.from({ length: times }, (_, n) => accountOf(worker + n)),
      }))
      if (results.some(({ codes }) => codes.includes('store_unavailable'))) throw new Overrun()
      return results
    }

    test('create one account with one e-mail address, whatever its letter case', async () => {
      const uri = mongo.freshUri()
      for (const _ of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const rest = `${randomUUID()}@example.com`
          const accountOf = (n: number) => aNewAccount({ email: `${n % 2 ? 'ä' : 'Ä'}${rest}` })
          const results = await createAccounts(uri, times, accountOf)
          expect(sum(results.map(({ created }) => created))).toBe(1)
          expect(new Set(results.flatMap(({ codes }) => codes))).toEqual(new Set(['email_taken']))
          const accounts = await withStores(uri, (stores) => stores.accounts.list({ limit: 1000 }))
          expect(accounts.filter(({ email }) => email.endsWith(rest))).toHaveLength(1)
        })
      }
    })

    test('create one account with one user name, beside many e-mail addresses', () =>
      crowded(CALLS, async (times) => {
        const accountOf = (n: number) => aNewAccount({ username: n % 2 ? 'Ada' : 'ADA' })
        const results = await createAccounts(mongo.freshUri(), times, accountOf)
        expect(sum(results.map(({ created }) => created))).toBe(1)
        expect(new Set(results.flatMap(({ codes }) => codes))).toEqual(new Set(['username_taken']))
      }))

    test('create one account when all other things are wrong with the rest', () =>
      crowded(CALLS, async (times) => {
        const uri = mongo.freshUri()
        await withStores(uri, (stores) => stores.accounts.create(aNewAccount({ username: 'taken' })))
        const results = await createAccounts(uri, times, (n) =>
          aNewAccount({ email: 'one@example.com', username: n === 0 ? 'free' : 'taken' }),
        )
        expect(sum(results.map(({ created }) => created))).toBe(1)
      }))

    test('allocate every number once', () =>
      crowded(CALLS, async (times) => {
        const uri = mongo.freshUri()
        const results = await createAccounts(uri, times, () => aNewAccount())
        expect(sum(results.map(({ created }) => created))).toBe(times * WORKERS)
        const accounts = await withStores(uri, (stores) => stores.accounts.list({ limit: 1000 }))
        expect(new Set(accounts.map(({ number }) => number)).size).toBe(times * WORKERS)
      }))

    test('keep one set of first keys', async () => {
      for (const _ of ROUNDS) {
        await crowded(CALLS, async (times) => {
          const uri = mongo.freshUri()
          const sets = Array.from({ length: WORKERS }, () => [aKey(), aKey({ alg: 'ES256' })])
          const wins = await workers.race<number>(uri, 'addFirst', (worker) => ({
            keys: sets[worker],
            times,
          }))
          expect(sum(wins)).toBe(1)
          const kept = await withStores(uri, (stores) => stores.keys.list())
          expect(kept).toHaveLength(2)
          expect(sets[wins.indexOf(1)]).toEqual(expect.arrayContaining(kept))
        })
      }
    })

    test('lose no update of a client', () =>
      crowded(CALLS, async (times) => {
        const uri = mongo.freshUri()
        const { id } = aClient()
        await withStores(uri, (stores) => stores.clients.create(aClient({ id, name: '0' })))
        await workers.race(uri, 'count', () => ({ id, times }))
        const client = await withStores(uri, (stores) => stores.clients.find(id))
        expect(client?.name).toBe(String(times * WORKERS))
      }))

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
            const later = async () => {
              const creating = accounts.create(aNewAccount({ email: 'ADA@example.com', username: 'ADA' }))
              if (wasKept) await expect(creating).rejects.toMatchObject({ code: 'email_taken' })
              else await expect(creating).resolves.toMatchObject({ email: 'ADA@example.com' })
            }
            expect(await spentOn(later)).toBeLessThan(5000)
            const [, ...found] = await accounts.list({ limit: 10 })
            expect(found).toHaveLength(1)
            expect(await accounts.findByEmail('Ada@example.com')).toEqual(found[0])
            expect(await accounts.findByUsername('Ada')).toEqual(found[0])
          })
        },
      )

      test('no address is blocked, none is doubled, and none that was acknowledged is lost', async () => {
        for (const round of ROUNDS) {
          await crowded(CALLS, async (times) => {
            const uri = mongo.freshUri()
            const begun = Array.from({ length: times }, (_, n) =>
              aNewAccount({ email: `p${n}@example.com`, username: `p${n}` }),
            )
            const message = { uri, task: 'createAloud', input: { accounts: begun } } as const
            const said = await runAndKill(message, 50 * round)
            await withStores(uri, async ({ accounts }) => {
              for (const line of said.trim().split('\n').filter(Boolean)) {
                expect(await accounts.findById(line.split(' ')[1] as AccountId)).toBeDefined()
              }
              const again = begun.map(({ email, username }) =>
                aNewAccount({ email: email.toUpperCase(), username: username?.toUpperCase() ?? null }),
              )
              const results = await Promise.allSettled(again.map((account) => accounts.create(account)))
              const refusals = results.flatMap((result) =>
                result.status === 'rejected' ? [result.reason.code] : [],
              )
              if (refusals.includes('store_unavailable')) throw new Overrun()
              expect(refusals.filter((code) => code !== 'email_taken')).toEqual([])
              expect(await accounts.list({ limit: 10_000 })).toHaveLength(times)
            })
          })
        }
      })
    })
  },
)

/** Said by a server that did not answer in time. */
class Overrun extends Error {
  override message = 'The database is not available at present'
}

/** @param tries so often in all, where the server does not answer so many at once within the time that a call has */
async function crowded<Result>(
  times: number,
  work: (times: number) => Promise<Result>,
  tries = 4,
): Promise<Result> {
  try {
    return await work(times)
  } catch (error) {
    const isOverrun = /is not available at present|cannot be reached/.test(String(error))
    if (!isOverrun || tries === 1) throw error
    return crowded(times, work, tries - 1)
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
