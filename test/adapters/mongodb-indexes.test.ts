import { type CommandStartedEvent, type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TENANT_INDEXES } from '../../adapters/mongodb/collections.ts'
import { createMongoStores, openMongoStores } from '../../adapters/mongodb/index.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import { createOutbox } from '../../adapters/mongodb/outbox-store.ts'
import { indexesFor, type Lookup, lookupOf, shapeOf, WHOLE_COLLECTION } from '../support/mongo-plan.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { documentOutboxConformance } from './conformance/document-outbox.ts'
import { storesConformance } from './conformance/index.ts'
import { outboxStoreConformance } from './conformance/outbox-store.ts'

/** Everything that the stores look for, and the index by which it is found. */
const EXPECTED: Record<string, string> = {
  'accounts {_id: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: ?, email: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: ?, passwordHash: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: ?, passwordHash: ?, updatedAt: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: ?, pendingEmail: ?, passwordHash: ?, email: ?, updatedAt: ?, isRemoved: {$exists: ?}}':
    '_id_',
  'accounts {_id: ?, pendingEmail: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: ?, updatedAt: ?, isRemoved: {$exists: ?}}': '_id_',
  'accounts {_id: {$in: [?]}, isRemoved: {$exists: ?}}': '_id_',
  'accounts {emailKey: ?, isRemoved: {$exists: ?}}': 'emailKey',
  'accounts {usernameKey: ?, isRemoved: {$exists: ?}}': 'usernameKey',
  'accounts {number: ?, isRemoved: {$exists: ?}}': 'number',
  'accounts {number: {$gt: ?}, isRemoved: {$exists: ?}} by number': 'number',
  'accounts {number: {$gt: ?}} by number': 'number',
  'loginClaims {_id: ?}': '_id_',
  'loginClaims {_id: {$in: [?]}, holder: ?}': '_id_',
  'counters {_id: ?}': '_id_',
  'clients {_id: ?}': '_id_',
  'clients {_id: ?, version: ?}': '_id_',
  'clients {createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'createdAt',
  'clients {group: ?, createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'group',
  'tenants {_id: ?}': '_id_',
  'tenants {_id: ?, version: ?}': '_id_',
  'tenants {createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'createdAt',
  'projects {_id: ?}': '_id_',
  'projects {createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'createdAt',
  'projects {group: ?, createdAt: {$gte: ?}, $or: [{createdAt: {$gt: ?}}, {_id: {$gt: ?}}]} by createdAt, _id':
    'group',
  'resourceServers {_id: ?}': '_id_',
  'resourceServers {_id: ?, version: ?}': '_id_',
  'resourceServers {_id: {$gt: ?}} by _id': '_id_',
  'consents {_id: ?}': '_id_',
  'consents {_id: ?, isRemoved: {$exists: ?}}': '_id_',
  'consents {accountId: ?, isRemoved: {$exists: ?}}': 'accountId',
  'factors {_id: ?}': '_id_',
  'factors {_id: ?, version: ?}': '_id_',
  'limits {_id: ?}': '_id_',
  'limits {_id: ?, resetsAt: {$gt: ?}}': '_id_',
  'consents {_id: ?, version: ?}': '_id_',
  'signingKeys {_id: ?}': '_id_',
  'signingKeys {_id: ?, keys.kid: ?}': '_id_',
  'signingKeys {_id: ?, keys.kid: {$ne: ?}}': '_id_',
  'signingKeys {_id: ?, keys: {$size: ?}}': '_id_',
  'artifacts {_id: ?}': '_id_',
  'artifacts {_id: ?, expiresAt: {$lte: ?}}': '_id_',
  'artifacts {_id: ?, expiresAt: {$gt: ?}, version: ?}': '_id_',
  'artifacts {_id: ?, expiresAt: {$gt: ?}, consumedAt: ?}': '_id_',
  'artifacts {_id: {$in: [?]}, expiresAt: {$gt: ?}}': '_id_',
  'artifacts {owner: ?}': 'owner',
  'consents {outbox.time: {$gt: ?}} by outbox.time': 'outbox',
  'accounts {outbox.time: {$gt: ?}} by outbox.time': 'outbox',
  'factors {outbox.time: {$gt: ?}} by outbox.time': 'outbox',
  'consents {_id: {$in: [?]}}': '_id_',
  'eventRuns {_id: {$gt: ?}} by _id': '_id_',
  'eventRuns {_id: {$lte: ?}} by _id': '_id_',
  'eventRuns {_id: {$in: [?]}}': '_id_',
  'eventRuns {eventIds: {$in: [?]}}': 'eventIds',
  'eventRuns {subject: ?, _id: {$gt: ?}} by _id': 'subject',
  // Of two that serve, this server takes the one with a range of time.
  'eventRuns {subject: ?, _id: {$gt: ?}, until: {$gte: ?}, time: {$lte: ?}} by _id': 'time',
  'eventRuns {subject: ?, clientId: ?, _id: {$gt: ?}} by _id': 'subject',
  'eventRuns {subject: ?, type: ?, _id: {$gt: ?}} by _id': 'subject',
  'eventRuns {clientId: ?, time: {$gte: ?, $lte: ?}} by time, _id': 'clientId',
  'eventRuns {clientId: ?, type: ?, time: {$gte: ?, $lte: ?}} by time, _id': 'type',
  'eventRuns {type: ?, time: {$gte: ?, $lte: ?}} by time, _id': 'type',
  'eventRuns {time: {$gte: ?, $lte: ?}} by time, _id': 'time',
  'eventRuns {time: {$lt: ?}, _id: {$lt: ?}} by time, _id': 'time',
  'outbox {time: {$gt: ?}} by time, _id': 'time',
  'outbox {_id: {$in: [?]}}': '_id_',
  'webhooks {_id: ?}': '_id_',
  'webhooks {_id: {$gt: ?}} by _id': '_id_',
  'leases {_id: {$in: [?]}}': '_id_',
  'leases {_id: {$in: [?]}, $or: [{holder: ?}, {expiresAt: {$lte: ?}}]}': '_id_',
  'leases {_id: {$in: [?]}, holder: ?}': '_id_',
  'deliveryCursors {_id: ?}': '_id_',
  'stalledDeliveries {_id: ?}': '_id_',
  'stalledDeliveries {subscriber: ?}': 'subscriber',
  'deadLetters {_id: ?}': '_id_',
  'deadLetters {subscriber: ?}': 'subscriber',
  'deadLetters {subscriber: ?, position: {$gt: ?}} by position': 'subscriber',
  'deadLetters {subscriber: ?, marked: ?, position: {$gt: ?}} by position': 'marked',
  'pings {_id: ?}': '_id_',
  'members {_id: ?}': '_id_',
  'members {_id: ?, version: ?}': '_id_',
  'members {emailKey: {$gt: ?}} by emailKey': 'emailKey',
  'identities {_id: ?}': '_id_',
  'identities {_id: ?, version: ?}': '_id_',
  'identities {_id: {$gt: ?}} by _id': '_id_',
  'state {_id: ?}': '_id_',
}

