import { afterAll, beforeAll, describe } from 'vitest'
import { openMongoStores } from '../../adapters/mongodb/index.ts'
import { openDatabase } from '../../adapters/mongodb/open-database.ts'
import { createOutbox } from '../../adapters/mongodb/outbox-store.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { storesConformance } from './conformance/index.ts'
import { outboxStoreConformance } from './conformance/outbox-store.ts'

describe.runIf(await ensureMongo())('mongodb', () => {
  let mongo: MongoDatabases
  beforeAll(async () => {
    mongo = await openMongo()
  }, 60_000)
  afterAll(() => mongo.stop())

  storesConformance(() => openMongoStores(mongo.freshUri()))
  outboxStoreConformance(async () => {
    const database = await openDatabase(mongo.freshUri())
    return { outbox: createOutbox(database), close: () => database.close() }
  })
})
