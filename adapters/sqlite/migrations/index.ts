/**
 * Brings a file's tables up to date. A migration that has been released never changes: a new one is added below it.
 * PRAGMA user_version counts how many the file has had; PRAGMA application_id says that the file is ours.
 */
import type { DatabaseSync } from 'node:sqlite'
import { StoreOpenError } from '../../errors.ts'
import { firstTables } from './0001-first-tables.ts'
import { ownedArtifacts } from './0002-owned-artifacts.ts'
import { events } from './0003-events.ts'
import { tenants } from './0004-tenants.ts'
import { accountCare } from './0005-account-care.ts'
import { deliveries } from './0006-deliveries.ts'
import { tenantFirstTables } from './tenant-0001-first-tables.ts'

/** What a kind of file holds. */
export interface Schema {
  /** Four letters in ASCII. */
  applicationId: number
  migrations: string[]
  /** Bytes, for a file that is made anew. Each open one keeps some twenty pages in memory. */
  pageSize: number
}

export const MAIN: Schema = {
  applicationId: 0x47415445, // GATE
  pageSize: 4096,
  migrations: [firstTables, ownedArtifacts, events, tenants, accountCare, deliveries],
}

/** Of one tenant's own file. */
export const TENANT: Schema = {
  applicationId: 0x47415454, // GATT
  // Many are open at the same time, and each holds little.
  pageSize: 1024,
  migrations: [tenantFirstTables],
}

/** @throws StoreOpenError when the file is another program's, or a newer Gatehouse's */
export function checkOwner(connection: DatabaseSync, file: string, schema: Schema): void {
  const known = schema.migrations.length
  // In this order: were another process to create the tables in between, its mark would be seen with them.
  const isEmpty = readNumber(connection, 'SELECT count(*) FROM sqlite_schema') === 0
  const version = readNumber(connection, 'PRAGMA user_version')
  const owner = readNumber(connection, 'PRAGMA application_id')
  if (isEmpty && version === 0 && owner === 0) return
  if (owner !== schema.applicationId) {
    throw new StoreOpenError(
      `${file} is a database of another program. Choose another DATA_DIR, or move the file away.`,
    )
  }
  if (version > known) {
    throw new StoreOpenError(
      `${file} was written by a newer version of Gatehouse: its schema version is ${version}, and this one ` +
        `knows versions up to ${known}. Run the newer version again, restore a backup made before it ` +
        `ran, or choose another DATA_DIR.`,
    )
  }
}

/**
 * Applies what is missing, all or nothing. Of processes that start together one does it and the others wait.
 * @throws StoreOpenError as `checkOwner`
 */
export function migrate(connection: DatabaseSync, file: string, schema: Schema): void {
  const { applicationId, migrations } = schema
  checkOwner(connection, file, schema)
  if (readNumber(connection, 'PRAGMA user_version') === migrations.length) return
  connection.exec('BEGIN EXCLUSIVE')
  try {
    // Another process may have been faster, or newer, before the lock was ours.
    checkOwner(connection, file, schema)
    const version = readNumber(connection, 'PRAGMA user_version')
    for (const sql of migrations.slice(version)) connection.exec(sql)
    connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`)
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

function readNumber(connection: DatabaseSync, sql: string): number {
  return Number(Object.values(connection.prepare(sql).get() ?? {})[0])
}
