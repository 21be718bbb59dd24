/**
 * What a thousand tenants cost more than one: memory of the server after a token for each of them, time to start, and
 * CPU time and latency of a token request.
 *
 *   npx node test/bench/tenants.ts [--redis-mongodb] [--json]
 *
 * Each count is measured in a process of its own, over an embedded database that was filled before; or over a Redis and
 * a MongoDB, which the tests start or which REDIS_URL and MONGODB_URI name.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { loadConfig } from '#config'
import { createLogger } from '#lib/logger'
import { createApp } from '../../src/app.ts'
import { type Core, createCore } from '../../src/core.ts'
import { startSharedStores } from '../support/shared-stores.ts'

const COUNTS = [1, 1000]
const WARM_UP = 2000
const REQUESTS = 4000
const AT_ONCE = 16
const ON_SERVERS = '--redis-mongodb'

interface Row {
  tenants: number
  start_ms: number
  rss_mb: number
  cpu_us: number
  p50_ms: number
}

if (process.argv[2] === '--count') {
  console.log(JSON.stringify(await measureOnStores(Number(process.argv[3]))))
} else {
  const rows = []
  for (const count of COUNTS) rows.push(await inProcess(count))
  if (process.argv.includes('--json')) console.log(JSON.stringify({ rows }))
  else console.table(rows)
}

async function inProcess(count: number): Promise<Row> {
  const stores = process.argv.filter((argument) => argument === ON_SERVERS)
  const args = ['--expose-gc', fileURLToPath(import.meta.url), '--count', String(count), ...stores]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Row
}

async function measureOnStores(count: number): Promise<Row> {
  if (!process.argv.includes(ON_SERVERS)) return measure(count, {})
  const stores = await startSharedStores()
  try {
    return await measure(count, stores.fresh())
  } finally {
    await stores.stop()
  }
}

async function measure(count: number, stores: Record<string, string>): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'))
  const config = loadConfig(
    {
      DATA_DIR: join(folder, 'data'),
      KEYS_DIR: join(folder, 'keys'),
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
      ...stores,
    },
    join(folder, 'no.env'),
  )
  const core = await createCore(config)
  const requests: Record<string, string>[] = []
  for (let made = 0; made < count; made += 1) requests.push(await aTenant(core))
  await core.close()
  const begun = performance.now()
  const app = await createApp(config, createLogger('silent'))
  app.startJobs()
  const startMs = Math.round(performance.now() - begun)
  const server = createServer(app.handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth/user/generateToken`
  const ask = async (turn: number) => {
    const body = JSON.stringify(requests[turn % count])
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`)
    await response.text()
  }
  for (let turn = 0; turn < Math.max(count, WARM_UP); turn += 1) await ask(turn)
  const times: number[] = []
  let turn = 0
  const before = process.cpuUsage()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (turn < REQUESTS) {
        const begun = performance.now()
        await ask(turn++)
        times.push(performance.now() - begun)
      }
    }),
  )
  const { user, system } = process.cpuUsage(before)
  globalThis.gc?.()
  const row = {
    tenants: count,
    start_ms: startMs,
    rss_mb: Math.round(process.memoryUsage().rss / 1e6),
    cpu_us: Math.round((user + system) / REQUESTS),
    p50_ms: Number(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]?.toFixed(2)),
  }
  server.closeAllConnections()
  server.close()
  await app.close()
  await rm(folder, { recursive: true, force: true })
  return row
}

async function aTenant(core: Core): Promise<Record<string, string>> {
  const tenant = await core.tenants.create('Acme')
  const project = await core.tenants.createProject({ tenantId: tenant.id, name: 'Shop' })
  const place = { tenantId: tenant.id, projectId: project.id }
  const { client, secret } = await core.tenants.registerClient(
    { name: 'App', grantTypes: ['client_credentials'] },
    place,
  )
  const email = 'ada@example.com'
  await core.tenants.members.add(tenant.id, { email, roles: ['editor'], scopes: ['read', 'write'] })
  return {
    client_id: client.id,
    email_id: email,
    project_id: project.id,
    secret_id: secret ?? '',
    tenant_id: tenant.id,
  }
}
