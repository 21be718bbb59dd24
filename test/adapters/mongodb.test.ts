import { afterAll, beforeAll, describe } from 'vitest'
import { openMongoStores } from '../../adapters/mongodb/index.ts'
import { ensureMongo, type MongoDatabases, openMongo } from '../support/mongo-server.ts'
import { storesConformance } from './conformance/index.ts'

describe.runIf(await ensureMongo())('mongodb', () => {
  let mongo: MongoDatabases
  beforeAll(async () => {
    mongo = await openMongo()
  }, 60_000)
  afterAll(() => mongo.stop())

  storesConformance(() => openMongoStores(mongo.freshUri()))
})
