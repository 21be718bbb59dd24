import { createServer, type Server, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { type CommandStartedEvent, type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreOpenError } from '../../adapters/errors.ts'
import { createMongoStores, openMongoStores } from '../../adapters/mongodb/index.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import { startMongoImpostor } from '../support/mongo-impostor.ts'
import { ensureOwnMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { aNewAccount } from './conformance/records.ts'

const PASSWORD = 'Open-Sesame/1@home:7'
const WRITTEN = encodeURIComponent(PASSWORD)
const CREDENTIALS = { user: 'app', password: PASSWORD }

/** Opens what cannot be opened, and answers the message; nothing of the error may have the password in it. */
async function messageOf(uri: string): Promise<string> {
  const begin = performance.now()
  const error = await openMongoStores(uri).catch((reason: unknown) => reason)
  expect(performance.now() - begin).toBeLessThan(5000)
  expect(error).toBeInstanceOf(StoreOpenError)
  const all = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  for (const secret of [PASSWORD, WRITTEN]) expect(all).not.toContain(secret)
  return (error as StoreOpenError).message
}

describe('a MongoDB that cannot be opened is told in words, when', () => {
  let silent: Server
  const sockets: Socket[] = []
  beforeAll(async () => {
    silent = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  test('nothing listens there', async () => {
    const message = await messageOf(`mongodb://app:${WRITTEN}@127.0.0.1:1/gatehouse`)
    expect(message).toMatch(
      /^MongoDB at 127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED.* Start it, or correct/,
    )
  })

  test('something listens there and says nothing', async () => {
    const { port } = silent.address() as { port: number }
    const message = await messageOf(`mongodb://app:${WRITTEN}@127.0.0.1:${port}/gatehouse`)
    expect(message).toMatch(
      /^MongoDB at 127\.0\.0\.1:\d+ cannot be reached: .* Start it, or correct MONGODB_URI/,
    )
  })

  test('there is no such host', async () => {
    const message = await messageOf(`mongodb://app:${WRITTEN}@nowhere.invalid/gatehouse`)
    expect(message).toMatch(/^MongoDB at nowhere\.invalid:27017 cannot be reached/)
  })

  test('there is no such service', async () => {
    const message = await messageOf(`mongodb+srv://app:${WRITTEN}@cluster.nowhere.invalid/gatehouse`)
    expect(message).toMatch(/^MongoDB at cluster\.nowhere\.invalid cannot be reached/)
  })

  test('it is too old', async () => {
    const old = await startMongoImpostor(() => ({ maxWireVersion: 6 }))
    expect(await messageOf(old.uri)).toMatch(
      /^MongoDB at 127\.0\.0\.1:\d+ is of a version that does not fit: .*\. Version 4\.4 or later is needed\.$/,
    )
    await old.stop()
  })

  test('it lets nobody make an index', async () => {
    const errmsg = 'not authorized on gatehouse to execute command { createIndexes: "accounts" }'
    const strict = await startMongoImpostor((command) =>
      command === 'createIndexes' ? { ok: 0, code: 13, codeName: 'Unauthorized', errmsg } : {},
    )
    expect(await messageOf(strict.uri)).toMatch(
      /^MongoDB at \S+ does not allow what is needed there: not authorized .* Give MONGODB_URI a user with the role readWrite/,
    )
    await strict.stop()
  })

  test.each([
    ['ahead of', 125_000],
    ['behind', -125_000],
  ])('its clock is %s this machine’s', async (relation, offset) => {
    const wrong = await startMongoImpostor(() => ({ localTime: new Date(Date.now() + offset) }))
    expect(await messageOf(wrong.uri)).toMatch(
      new RegExp(
        `^MongoDB at \\S+ has a clock that is 12[3-7] seconds ${relation} this machine's\\. Let NTP set both`,
      ),
    )
    await wrong.stop()
  })

  test.each([
    ['mongodb://', 'has no host'],
    [`mongodb://app:${PASSWORD}@127.0.0.1:1/gatehouse`, 'has a password that is not escaped'],
    [`mongodb://app:${WRITTEN}@127.0.0.1:1/gatehouse?nosuchoption=1`, 'has an unknown option'],
    [`mongodb://app:${WRITTEN}@127.0.0.1:1/%E0%A4%A`, 'is escaped wrongly'],
    [`mongodb://app:${WRITTEN}@127.0.0.1:1/gate%20house`, 'names an impossible database'],
    [`http://app:${WRITTEN}@127.0.0.1:1/gatehouse`, 'is of another kind'],
  ])('%s %s', async (uri) => {
    expect(await messageOf(uri)).toMatch(
      /^MONGODB_URI is not a connection string that can be used: .* looks like/,
    )
  })
})

const canStart = await ensureOwnMongo('what a MongoDB with a password answers')

describe.runIf(canStart)('a MongoDB with a password', { timeout: 60_000 }, () => {
  let mongo: MongoServer
  beforeAll(async () => {
    mongo = await startMongo(CREDENTIALS)
  }, 60_000)
  afterAll(() => mongo.stop())

  test('lets in who knows it', async () => {
    const stores = await openMongoStores(mongo.freshUri())
    await stores.ping()
    await stores.close()
  })

  test.each([
    ['another password', 'app:wrong-one@'],
    ['an unknown user', 'nobody:wrong-one@'],
  ])('refuses %s, and is told so', async (_case, login) => {
    const message = await messageOf(`mongodb://${login}${mongo.host}/gatehouse`)
    expect(message).toMatch(
      /^MongoDB at \S+ refuses the user or the password of MONGODB_URI: .*authSource=admin/,
    )
    expect(message).not.toContain('wrong-one')
  })

  test('refuses nobody at all, and is told so', async () => {
    expect(await messageOf(`mongodb://${mongo.host}/gatehouse`)).toMatch(
      /does not allow what is needed there: /,
    )
  })

  test('is told when another index of the same name is in the way', async () => {
    const uri = mongo.freshUri()
    const client = new MongoClient(uri)
    await client.db().collection('clients').createIndex({ name: 1 }, { name: 'createdAt' })
    await client.close()
    expect(await messageOf(uri)).toMatch(
      /does not create the collection clients with its indexes: .* Remove what/,
    )
  })

  test('is told when records contradict an index', async () => {
    const uri = mongo.freshUri()
    const client = new MongoClient(uri)
    await client
      .db()
      .collection('accounts')
      .insertMany([{ emailKey: 'a' }, { emailKey: 'a' }])
    await client.close()
    expect(await messageOf(uri)).toMatch(
      /does not create the collection accounts with its indexes: .* Remove what/,
    )
  })

  test('answers every write only when a majority has it in its journal, whatever the connection string says', async () => {
    const commands: CommandStartedEvent[] = []
    const uri = `${mongo.freshUri()}&w=0&journal=false&readPreference=secondary&readConcernLevel=available`
    const opened = await openDatabase(uri, (client) =>
      client.on('commandStarted', (event) => commands.push(event)),
    )
    const stores = createMongoStores(opened)
    await stores.accounts.create(aNewAccount({ username: 'ada' }))
    await stores.artifacts.save({ kind: 'Session', id: 'a' }, { payload: {}, expiresAt: 0 })
    await stores.ping()
    await stores.close()
    const named = (...names: string[]): Document[] =>
      commands.filter(({ commandName }) => names.includes(commandName)).map(({ command }) => command)
    const writes = named('create', 'createIndexes', 'insert', 'update', 'delete', 'findAndModify')
    expect(writes.length).toBeGreaterThan(20)
    for (const command of writes) expect(command.writeConcern).toMatchObject({ w: 'majority', j: true })
    for (const command of named('find')) {
      expect(command.readConcern).toEqual({ level: 'majority' })
      expect(command.$readPreference ?? { mode: 'primary' }).toMatchObject({
        mode: expect.stringContaining('primary'),
      })
    }
  })

  test('has its database named by the path, gatehouse if there is none', async () => {
    const login = `app:${WRITTEN}@`
    for (const [path, name] of [
      ['', 'gatehouse'],
      ['/', 'gatehouse'],
      ['/?authSource=admin', 'gatehouse'],
      ['/other%2Dname?authSource=admin', 'other-name'],
    ]) {
      const uri = `mongodb://${login}${mongo.host}${path}`
      const opened = await openDatabase(uri)
      expect(opened.collection('accounts').dbName).toBe(name)
      await opened.close()
    }
  })

  test('goes on with the numbers of accounts when it was given an older count of them', async () => {
    const opened = await openDatabase(mongo.freshUri())
    const { accounts, close } = createMongoStores(opened)
    for (const number of [1, 2, 3]) expect(await accounts.create(aNewAccount())).toMatchObject({ number })
    const counters = opened.collection('counters')
    await counters.updateOne({ _id: 'accounts' }, { $set: { value: 1 } })
    expect(await accounts.create(aNewAccount())).toMatchObject({ number: 4 })
    await counters.deleteOne({ _id: 'accounts' })
    expect(await accounts.create(aNewAccount())).toMatchObject({ number: 5 })
    await close()
  })

  test('deletes what has long expired by itself', async () => {
    const uri = mongo.freshUri()
    const opened = await openDatabase(uri)
    const { artifacts, close } = createMongoStores(opened)
    await artifacts.save({ kind: 'Session', id: 'old' }, { payload: {}, expiresAt: 1000 })
    await artifacts.save({ kind: 'Session', id: 'live' }, { payload: {}, expiresAt: Date.now() / 1000 + 60 })
    await expect.poll(() => opened.collection('artifacts').countDocuments(), { timeout: 30_000 }).toBe(1)
    await close()
  })

  test('answers "unavailable" to whoever comes after the stores were closed', async () => {
    const stores = await openMongoStores(mongo.freshUri())
    await stores.close()
    const unavailable = { name: 'DomainError', kind: 'unavailable', code: 'store_unavailable' }
    await expect(stores.ping()).rejects.toMatchObject(unavailable)
    await expect(stores.accounts.findByEmail('a@example.com')).rejects.toMatchObject(unavailable)
    await expect(stores.artifacts.consume({ kind: 'Session', id: 'a' })).rejects.toMatchObject(unavailable)
  })

  test('is told when it answers, and cannot work', async () => {
    await mongo.database.kill()
    try {
      const message = await messageOf(mongo.freshUri())
      expect(message).toMatch(/^MongoDB at \S+ (answers, but cannot work|refuses|cannot be reached)/)
    } finally {
      await mongo.database.start()
    }
  })
})
