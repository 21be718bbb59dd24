import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { openStores, StoreOpenError } from '../../adapters/index.ts'
import { ask, startStoreWorker } from '../support/store-workers.ts'
import { aNewAccount } from './conformance/records.ts'

describe('the SQLite file', () => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  afterAll(() => rmSync(root, { recursive: true }))

  function freshFolder(): string {
    return mkdtempSync(join(root, 'data-'))
  }

  /** A folder whose database has `accounts` accounts and is closed. */
  async function folderWithDatabase(accounts = 200): Promise<{ dataDir: string; file: string }> {
    const dataDir = freshFolder()
    const stores = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    for (let n = 0; n < accounts; n += 1) await stores.accounts.create(aNewAccount())
    await stores.close()
    return { dataDir, file: join(dataDir, 'gatehouse.sqlite') }
  }

  /** Tries to open, and answers the message; the file must still be what it was. */
  async function messageOf({ dataDir, file }: { dataDir: string; file: string }): Promise<string> {
    const before = readFileSync(file)
    const error = await openStores({ dataDir, mongodbUri: null, redisUrl: null }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(StoreOpenError)
    expect(readFileSync(file).equals(before)).toBe(true)
    return (error as StoreOpenError).message
  }

  test('is created, with its folder, for its owner alone', async () => {
    const dataDir = join(freshFolder(), 'not', 'there', 'yet')
    const stores = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    await stores.checks.database?.()
    expect(modeOf(dataDir)).toBe(0o700)
    for (const suffix of ['', '-wal', '-shm']) {
      expect(modeOf(join(dataDir, `gatehouse.sqlite${suffix}`)), suffix).toBe(0o600)
    }
    await stores.close()
  })

  test('keeps what was written when it is closed and opened again', async () => {
    const { dataDir } = await folderWithDatabase(3)
    const stores = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    expect(await stores.accounts.list({ limit: 10 })).toHaveLength(3)
    await stores.close()
  })

  test('may be empty, as a crash at the first moment leaves it', async () => {
    const dataDir = freshFolder()
    writeFileSync(join(dataDir, 'gatehouse.sqlite'), '')
    const stores = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    await stores.checks.database?.()
    await stores.close()
  })

  test.each(['hello, I am not a database\n', 'x'.repeat(100_000)])(
    'is refused, and left alone, when it is a text',
    async (text) => {
      const dataDir = freshFolder()
      const file = join(dataDir, 'gatehouse.sqlite')
      writeFileSync(file, text)
      const message = await messageOf({ dataDir, file })
      expect(message).toContain(file)
      expect(message).toMatch(/is not a database.* Restore it from a backup .* choose another DATA_DIR/)
    },
  )

  test('is refused, and left alone, when it is damaged within', async () => {
    const { dataDir, file } = await folderWithDatabase()
    const content = readFileSync(file)
    content.fill(0xa5, 4096 * 3, 4096 * 12)
    writeFileSync(file, content)
    const message = await messageOf({ dataDir, file })
    expect(message).toContain(file)
    expect(message).toMatch(/is damaged.* Restore it from a backup .* choose another DATA_DIR/)
  })

  test('is refused, and left alone with its log, when it was damaged and a crash left a log', async () => {
    const { dataDir, file } = await folderWithDatabase()
    const crashed = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    await crashed.accounts.create(aNewAccount())
    const copy = freshFolder()
    const copied = join(copy, 'gatehouse.sqlite')
    const content = readFileSync(file)
    content.fill(0xa5, 4096 * 3, 4096 * 12)
    writeFileSync(copied, content)
    const log = readFileSync(`${file}-wal`)
    writeFileSync(`${copied}-wal`, log)
    await crashed.close()
    expect(log.length).toBeGreaterThan(0)
    expect(await messageOf({ dataDir: copy, file: copied })).toMatch(/is damaged/)
    expect(readFileSync(`${copied}-wal`).equals(log)).toBe(true)
  })

  test('is refused, and left alone, when its end is missing', async () => {
    const { dataDir, file } = await folderWithDatabase()
    const content = readFileSync(file)
    writeFileSync(file, content.subarray(0, content.length / 2))
    expect(await messageOf({ dataDir, file })).toMatch(/is damaged/)
  })

  test('is refused, and left alone, when its first page is overwritten', async () => {
    const { dataDir, file } = await folderWithDatabase()
    const content = readFileSync(file)
    content.fill(0, 0, 100)
    writeFileSync(file, content)
    expect(await messageOf({ dataDir, file })).toMatch(/is not a database, or its beginning is damaged/)
  })

  test('is refused, and left alone, when a newer version wrote it', async () => {
    const { dataDir, file } = await folderWithDatabase(1)
    alter(file, 'PRAGMA user_version = 99')
    const message = await messageOf({ dataDir, file })
    expect(message).toContain(file)
    expect(message).toMatch(/newer version of Gatehouse.* 99,.* Run the newer version again.* DATA_DIR/)
  })

  test("is refused, and left alone, when it is another program's", async () => {
    const dataDir = freshFolder()
    const file = join(dataDir, 'gatehouse.sqlite')
    alter(file, 'CREATE TABLE notes (text TEXT)')
    expect(await messageOf({ dataDir, file })).toMatch(/is a database of another program.* DATA_DIR/)
  })

  test('is refused while another process has it to itself', { timeout: 20_000 }, async () => {
    const { dataDir, file } = await folderWithDatabase(1)
    const hog = new DatabaseSync(file)
    hog.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    await expect(openStores({ dataDir, mongodbUri: null, redisUrl: null })).rejects.toThrow(
      /is locked by another process/,
    )
    hog.close()
  })

  test('is refused when the folder is a file, or lies below one', async () => {
    const dataDir = join(freshFolder(), 'data')
    writeFileSync(dataDir, 'I am a file')
    for (const folder of [dataDir, join(dataDir, 'below')]) {
      const opening = openStores({ dataDir: folder, mongodbUri: null, redisUrl: null })
      await expect(opening).rejects.toBeInstanceOf(StoreOpenError)
      await expect(opening).rejects.toThrow(/data.* is not a folder.*Choose another DATA_DIR/)
    }
    expect(readFileSync(dataDir, 'utf8')).toBe('I am a file')
  })

  test('is refused when it is a folder', async () => {
    const dataDir = freshFolder()
    mkdirSync(join(dataDir, 'gatehouse.sqlite'))
    await expect(openStores({ dataDir, mongodbUri: null, redisUrl: null })).rejects.toThrow(
      /gatehouse\.sqlite is a folder.*another DATA_DIR/,
    )
  })

  test.runIf(process.getuid?.() === 0)('is refused when it, or its folder, may not be written', async () => {
    chmodSync(root, 0o755)
    const { dataDir, file } = await folderWithDatabase(1)
    const parent = freshFolder()
    for (const [folder, mode] of [
      [dataDir, 0o777],
      [parent, 0o755],
    ] as const) {
      chmodSync(folder, mode)
    }
    const cases = [
      { file, message: /The file .*gatehouse\.sqlite cannot be written \(EACCES\).*another DATA_DIR/ },
      {
        file: join(parent, 'a.sqlite'),
        message: /The folder .* cannot be .*written \(EACCES\).*another DATA_DIR/,
      },
      { file: join(parent, 'new', 'a.sqlite'), message: /The folder .*new cannot be created .*\(EACCES\)/ },
    ]
    for (const { file, message } of cases) {
      const worker = startStoreWorker()
      await expect(ask(worker, { file, task: 'openUnprivileged', startAt: 0 })).rejects.toThrow(message)
      worker.kill()
    }
  })

  test('answers a ping with "unavailable" once it has been deleted or replaced', async () => {
    const { dataDir, file } = await folderWithDatabase(1)
    const stores = await openStores({ dataDir, mongodbUri: null, redisUrl: null })
    await stores.checks.database?.()
    rmSync(file)
    await expect(stores.checks.database?.()).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'store_unavailable',
    })
    writeFileSync(file, '')
    await expect(stores.checks.database?.()).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'store_unavailable',
    })
    await stores.close()
  })

  test('answers "unavailable" to whoever comes after it was closed', async () => {
    const stores = await openStores({ dataDir: freshFolder(), mongodbUri: null, redisUrl: null })
    await stores.close()
    const unavailable = { name: 'DomainError', kind: 'unavailable', code: 'store_unavailable' }
    await expect(stores.checks.database?.()).rejects.toMatchObject(unavailable)
    await expect(stores.accounts.findByEmail('a@example.com')).rejects.toMatchObject(unavailable)
    await expect(stores.accounts.create(aNewAccount())).rejects.toMatchObject(unavailable)
    await expect(stores.artifacts.consume({ kind: 'Session', id: 'a' })).rejects.toMatchObject(unavailable)
  })
})

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

function alter(file: string, sql: string): void {
  const connection = new DatabaseSync(file)
  connection.exec(sql)
  connection.close()
}