/**
 * What a suite of one process shows only where the machine stood still: a claim is taken over from one that crashed, and
 * somebody goes on within a run of events that another one wrote.
 */
const BESIDE: Lookup[] = [
  { collection: 'loginClaims', filter: { _id: '1', holder: 'a' }, sort: undefined },
  { collection: 'eventRuns', filter: { _id: 1 }, sort: undefined },
]

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
    // Those of tenants lie in databases of their own; here they stand beside the others.
    for (const [name, indexes] of Object.entries(TENANT_INDEXES)) {
      await database.createCollection(name)
      if (indexes.length > 0) await database.collection(name).createIndexes(indexes)
    }
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
    const open = () => openDatabase(mongo.freshUri(), (observed) => observed.on('commandStarted', note))
    storesConformance(async () => createMongoStores(await open()))
    outboxStoreConformance(async () => {
      const opened = await open()
      return { outbox: createOutbox(opened), close: () => opened.close() }
    })
    documentOutboxConformance(open)
  })

  test('is known', () => {
    const beside = BESIDE.map(shapeOf)
    const shapes = [...seen.keys()].filter((shape) => !beside.includes(shape))
    expect(shapes.toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
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
  const aged = (n: number) => ({
    createdAt: 1_700_000_000_000 + n,
    group: `g${n % 100}`,
    version: n,
    body: '{}',
  })
  const members: Record<string, (n: number) => Record<string, unknown>> = {
    accounts: (n) => ({
      number: n,
      email: `${n}@example.com`,
      emailKey: `${n}@example.com`,
      usernameKey: `u${n}`,
    }),
    loginClaims: () => ({ holder: 'a', claimedAt: new Date() }),
    counters: () => ({ value: 1 }),
    clients: aged,
    tenants: aged,
    projects: aged,
    members: (n) => ({ emailKey: `${n}@example.com`, version: n, body: '{}' }),
    identities: (n) => ({ version: n, body: '{}' }),
    state: (n) => ({ version: n }),
    resourceServers: (n) => ({ version: n, body: '{}' }),
    consents: (n) => ({ accountId: `${n}`, version: n, body: '{}' }),
    factors: (n) => ({ version: n, body: '{}' }),
    limits: () => ({ points: 1, resetsAt: new Date(Date.now() + 3_600_000) }),
    signingKeys: (n) => ({ keys: [{ kid: `${n}` }] }),
    artifacts: (n) => ({
      payload: '{}',
      expiresAt: new Date(Date.now() + 3_600_000),
      version: n,
      consumedAt: null,
    }),
    eventRuns: (n) => ({
      count: 1,
      eventIds: [`${n}`],
      type: 'TokenIssued',
      time: n,
      until: n,
      subject: `${n}`,
      clientId: `${n}`,
      events: '[]',
    }),
    outbox: (n) => ({ type: 'TokenIssued', time: n, subject: `${n}`, data: '{}' }),
    webhooks: (n) => ({ version: n, body: '{}' }),
    leases: () => ({ holder: 'a', expiresAt: 1 }),
    deliveryCursors: (n) => ({ position: n }),
    stalledDeliveries: (n) => ({ subscriber: `${n}`, subject: 'a' }),
    deadLetters: (n) => ({ subscriber: `${n}`, position: n, marked: false }),
    pings: () => ({ writtenAt: new Date() }),
  }
  for (const [name, membersOf] of Object.entries(members)) {
    await database
      .collection<{ _id: string }>(name)
      .insertMany(numbers.map((n) => ({ _id: `${n}`, ...membersOf(n) })))
  }
}
