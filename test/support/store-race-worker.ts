/**
 * A process of its own on a database file, driven by messages: `{ file, task, input, startAt }` in, `{ result }` or
 * `{ error }` out. All workers that were given one `startAt` (milliseconds since the epoch) begin at that moment.
 */
import { writeSync } from 'node:fs'
import { openSqliteStores } from '../../adapters/sqlite/index.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ClientId } from '../../src/domain/clients/client-store.ts'
import type { StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'

const LATER = Math.floor(Date.now() / 1000) + 3600

/** What a worker can be asked to do; inputs and results travel as JSON. */
const tasks = {
  /** Opens the file, as every task does. */
  async open(stores: Stores): Promise<void> {
    await stores.ping()
  },

  /** Answers how many of the calls won. */
  async consume(stores: Stores, { key, times }: { key: ArtifactKey; times: number }): Promise<number> {
    return wins(times, () => stores.artifacts.consume(key))
  },

  async create(stores: Stores, { key, times }: { key: ArtifactKey; times: number }): Promise<number> {
    return wins(times, (n) => stores.artifacts.create(key, { payload: { n }, expiresAt: LATER }))
  },

  async replace(
    stores: Stores,
    { key, version, times }: { key: ArtifactKey; version: number; times: number },
  ): Promise<number> {
    return wins(times, (n) => stores.artifacts.replace(key, version, { payload: { n }, expiresAt: LATER }))
  },

  /** Answers how many of the calls were among the first `limit`. */
  async countLimit(
    stores: Stores,
    { key, limit, times }: { key: string; limit: number; times: number },
  ): Promise<number> {
    return wins(times, async () => (await stores.limits.add(key, 1, 60)).points <= limit)
  },

  async addFirst(stores: Stores, { keys }: { keys: StoredKey[] }): Promise<number> {
    return wins(1, () => stores.keys.addFirst(keys))
  },

  /** Answers how many were created, and the codes of the refusals. */
  async createAccounts(
    stores: Stores,
    { accounts }: { accounts: NewAccount[] },
  ): Promise<{ created: number; codes: string[] }> {
    const results = await Promise.allSettled(accounts.map((account) => stores.accounts.create(account)))
    const refused = results.filter((result) => result.status === 'rejected')
    return {
      created: results.length - refused.length,
      codes: [...new Set(refused.map((result) => String(result.reason.code)))],
    }
  },

  /** Adds one to the client's count, kept in its name, so many times. */
  async count(stores: Stores, { id, times }: { id: ClientId; times: number }): Promise<number> {
    return wins(times, async () => {
      const changed = await stores.clients.update(id, (client) => ({
        ...client,
        name: String(Number(client.name) + 1),
      }))
      return changed !== undefined
    })
  },

  /**
   * Writes until it is killed, and acknowledges each write by a line on stdout after the store has: `saved ID`,
   * `consumed ID`, `removed ID`, `account ID`.
   */
  async writeForever(stores: Stores, { accounts }: { accounts: NewAccount[] }): Promise<void> {
    for (let n = 0; ; n += 1) {
      const key: ArtifactKey = { kind: 'AuthorizationCode', id: `${process.pid}-${n}` }
      await stores.artifacts.save(key, { payload: { n, filler: 'x'.repeat(n % 5000) }, expiresAt: LATER })
      acknowledge('saved', key.id)
      if (n % 3 === 1 && (await stores.artifacts.consume(key))) acknowledge('consumed', key.id)
      if (n % 3 === 2) {
        await stores.artifacts.remove(key)
        acknowledge('removed', key.id)
      }
      const account = accounts[n]
      if (account) {
        await stores.accounts.create(account)
        acknowledge('account', account.id)
      }
    }
  },

  /** Opens the file as a user without any rights. Only for a process of root. */
  async openUnprivileged(): Promise<void> {},
}

export type StoreTask = keyof typeof tasks

export interface StoreTaskMessage {
  file: string
  task: StoreTask
  input?: unknown
  startAt: number
}

export type StoreTaskAnswer = { result: unknown } | { error: string }

process.on('message', async (message: StoreTaskMessage) => {
  process.send?.(await answer(message))
})
process.on('disconnect', () => process.exit())

async function answer({ file, task, input, startAt }: StoreTaskMessage): Promise<StoreTaskAnswer> {
  try {
    if (task === 'openUnprivileged') process.setuid?.(65_534)
    waitUntil(startAt)
    const stores = openSqliteStores({ file })
    try {
      const run = tasks[task] as (stores: Stores, input: unknown) => Promise<unknown>
      return { result: await run(stores, input) }
    } finally {
      await stores.close()
    }
  } catch (error) {
    return { error: String(error) }
  }
}

/** Blocks, and spins at the end: workers that start together should do so to the fraction of a millisecond. */
function waitUntil(time: number): void {
  const rest = time - Date.now() - 2
  if (rest > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, rest)
  while (Date.now() < time);
}

async function wins(times: number, attempt: (n: number) => Promise<boolean>): Promise<number> {
  const results = await Promise.all(Array.from({ length: times }, (_, n) => attempt(n)))
  return results.filter(Boolean).length
}

function acknowledge(what: string, id: string): void {
  writeSync(1, `${what} ${id}\n`)
}
