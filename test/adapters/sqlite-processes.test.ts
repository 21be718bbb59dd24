import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqliteStores } from '../../adapters/sqlite/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { AccountId, NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'
import { type StoreWorkers, startStoreWorker, startStoreWorkers } from '../support/store-workers.ts'
import { aClient, aKey, aNewAccount } from './conformance/records.ts'

const WORKERS = 4
const ROUNDS = Array.from({ length: 10 }, (_, round) => round)
const LATER = Math.floor(Date.now() / 1000) + 3600

describe('several processes on one SQLite file', () => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  let workers: StoreWorkers
  beforeAll(() => {
    workers = startStoreWorkers(WORKERS)
  })
  afterAll(() => {
    workers.stop()
    rmSync(root, { recursive: true })
  })

  function freshFile(): string {
    return join(mkdtempSync(join(root, 'data-')), 'gatehouse.sqlite')
  }

  async function withStores<Result>(
    file: string,
    work: (stores: Stores) => Promise<Result>,
  ): Promise<Result> {
    const stores = openSqliteStores({ file })
    try {
      return await work(stores)
    } finally {
      await stores.close()
    }
  }

  test('all open a fresh file at the same moment', async () => {
    for (const _ of [...ROUNDS, ...ROUNDS]) {
      const file = freshFile()
      await workers.race(file, 'open')
      await withStores(file, (stores) => stores.ping())
    }
  })

  test('consume one artifact once, in 200 parallel calls', async () => {
    const file = freshFile()
    for (const round of ROUNDS) {
      const key: ArtifactKey = { kind: 'AuthorizationCode', id: `code-${round}` }
      await withStores(file, (stores) => stores.artifacts.save(key, { payload: {}, expiresAt: LATER }))
      const wins = await workers.race<number>(file, 'consume', () => ({ key, times: 200 / WORKERS }))
      expect(sum(wins)).toBe(1)
    }
  })

  test('create one artifact once', async () => {
    const file = freshFile()
    for (const round of ROUNDS) {
      const key: ArtifactKey = { kind: 'UsedProof', id: `proof-${round}` }
      const wins = await workers.race<number>(file, 'create', () => ({ key, times: 50 }))
      expect(sum(wins)).toBe(1)
    }
  })

  test('replace one version once', async () => {
    const file = freshFile()
    const key: ArtifactKey = { kind: 'Grant', id: 'grant' }
    for (const _ of ROUNDS) {
      const version = await withStores(file, async ({ artifacts }) => {
        await artifacts.save(key, { payload: {}, expiresAt: LATER })
        const [found] = await artifacts.findMany([key])
        return found?.version
      })
      const wins = await workers.race<number>(file, 'replace', () => ({ key, version, times: 50 }))
      expect(sum(wins)).toBe(1)
    }
  })

  test('count exactly, in 200 parallel calls', async () => {
    const file = freshFile()
    for (const round of ROUNDS) {
      const input = { key: `key-${round}`, limit: 50, times: 200 / WORKERS }
      expect(sum(await workers.race<number>(file, 'countLimit', () => input))).toBe(50)
    }
  })

  test('create one account with one e-mail address', async () => {
    const file = freshFile()
    for (const round of ROUNDS) {
      const results = await workers.race<{ created: number; codes: string[] }>(
        file,
        'createAccounts',
        (worker) => ({
          accounts: Array.from({ length: 50 }, (_, n) =>
            aNewAccount({ email: `${(worker + n) % 2 ? 'ä' : 'Ä'}${round}@example.com` }),
          ),
        }),
      )
      expect(sum(results.map(({ created }) => created))).toBe(1)
      expect(new Set(results.flatMap(({ codes }) => codes))).toEqual(new Set(['email_taken']))
    }
    const accounts = await withStores(file, (stores) => stores.accounts.list({ limit: 1000 }))
    expect(accounts).toHaveLength(ROUNDS.length)
  })

  test('allocate every number once', async () => {
    const file = freshFile()
    const results = await workers.race<{ created: number }>(file, 'createAccounts', () => ({
      accounts: Array.from({ length: 50 }, () => aNewAccount()),
    }))
    expect(sum(results.map(({ created }) => created))).toBe(50 * WORKERS)
    const accounts = await withStores(file, (stores) => stores.accounts.list({ limit: 1000 }))
    expect(new Set(accounts.map(({ number }) => number)).size).toBe(50 * WORKERS)
  })

  test('keep one set of first keys', async () => {
    for (const _ of ROUNDS) {
      const file = freshFile()
      const sets = Array.from({ length: WORKERS }, () => [aKey(), aKey({ alg: 'ES256' })])
      const wins = await workers.race<number>(file, 'addFirst', (worker) => ({ keys: sets[worker] }))
      expect(sum(wins)).toBe(1)
      const kept = await withStores(file, (stores) => stores.keys.list())
      expect(kept).toHaveLength(2)
      expect(sets[wins.indexOf(1)]).toEqual(expect.arrayContaining(kept))
    }
  })

  test('lose no update of a client', async () => {
    const file = freshFile()
    const { id } = aClient()
    await withStores(file, (stores) => stores.clients.create(aClient({ id, name: '0' })))
    await workers.race(file, 'count', () => ({ id, times: 100 }))
    const client = await withStores(file, (stores) => stores.clients.find(id))
    expect(client?.name).toBe(String(100 * WORKERS))
  })

  test('have every acknowledged write after kill -9, time after time', async () => {
    const file = freshFile()
    for (const writes of [20, 300, 1500]) {
      const accounts = Array.from({ length: 500 }, () => aNewAccount())
      const lines = await writeUntilKilled(file, accounts, writes)
      expect(lines.length).toBeGreaterThanOrEqual(writes)
      await withStores(file, (stores) => checkWritten(stores, lines))
    }
  })
})

/** Answers all lines that a writer acknowledged before it was killed, which is done once there are `count` of them. */
async function writeUntilKilled(file: string, accounts: NewAccount[], count: number): Promise<string[]> {
  const writer = startStoreWorker()
  const closed = once(writer, 'close')
  if (!writer.stdout) throw new Error('The writer has no stdout')
  writer.send({ file, task: 'writeForever', input: { accounts }, startAt: 0 })
  const lines: string[] = []
  for await (const line of createInterface(writer.stdout)) {
    lines.push(line)
    if (lines.length === count) writer.kill('SIGKILL')
  }
  expect(await closed).toEqual([null, 'SIGKILL'])
  return lines
}

async function checkWritten({ artifacts, accounts }: Stores, lines: string[]): Promise<void> {
  const idsOf = (what: string) =>
    lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.split(' ')[1])
  const [saved, consumed, removed] = [idsOf('saved'), idsOf('consumed'), new Set(idsOf('removed'))]
  // The writer may have gone on to consume or remove the last one without coming to say so.
  const last = saved.at(-1)
  for (const id of saved) {
    const [found] = await artifacts.findMany([{ kind: 'AuthorizationCode', id: id ?? '' }])
    if (id !== last) expect(found !== undefined, id).toBe(!removed.has(id))
    if (consumed.includes(id)) expect(found?.consumedAt, id).toEqual(expect.any(Number))
  }
  for (const id of idsOf('account')) {
    expect(await accounts.findById(id as AccountId), id).toBeDefined()
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
