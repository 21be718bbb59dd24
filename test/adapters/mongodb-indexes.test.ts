import { type CommandStartedEvent, type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMongoStores, openMongoStores } from '../../adapters/mongodb/index.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import { indexesFor, type Lookup, lookupOf, shapeOf, WHOLE_COLLECTION } from '../support/mongo-plan.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { storesConformance } from './conformance/index.ts'

/** Everything that the stores look for, and the index by which it is found. */
const EXPECTED: Record<string, string> = {
  'accounts {_id: ?}': '_id_',
  'accounts {emailKey: ?}': 'emailKey',
  'accounts {usernameKey: ?}': 'usernameKey',
  'accounts {number: ?}': 'number',
  'accounts {number: {$gt: ?}} by number': 'number',
  'loginClaims {_id: ?}': '_id_',
  'loginClaims {_id: {$in: [?]}, holder: ?}': '_id_',
  'counters {_id: ?}': '_id_',
  'clients {_id: ?}': '_id_',
  'clients {_id: ?, version: ?}': '_id_',
  'clients {createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'createdAt',
  'resourceServers {_id: ?}': '_id_',
  'resourceServers {_id: ?, version: ?}': '_id_',
  'resourceServers {_id: {$gt: ?}} by _id': '_id_',
  'consents {_id: ?}': '_id_',
  'consents {_id: ?, version: ?}': '_id_',
  'signingKeys {_id: ?}': '_id_',
  'signingKeys {_id: ?, keys.kid: ?}': '_id_',
  'signingKeys {_id: ?, keys.kid: {$ne: ?}}': '_id_',
  'artifacts {_id: ?}': '_id_',
  'artifacts {_id: ?, expiresAt: {$lte: ?}}': '_id_',
  'artifacts {_id: ?, expiresAt: {$gt: ?}, version: ?}': '_id_',
  'artifacts {_id: ?, expiresAt: {$gt: ?}, consumedAt: ?}': '_id_',
  'artifacts {_id: {$in: [?]}, expiresAt: {$gt: ?}}': '_id_',
  'artifacts {owner: ?}': 'owner',
  'pings {_id: ?}': '_id_',
}

/** Not seen in a suite of one process: a claim is taken over from one that crashed. */
const BESIDE: Lookup[] = [{ collection: 'loginClaims', filter: { _id: '1', holder: 'a' }, sort: undefined }]

describe.runIf(await ensureMongo())('what the MongoDB stores look for', () => {
  const seen = new Map<string, Lookup>()
  let mongo: MongoDatabases
  let client: MongoClient
  let database: Db

  beforeAll(async () => {
    mongo = await openMongo()
    const uri = mongo.freshUri()
    await (await openMongoStores(uri)).close()
    client = new MongoClient(uri)
    database = client.db()
    await fill(database)
  }, 60_000)
  afterAll(async () => {
    await client.close()
    await mongo.stop()
  })

  function note(event: CommandStartedEvent): void {
    const lookup = lookupOf(event)
    if (lookup) seen.set(shapeOf(lookup), lookup)
  }

  describe('while the suites run', () => {
    storesConformance(async () => {
      const opened = await openDatabase(mongo.freshUri(), (observed) => observed.on('commandStarted', note))
      return createMongoStores(opened)
    })
  })

  test('is known', () => {
    expect([...seen.keys()].toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
  })

  test.each(Object.entries(EXPECTED))('%s is found by the index %s', async (shape, index) => {
    const lookup = seen.get(shape)
    expect(lookup && (await indexesFor(database, lookup))).toEqual([index])
  })

  test.each(BESIDE)('$filter in $collection is found by its _id', async (lookup) => {
    expect(await indexesFor(database, lookup)).toEqual(['_id_'])
  })

  test('would be told apart from what no index serves', async () => {
    const lookup = { collection: 'accounts', filter: { email: 'x' }, sort: undefined }
    expect(await indexesFor(database, lookup)).toEqual([WHOLE_COLLECTION])
  })
})

/** Some thousand documents in each collection: with few, reading all of them may well be the best plan. */
async function fill(database: Db): Promise<void> {
  const numbers = Array.from({ length: 3000 }, (_, n) => n + 1)
  const members: Record<string, (n: number) => Record<string, unknown>> = {
    accounts: (n) => ({
      number: n,
      email: `${n}@example.com`,
      emailKey: `${n}@example.com`,
      usernameKey: `u${n}`,
    }),
    loginClaims: () => ({ holder: 'a', claimedAt: new Date() }),
    counters: () => ({ value: 1 }),
    clients: (n) => ({ createdAt: 1_700_000_000_000 + n, version: n, body: '{}' }),
    resourceServers: (n) => ({ version: n, body: '{}' }),
    consents: (n) => ({ version: n, body: '{}' }),
    signingKeys: (n) => ({ keys: [{ kid: `${n}` }] }),
    artifacts: (n) => ({
      payload: '{}',
      expiresAt: new Date(Date.now() + 3_600_000),
      version: n,
      consumedAt: null,
    }),
    pings: () => ({ writtenAt: new Date() }),
  }
  for (const [name, membersOf] of Object.entries(members)) {
    await database
      .collection<{ _id: string }>(name)
      .insertMany(numbers.map((n) => ({ _id: `${n}`, ...membersOf(n) })))
  }
}
