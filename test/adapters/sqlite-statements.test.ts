import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../adapters/sqlite/database.ts'
import { createSqliteStores } from '../../adapters/sqlite/index.ts'
import { openDatabase } from '../../adapters/sqlite/open-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'gatehouse.sqlite')
const database = openDatabase(file)
createSqliteStores(database)
const statements = database.statements()
database.close()

describe('the statements of the SQLite stores', () => {
  const connection = new DatabaseSync(file)
  afterAll(() => connection.close())

  function planOf(sql: string): string[] {
    return connection
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => String(step.detail))
  }

  test('are all known', () => {
    for (const table of [
      'accounts',
      'clients',
      'resource_servers',
      'consents',
      'signing_keys',
      'artifacts',
      'events',
      'delivery_cursors',
      'stalled_deliveries',
      'dead_letters',
      'webhooks',
      'tenants',
      'projects',
    ]) {
      expect(
        statements.some((sql) => sql.includes(`FROM ${table}`)),
        table,
      ).toBe(true)
    }
  })

  const byKey = statements.filter((sql) => /\bWHERE\b/.test(sql) && !/^INSERT\b/.test(sql))
  test.each(byKey)('reach their rows by an index: %s', (sql) => {
    const plan = planOf(sql)
    expect(plan.filter((step) => step.startsWith('SEARCH'))).not.toEqual([])
    expect(plan.filter((step) => step.startsWith('SCAN') || step.includes('AUTOMATIC'))).toEqual([])
  })

  test.each(statements)('sort nothing: %s', (sql) => {
    expect(planOf(sql).filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
  })

  test('mean a whole table in these cases only', () => {
    const wholesale = statements.filter((sql) => !byKey.includes(sql) && !/^(INSERT|PRAGMA)\b/.test(sql))
    expect(wholesale.toSorted()).toEqual([
      'DELETE FROM pings',
      'SELECT * FROM signing_keys ORDER BY created_at, kid',
      'SELECT body FROM webhooks ORDER BY id',
      'SELECT kid FROM signing_keys LIMIT 1',
      'SELECT position FROM events ORDER BY position DESC LIMIT 1',
    ])
  })
})

describe('an error of SQLite', () => {
  const unavailable = { name: 'DomainError', kind: 'unavailable', code: 'store_unavailable' }
  const conflict = { code: 'thing_exists', message: 'This thing exists' }

  /** A database of one table, `things`, opened in the way that `prepare` and `options` say. */
  function aDatabase(name: string, prepare: string, options: { readOnly?: boolean } = {}) {
    const path = join(folder, name)
    const first = new DatabaseSync(path)
    first.exec('CREATE TABLE things (id TEXT PRIMARY KEY, name TEXT UNIQUE, size INTEGER NOT NULL)')
    first.close()
    const connection = new DatabaseSync(path, { ...options, timeout: 10 })
    connection.exec(prepare)
    const database = createDatabase(connection, path)
    const insert = database.statement('INSERT INTO things VALUES (:id, :name, :size)', conflict)
    return { path, database, insert }
  }

  test('is the conflict that the statement names, when a value was not unique', () => {
    const { insert } = aDatabase('unique.sqlite', '')
    insert.run({ id: 'a', name: 'A', size: 1 })
    for (const id of ['a', 'b']) {
      expect(caught(() => insert.run({ id, name: 'A', size: 1 }))).toMatchObject({
        name: 'DomainError',
        kind: 'conflict',
        ...conflict,
      })
    }
  })

  test('is "unavailable" with its cause when another constraint failed', () => {
    const { insert } = aDatabase('constraint.sqlite', '')
    const error = caught(() => insert.run({ id: 'a', name: 'A', size: null }))
    expect(error).toMatchObject(unavailable)
    expect((error as Error).cause).toMatchObject({ code: 'ERR_SQLITE_ERROR' })
    expect((error as Error).message).not.toContain('things')
  })

  test('is "unavailable" when the disk is full, and nothing of the transaction stays', () => {
    const { database, insert } = aDatabase('full.sqlite', 'PRAGMA max_page_count = 8')
    const work = () => {
      insert.run({ id: 'a', name: 'A', size: 1 })
      insert.run({ id: 'b', name: 'x'.repeat(100_000), size: 1 })
    }
    expect(caught(() => database.transaction(work))).toMatchObject(unavailable)
    const count = database.statement<{ n: number }>('SELECT count(*) AS n FROM things')
    expect(count.get()).toEqual({ n: 0 })
    expect(database.transaction(() => insert.run({ id: 'a', name: 'A', size: 1 }))).toBe(1)
  })

  test('is "unavailable" when another process keeps the write lock', () => {
    const { path, database, insert } = aDatabase('busy.sqlite', '')
    const hog = new DatabaseSync(path)
    hog.exec('BEGIN IMMEDIATE')
    expect(caught(() => insert.run({ id: 'a', name: 'A', size: 1 }))).toMatchObject(unavailable)
    expect(caught(() => database.transaction(() => undefined))).toMatchObject(unavailable)
    hog.close()
    expect(insert.run({ id: 'a', name: 'A', size: 1 })).toBe(1)
  })

  test('is "unavailable" when the database can be read only', () => {
    const { insert } = aDatabase('readonly.sqlite', '', { readOnly: true })
    expect(caught(() => insert.run({ id: 'a', name: 'A', size: 1 }))).toMatchObject(unavailable)
  })
})

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}
