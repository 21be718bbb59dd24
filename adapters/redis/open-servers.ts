/** From REDIS_URL to servers that stand, have been looked at, and have taken a write. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionOptions } from 'node:tls'
import { StoreOpenError } from '../errors.ts'
import type { Advice } from '../stores.ts'
import { checkMaster, checkTraffic } from './check-servers.ts'
import { openCluster } from './cluster.ts'
import { type Endpoint, TIMES } from './connection.ts'
import { withoutArguments } from './errors.ts'
import { explain, isFinal } from './explain.ts'
import type { RedisTarget } from './parse-url.ts'
import { persistenceAdvice } from './persistence.ts'
import { locateMaster } from './sentinel.ts'
import { openSingle, type Servers } from './servers.ts'

/** Milliseconds in which attempts begin; with the last of them it is five seconds until Redis is out of reach. */
const OPEN_MS = 3500

export interface OpenServers {
  servers: Servers
  advice: Advice[]
}

/**
 * @param prefix of the keys, where it must be allowed to write
 * @throws StoreOpenError
 */
export async function openServers(target: RedisTarget, prefix: string): Promise<OpenServers> {
  const servers = connect(target)
  const lastBegin = performance.now() + OPEN_MS
  for (;;) {
    try {
      return { servers, advice: await check(servers, target, prefix) }
    } catch (error) {
      if (isFinal(error) || performance.now() > lastBegin) {
        servers.close()
        throw new StoreOpenError(explain(target, error), withoutArguments(error))
      }
      await sleep(50)
    }
  }
}

async function check(servers: Servers, target: RedisTarget, prefix: string): Promise<Advice[]> {
  const deadline = performance.now() + TIMES.answer
  const db = target.topology === 'cluster' ? undefined : target.db
  const masters = await servers.masters(deadline)
  await Promise.all(masters.map((master) => checkMaster(master, db, deadline)))
  await checkTraffic(servers, prefix, deadline)
  const advice = await Promise.all(masters.map((master) => persistenceAdvice(master, deadline)))
  return advice.filter((one) => one !== undefined).slice(0, 1)
}

function connect(target: RedisTarget): Servers {
  const tls = tlsFor(target)
  const secured = tls === undefined ? {} : { tls }
  const server = { ...secured, ...(target.credentials && { credentials: target.credentials }) }
  if (target.topology === 'cluster') {
    return openCluster(target.hosts, (address) => ({ ...server, locate: async () => address }))
  }
  const { db, hosts } = target
  if (target.topology === 'standalone') return openSingle({ ...server, db, locate: async () => hosts[0] })
  const { name, sentinelCredentials } = target
  const sentinel = { ...secured, ...(sentinelCredentials && { credentials: sentinelCredentials }) }
  const sentinels = hosts.map((address): Endpoint => ({ ...sentinel, locate: async () => address }))
  return openSingle({ ...server, db, mustBeMaster: true, locate: () => locateMaster(sentinels, name) })
}

/** @throws StoreOpenError when the file of the authority cannot be read */
function tlsFor({ tls, caFile }: RedisTarget): ConnectionOptions | undefined {
  if (!tls) return undefined
  if (caFile === undefined) return {}
  try {
    return { ca: readFileSync(caFile) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new StoreOpenError(
      `The file ${caFile}, named by ?ca= in REDIS_URL, cannot be read (${code}).`,
      error,
    )
  }
}
