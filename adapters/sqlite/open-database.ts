/**
 * Opens the database file, or says in plain words why that cannot be done. A file that is damaged, or not ours, is
 * left as it is: it is looked at through a connection that cannot write before one that can is opened.
 */
import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreOpenError } from '../errors.ts'
import { createDatabase, type Database } from './database.ts'
import { RESULT, resultCode } from './errors.ts'
import { checkOwner, MAIN, migrate, type Schema } from './migrations/index.ts'

/** How long a statement waits for other processes' writes before it fails, in milliseconds. */
const BUSY_TIMEOUT = 5000

/** Bytes up to which a file is checked as a whole at every start: at this size it takes some 50 ms. */
const CHECKED_SIZE = 64 * 1024 * 1024

const RESTORE =
  'Restore it from a backup (and remove the files beside it that end in -wal and -shm), ' +
  'or choose another DATA_DIR to start with an empty one. The file has been left as it is.'

/** @throws StoreOpenError */
export function openDatabase(file: string, schema: Schema = MAIN): Database {
  prepareFolder(dirname(file))
  prepareFile(file)
  let connection: DatabaseSync | undefined
  try {
    inspect(file, schema)
    connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT })
    connection.exec(`PRAGMA page_size = ${schema.pageSize}`)
    useWriteAheadLog(connection)
    // FULL: a commit returns when the log is on the disk, so that neither kill -9 nor a power cut undoes what was
    // acknowledged (with NORMAL a power cut could make a used code usable again). It is affordable: a commit of one
    // 1 kB record took 0.17 ms (median; p99 0.5 ms) against 0.015 ms with NORMAL, on a virtual disk with ext4.
    connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    migrate(connection, file, schema)
    return createDatabase(connection, file)
  } catch (error) {
    connection?.close()
    throw error instanceof StoreOpenError ? error : new StoreOpenError(explain(file, error), error)
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = systemCode(error)
    const message =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `${folder} is not a folder, or lies below a file. Choose another DATA_DIR, or move the file away.`
        : `The folder ${folder} cannot be created or written (${code}). Give this process's user the right to ` +
          'write there, or choose another DATA_DIR.'
    throw new StoreOpenError(message, error)
  }
}

/** Creates the file if it is missing, so that it and the files that SQLite puts beside it are its owner's alone. */
function prepareFile(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    const message =
      systemCode(error) === 'EISDIR'
        ? `${file} is a folder, where a database file should be. Move it away, or choose another DATA_DIR.`
        : `The file ${file} cannot be written (${systemCode(error)}). Give this process's user the right to read ` +
          'and write it, or choose another DATA_DIR.'
    throw new StoreOpenError(message, error)
  }
}

function inspect(file: string, schema: Schema): void {
  const { size } = statSync(file)
  if (size === 0) return
  const connection = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT })
  try {
    checkOwner(connection, file, schema)
    if (size > CHECKED_SIZE) return
    const finding = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check
    if (finding !== 'ok') throw new StoreOpenError(`${file} is damaged. ${RESTORE}`, finding)
  } catch (error) {
    // A crash during the very first start leaves a journal that only a writing connection can undo, as the next does.
    if (resultCode(error) !== RESULT.readonly) throw error
  } finally {
    connection.close()
  }
}

/** The switch is made once in a file's life; SQLite does not wait there for another process that is making it. */
function useWriteAheadLog(connection: DatabaseSync): void {
  const deadline = performance.now() + BUSY_TIMEOUT
  for (;;) {
    try {
      connection.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (resultCode(error) !== RESULT.busy || performance.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function explain(file: string, error: unknown): string {
  switch (resultCode(error)) {
    case RESULT.notADatabase:
      return `${file} is not a database, or its beginning is damaged. ${RESTORE}`
    case RESULT.corrupt:
      return `${file} is damaged. ${RESTORE}`
    case RESULT.busy:
      return `${file} is locked by another process. Find out which (a backup, a database shell?), and start again.`
    case RESULT.full:
      return `${file} cannot be written: the disk is full. Make room, or choose another DATA_DIR.`
    case RESULT.readonly:
    case RESULT.cantOpen:
      return (
        `${file}, or a file beside it that ends in -wal or -shm, cannot be written. ` +
        "Give this process's user the right to write it, or choose another DATA_DIR."
      )
    default:
      return (
        `${file} cannot be opened: ${error instanceof Error ? error.message : error}. ` +
        'Check the disk, or choose another DATA_DIR.'
      )
  }
}

function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
