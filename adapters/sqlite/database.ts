/** An open database: prepared statements, transactions, and SQLite's errors in the domain's words. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { createGathering } from '../gathering.ts'
import { type Conflict, translateError, unavailable } from './errors.ts'

/** Values of the statement's `:names`, without the colon. */
export type Parameters = Record<string, SQLInputValue>

/** Every method throws DomainError: `conflict` if the statement names one, else `unavailable`. */
export interface Statement<Row> {
  get(parameters?: Parameters): Row | undefined
  all(parameters?: Parameters): Row[]
  /** Answers how many rows were inserted, updated or deleted. */
  run(parameters?: Parameters): number
}

export interface Database {
  /**
   * Prepares a statement, once for each text. The stores prepare all of theirs when they are created, so that a
   * statement that does not fit the tables fails at start, and `statements` knows them all.
   * @param conflict what it means when a row with a unique value of this one is there already
   */
  statement<Row = never>(sql: string, conflict?: Conflict): Statement<Row>
  /** The texts of all prepared statements. */
  statements(): string[]
  /**
   * Runs `work` while no other process writes; keeps all of what it wrote, or nothing when it throws. `work` is
   * synchronous, so that nothing else of this process can happen in between.
   */
  transaction<T>(work: () => T): T
  /**
   * Runs `work`, one statement, in one transaction with all that is written in this turn of the event loop, and answers
   * when that is on the disk: a commit costs the same for many as for one.
   */
  write<T>(work: () => T): Promise<T>
  /** The path that was opened. */
  readonly file: string
  close(): void
}

export function createDatabase(connection: DatabaseSync, file: string): Database {
  const prepared = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }

  function attempt<T>(work: () => T, conflict?: Conflict): T {
    try {
      return work()
    } catch (error) {
      throw connection.isOpen ? translateError(error, conflict) : unavailable(error)
    }
  }

  function transaction<T>(work: () => T): T {
    // IMMEDIATE takes the write lock at once: a transaction that began by reading could not get it any more once
    // another process has written, and would fail however long it waits.
    attempt(() => connection.exec('BEGIN IMMEDIATE'))
    try {
      const result = work()
      attempt(() => connection.exec('COMMIT'))
      return result
    } catch (error) {
      // SQLite has rolled back by itself after some errors, such as a full disk.
      if (connection.isOpen && connection.isTransaction) attempt(() => connection.exec('ROLLBACK'))
      throw error
    }
  }

  const write = createGathering(async (works: (() => unknown)[]) => {
    const [only] = works
    return works.length === 1 && only ? [outcomeOf(only)] : transaction(() => works.map(outcomeInTransaction))
  })

  /** A statement that fails undoes itself alone, unless SQLite has given up the whole transaction. */
  function outcomeInTransaction(work: () => unknown): Outcome {
    const outcome = outcomeOf(work)
    if ('error' in outcome && !connection.isTransaction) throw outcome.error
    return outcome
  }

  return {
    file,

    statement<Row>(sql: string, conflict?: Conflict): Statement<Row> {
      const statement = prepare(sql)
      return {
        get: (parameters = {}) => attempt(() => statement.get(parameters) as Row | undefined),
        all: (parameters = {}) => attempt(() => statement.all(parameters) as Row[]),
        run: (parameters = {}) => attempt(() => Number(statement.run(parameters).changes), conflict),
      }
    },

    statements: () => [...prepared.keys()],

    transaction,

    async write<T>(work: () => T) {
      const outcome = await write(work)
      if ('error' in outcome) throw outcome.error
      return outcome.value as T
    },

    close() {
      if (connection.isOpen) connection.close()
    },
  }
}

type Outcome = { value: unknown } | { error: unknown }

function outcomeOf(work: () => unknown): Outcome {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}
