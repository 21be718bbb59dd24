/**
 * A process of its own on a MongoDB database, driven by messages: `{ uri, task, input }` in, `{ ready }` out when it has
 * opened the stores, `{ go }` in, `{ result }` or `{ error }` out.
 */
import { writeSync } from 'node:fs'
import type { MongoClient } from 'mongodb'
import { createMongoStores } from '../../adapters/mongodb/index.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import type { Stores } from '../../adapters/stores.ts'
import type { NewAccount } from '../../src/domain/accounts/account-store.ts'
import type { ClientId } from '../../src/domain/clients/client-store.ts'
import type { StoredKey } from '../../src/domain/signing-keys/key-store.ts'
import type { ArtifactKey } from '../../src/oidc/artifact-store.ts'

const LATER = Math.floor(Date.now() / 1000) + 3600

/** What a worker can be asked to do; inputs and results travel as JSON. */
const tasks = {
  /** Answers how many of the calls won. */
  consume: (stores: Stores, { key, times }: { key: ArtifactKey; times: number }): Promise<number> =>
    wins(times, () => stores.artifacts.consume(key)),

  create: (stores: Stores, { key, times }: { key: ArtifactKey; times: number }): Promise<number> =>
    wins(times, (n) => stores.artifacts.create(key, { payload: { n }, expiresAt: LATER })),

  replace: (
    stores: Stores,
    { key, version, times }: { key: ArtifactKey; version: number; times: number },
  ): Promise<number> =>
    wins(times, (n) => stores.artifacts.replace(key, version, { payload: { n }, expiresAt: LATER })),

  /** Answers how many of the calls were among the first `limit`. */
  countLimit: (
    stores: Stores,
    { key, limit, times }: { key: string; limit: number; times: number },
  ): Promise<number> => wins(times, async () => (await stores.limits.add(key, 1, 60)).points <= limit),

  addFirst: (stores: Stores, { keys, times }: { keys: StoredKey[]; times: number }): Promise<number> =>
    wins(times, () => stores.keys.addFirst(keys)),

  /** Adds one to the client's count, kept in its name, so many times. */
  count: (stores: Stores, { id, times }: { id: ClientId; times: number }): Promise<number> =>
    wins(times, async () => {
      const changed = await stores.clients.update(id, (client) => ({
        ...client,
        name: String(Number(client.name) + 1),
      }))
      return changed !== undefined
    }),

  /** Answers how many were created, and the codes of the refusals. */
  async createAccounts(stores: Stores, { accounts }: { accounts: NewAccount[] }): Promise<Created> {
    const results = await Promise.allSettled(accounts.map((account) => stores.accounts.create(account)))
    const refused = results.filter((result) => result.status === 'rejected')
    return {
      created: results.length - refused.length,
      codes: [...new Set(refused.map(({ reason }) => String(reason.code)))],
    }
  },

  /** As createAccounts, and says on stdout which accounts it has: `created ID`. */
  async createAloud(stores: Stores, { accounts }: { accounts: NewAccount[] }): Promise<void> {
    await Promise.all(
      accounts.map(async (account) => {
        await stores.accounts.create(account)
        writeSync(1, `created ${account.id}\n`)
      }),
    )
  },
}

export interface Created {
  created: number
  codes: string[]
}

export type MongoTask = keyof typeof tasks

export interface MongoTaskMessage {
  uri: string
  task: MongoTask
  input?: unknown
  /** The process kills itself when so many commands of the task have been answered. */
  diesAfterCommands?: number
}

export type MongoTaskAnswer = { ready: true } | { result: unknown } | { error: string }

process.on('message', async (message: MongoTaskMessage | { go: true }) => {
  if ('task' in message) process.send?.(await answer(message))
})
process.on('disconnect', () => process.exit())

async function answer({ uri, task, input, diesAfterCommands }: MongoTaskMessage): Promise<MongoTaskAnswer> {
  try {
    const clients: MongoClient[] = []
    const stores = createMongoStores(await openDatabase(uri, (client) => clients.push(client)))
    process.send?.({ ready: true } satisfies MongoTaskAnswer)
    await new Promise((resolve) => process.once('message', resolve))
    if (diesAfterCommands !== undefined) dieAfter(diesAfterCommands, clients)
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

function dieAfter(commands: number, clients: MongoClient[]): void {
  let rest = commands
  for (const client of clients) {
    client.on('commandSucceeded', () => {
      rest -= 1
      if (rest === 0) process.kill(process.pid, 'SIGKILL')
    })
  }
}

async function wins(times: number, attempt: (n: number) => Promise<boolean>): Promise<number> {
  const results = await Promise.all(Array.from({ length: times }, (_, n) => attempt(n)))
  return results.filter(Boolean).length
}
