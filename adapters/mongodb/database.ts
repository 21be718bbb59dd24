/** An open database: typed collections, a limit on how long a command may take, and errors in the domain's words. */
import type { Collection, Db, IndexDescription, MongoClient, OptionalUnlessRequiredId } from 'mongodb'
import type { CollectionName, Documents } from './collections.ts'
import { isNamespaceExists, translateError, unavailable, violatedIndex } from './errors.ts'
import { answerWithin } from './time-limit.ts'

/**
 * Milliseconds after which a caller is told that there is no answer. The driver's own limits are per step, and it may
 * repeat the steps of a read; this one is for the whole of a command, so that a request is answered within two seconds.
 */
const ANSWER_MS = 1500

/** Every method throws DomainError `unavailable` when the server is away, refuses, or does not answer in time. */
export interface Database {
  collection<Name extends CollectionName>(name: Name): Collection<Documents[Name]>
  /** Runs one command. One that was given up may have been done all the same. */
  ask<Result>(command: () => Promise<Result>): Promise<Result>
  /** Runs one command that may find a value taken: answers as `violatedIndex`, or undefined when it was done. */
  violation(command: () => Promise<unknown>): Promise<string | undefined>
  /** Inserts, and answers as `violation`. */
  insert<Name extends CollectionName>(name: Name, document: Documents[Name]): Promise<string | undefined>
  /** Another database of the same server, whose name begins with that of this one. Nothing is asked of the server. */
  sibling(suffix: string): Database
  readonly name: string
  /** Makes collections and indexes that are missing. */
  prepare(indexes: Record<string, IndexDescription[]>): Promise<void>
  drop(): Promise<void>
  close(): Promise<void>
}

/** @param connection shared by the databases of one server */
/** What all databases on one connection share. */
export interface Connection {
  isClosed: boolean
  stopWatching(): void
}

export function createDatabase(client: MongoClient, database: Db, connection: Connection): Database {
  async function answerTo<Result>(command: () => Promise<Result>): Promise<Result> {
    // The driver would connect anew for whoever comes after the end.
    if (connection.isClosed) throw unavailable(new Error('The store has been closed'))
    return answerWithin(ANSWER_MS, command)
  }

  async function ask<Result>(command: () => Promise<Result>): Promise<Result> {
    try {
      return await answerTo(command)
    } catch (error) {
      throw translateError(error)
    }
  }

  async function violation(command: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await answerTo(command)
      return undefined
    } catch (error) {
      const index = violatedIndex(error)
      if (index === undefined) throw translateError(error)
      return index
    }
  }

  function collection<Name extends CollectionName>(name: Name): Collection<Documents[Name]> {
    return database.collection<Documents[Name]>(name)
  }

  return {
    collection,
    ask,
    violation,

    insert<Name extends CollectionName>(name: Name, document: Documents[Name]) {
      // The driver's type asks for what Documents[Name] always has, an `_id`, in a way that a type parameter hides.
      const complete = document as OptionalUnlessRequiredId<Documents[Name]>
      return violation(() => collection(name).insertOne(complete))
    },

    sibling(suffix) {
      const { readConcern, readPreference, writeConcern } = database
      const options = {
        ...(readConcern === undefined ? {} : { readConcern }),
        ...(readPreference === undefined ? {} : { readPreference }),
        ...(writeConcern === undefined ? {} : { writeConcern }),
      }
      return createDatabase(client, client.db(database.databaseName + suffix, options), connection)
    },

    name: database.databaseName,

    async prepare(indexes) {
      for (const [name, wanted] of Object.entries(indexes)) {
        await ask(() => database.createCollection(name).catch(unlessThere))
        if (wanted.length > 0) await ask(() => database.collection(name).createIndexes(wanted))
      }
    },

    async drop() {
      await ask(() => database.dropDatabase())
    },

    async close() {
      connection.isClosed = true
      connection.stopWatching()
      await client.close()
    },
  }
}

function unlessThere(error: unknown): void {
  if (!isNamespaceExists(error)) throw error
}
