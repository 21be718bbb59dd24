/**
 * The files of tenants: one each, opened when it is needed and closed when it was not for a while, so that a thousand
 * tenants cost no more than those that are busy.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { DomainError } from '../../src/domain/errors.ts'
import { isTenantId } from '../tenant-id.ts'
import type { Database } from './database.ts'
import { unavailable } from './errors.ts'
import { TENANT } from './migrations/index.ts'
import { openDatabase } from './open-database.ts'

/** Each takes three file descriptors, and some 100 kB: a thousand busy ones are within what a process may have. */
const MAX_OPEN = 1000
const IDLE_MS = 60_000
const LOOK_MS = 15_000

/** What SQLite puts beside a database file. */
const BESIDE = ['-wal', '-shm', '-journal']

export interface TenantDatabases<Opened> {
  /** Makes the file, or brings it up to date. */
  create(tenantId: string): void
  /** Removes the file and everything beside it. */
  drop(tenantId: string): void
  /** What `prepare` made of the tenant's database; undefined where there is none. */
  find(tenantId: string): Opened | undefined
  /** How many files are open at present. */
  openCount(): number
  close(): void
}

/** @param prepare called once for each opening */
export function createTenantDatabases<Opened>(
  folder: string,
  prepare: (database: Database) => Opened,
): TenantDatabases<Opened> {
  const open = new LRUCache<string, { database: Database; opened: Opened }>({
    max: MAX_OPEN,
    ttl: IDLE_MS,
    updateAgeOnGet: true,
    dispose: ({ database }) => database.close(),
  })
  const sweeping = setInterval(() => open.purgeStale(), LOOK_MS).unref()
  let isClosed = false

  function openFile(tenantId: string): Opened {
    if (isClosed) throw unavailable(new Error('The store has been closed'))
    try {
      const database = openDatabase(fileOf(tenantId), TENANT)
      const opened = prepare(database)
      open.set(tenantId, { database, opened })
      return opened
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable(error)
    }
  }

  const fileOf = (tenantId: string): string => join(folder, `${tenantId}.sqlite`)

  return {
    create(tenantId) {
      if (!isTenantId(tenantId)) throw new TypeError(`${JSON.stringify(tenantId)} names no tenant`)
      openFile(tenantId)
    },

    drop(tenantId) {
      if (!isTenantId(tenantId)) return
      open.delete(tenantId)
      for (const end of ['', ...BESIDE]) rmSync(fileOf(tenantId) + end, { force: true })
    },

    find(tenantId) {
      if (!isTenantId(tenantId)) return undefined
      // Another process may have dropped it; a file that is gone still answers as long as it is open.
      if (!existsSync(fileOf(tenantId))) {
        open.delete(tenantId)
        return undefined
      }
      return open.get(tenantId)?.opened ?? openFile(tenantId)
    },

    openCount: () => open.size,

    close() {
      isClosed = true
      clearInterval(sweeping)
      open.clear()
    },
  }
}
