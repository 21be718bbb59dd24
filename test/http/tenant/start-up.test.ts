/** A server of many tenants starts as one of none: it reads of a tenant when somebody asks for it. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMongoStores } from '../../../adapters/mongodb/index.ts'
import type { TenantId, TenantStore } from '../../../src/domain/tenants/tenant-store.ts'
import { ensureOwnMongo, type MongoServer, startMongo } from '../../support/mongo-server.ts'
import { startApp } from '../../support/start-app.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'
import { aTenant, postJson } from './a-tenant.ts'

const TENANTS = 2000
/** Fewer than an answer has for each tenant in it. */
const BYTES_EACH = 50
const SECRETS_KEY = randomBytes(32).toString('base64')

const canLookIn = await ensureOwnMongo('what a start reads of tenants')

describe.runIf(canLookIn)('a server whose records are in MongoDB', () => {
  let mongo: MongoServer
  let proxy: TcpProxy
  /** Through the proxy. */
  let uri: string
  beforeAll(async () => {
    mongo = await startMongo()
    proxy = await startTcpProxy()
    const direct = new URL(mongo.freshUri())
    proxy.lead(Number(direct.port))
    direct.port = String(proxy.port)
    uri = direct.href
  })
  afterAll(async () => {
    await proxy?.stop()
    await mongo?.stop()
  })

  it('is told of none of its tenants as it starts, and of the one that is asked for', async () => {
    await bytesOfStart()
    const ofFew = await bytesOfStart()
    const stores = await openMongoStores(uri)
    await fill(stores.tenants)
    await stores.close()
    expect((await bytesOfStart()) - ofFew).toBeLessThan((TENANTS * BYTES_EACH) / 2)
  })

  /** Of all answers from the server, until a tenant’s client has had a token. */
  async function bytesOfStart(): Promise<number> {
    const before = proxy.said()
    // Jobs look for work all the time, which on a slow machine is longer.
    const app = await startApp({ MONGODB_URI: uri, SECRETS_KEY }, { jobs: false })
    try {
      const tenant = await aTenant(app)
      const { status } = await postJson(app, '/auth/user/generateToken', tenant.request(tenant.member))
      expect(status).toBe(200)
    } finally {
      await app.stop()
    }
    return proxy.said() - before
  }
})

async function fill(tenants: TenantStore): Promise<void> {
  const createdAt = Date.now()
  const create = (n: number) =>
    tenants.create({
      id: `tn_filled${n}` as TenantId,
      name: `Tenant ${n}`,
      status: 'active',
      epoch: 0,
      issuers: [],
      createdAt,
      updatedAt: createdAt,
    })
  for (let from = 0; from < TENANTS; from += 50)
    await Promise.all(Array.from({ length: 50 }, (_, n) => create(from + n)))
}
