/** Connects to the server, and sees to collections and indexes, or says in plain words why that cannot be done. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, type DbOptions, MongoClient, type MongoClientOptions, ReadConcern } from 'mongodb'
import { checkClock } from '../clocks.ts'
import { COLLECTION_NAMES, INDEXES } from './collections.ts'
import { createDatabase, type Database } from './database.ts'
import { isNamespaceExists } from './errors.ts'
import { explainOpening, PreparationError } from './explain-opening.ts'
import { answerWithin } from './time-limit.ts'
import { watchHeartbeats } from './watch-heartbeats.ts'

const DEFAULT_NAME = 'gatehouse'

/** What MongoDB allows on every platform. */
const NOT_IN_NAMES = /[/\\. "$*<>:|?\0]/
const MAX_NAME_BYTES = 63

/** Milliseconds for connecting and the first answer, host names looked up included. */
const CONNECT_MS = 4000

/** Milliseconds in which a majority must have a write: less than the client waits for the answer that it has not. */
const WRITE_MS = 1200

/** Milliseconds for building one collection's indexes: an index that a new version brings has all records to read. */
const BUILD_MS = 600_000

const BUILD_ATTEMPTS = 3
const PAUSE_MS = 200

/**
 * In milliseconds, whatever the connection string says, and such that each step gives up before the caller is told
 * that there is no answer (see database.ts).
 */
const LIMITS: MongoClientOptions = {
  serverSelectionTimeoutMS: 1300,
  connectTimeoutMS: 1300,
  socketTimeoutMS: 1300,
  waitQueueTimeoutMS: 1300,
}

/**
 * Said of the database and not of the client, where a connection string can have `journal=false`. An acknowledged
 * write survives the loss of any one node, and what is read cannot be undone by a change of the primary. A `w=0` would
 * not just lose writes: FerretDB answers those too, and each later answer is taken for that of the command before.
 */
function guarantees(wtimeoutMS: number): DbOptions {
  return {
    writeConcern: { w: 'majority', journal: true, wtimeoutMS },
    readConcern: new ReadConcern('majority'),
    readPreference: 'primary',
  }
}

/** Gets each client before it is used. */
export type Observe = (client: MongoClient) => void

/**
 * @param observe for tests, which listen to the commands
 * @throws StoreOpenError
 */
export async function openDatabase(uri: string, observe?: Observe): Promise<Database> {
  let client: MongoClient | undefined
  let stopWatching = () => {}
  try {
    const name = databaseNameOf(uri)
    client = createClient(uri, LIMITS, observe)
    stopWatching = watchHeartbeats(client)
    const database = client.db(name, guarantees(WRITE_MS))
    await connect(client, database)
    await prepare(uri, name, observe)
    return createDatabase(client, database, { isClosed: false, stopWatching })
  } catch (error) {
    stopWatching()
    await client?.close()
    throw explainOpening(error, uri, client)
  }
}

function createClient(uri: string, options: MongoClientOptions, observe: Observe | undefined): MongoClient {
  const client = new MongoClient(uri, { ...options, monitorCommands: observe !== undefined })
  observe?.(client)
  return client
}

/** As the driver reads it; that one, however, takes an absent name for `test`, and leaves a wrong one to the server. */
function databaseNameOf(uri: string): string {
  const path = /^[^:]+:\/\/[^/?]+\/([^?]*)/.exec(uri)?.[1] ?? ''
  const name = decodeURIComponent(path) || DEFAULT_NAME
  if (NOT_IN_NAMES.test(name) || Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new Error(`a database cannot be called ${JSON.stringify(name)}`)
  }
  return name
}

/**
 * Until a command is answered: some servers take connections, and even authenticate, before they can work.
 * @throws UnfitServerError
 */
async function connect(client: MongoClient, database: Db): Promise<void> {
  await answerWithin(CONNECT_MS, async () => {
    await client.connect()
    await database.command({ ping: 1 })
    const askedAt = Date.now()
    const { localTime } = await database.command({ hello: 1 })
    if (localTime instanceof Date) checkClock(localTime.getTime(), askedAt)
  })
}

/**
 * Idempotent, also when several nodes do it at the same time. Takes its time, on connections of its own.
 * @throws PreparationError
 */
async function prepare(uri: string, name: string, observe: Observe | undefined): Promise<void> {
  const limits = { ...LIMITS, serverSelectionTimeoutMS: CONNECT_MS, socketTimeoutMS: BUILD_MS }
  const builder = createClient(uri, limits, observe)
  const database = builder.db(name, guarantees(BUILD_MS))
  try {
    await builder.connect()
    // All are seen to their end: none should work on when the connections are closed.
    const all = await Promise.allSettled(
      COLLECTION_NAMES.map((collection) => prepareCollection(database, collection)),
    )
    for (const result of all) if (result.status === 'rejected') throw result.reason
  } finally {
    await builder.close()
  }
}

/** Creates it even where it needs no index: two first inserts are no moment to have a collection created. */
async function prepareCollection(database: Db, name: keyof typeof INDEXES): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await database.createCollection(name).catch(unlessThere)
      const indexes = INDEXES[name]
      if (indexes.length > 0) await database.collection(name).createIndexes(indexes)
      return
    } catch (error) {
      // Another node may be doing the same at this moment, and be in the way for that moment.
      if (attempt === BUILD_ATTEMPTS) throw new PreparationError(name, error)
      await sleep(PAUSE_MS)
    }
  }
}

function unlessThere(error: unknown): void {
  if (!isNamespaceExists(error)) throw error
}
