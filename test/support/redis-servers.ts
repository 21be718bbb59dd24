/**
 * Real Redis for tests, in the three forms in which it is run: one server, a Cluster, and a master with replicas that
 * Sentinels watch. Fresh processes on free ports of 127.0.0.1; no service of the system is touched.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { leaveOut } from './left-out.ts'
import { type RedisProcess, type RedisProcessOptions, startRedisProcess } from './redis-process.ts'

export type { RedisProcess } from './redis-process.ts'

export interface RedisServer extends RedisProcess {
  /** For the store; with the certificate where the server speaks TLS. */
  url: string
}

export interface RedisCluster {
  url: string
  /** Masters and replicas, in no order that lasts. */
  nodes: RedisProcess[]
  /** The node that serves a slot now, by the word of the others. */
  masterOf(slot: number): Promise<RedisProcess>
  stop(): Promise<void>
}

export interface RedisSentinel {
  url: string
  nodes: RedisProcess[]
  sentinels: RedisProcess[]
  /** By the word of the sentinels. */
  master(): Promise<RedisProcess>
  stop(): Promise<void>
}

export type Protection = Pick<RedisProcessOptions, 'password' | 'tls'>

export const SENTINEL_NAME = 'gatehouse'

/** Each third of the 16,384 slots, as first and last. */
const SHARDS = [
  [0, 5460],
  [5461, 10_922],
  [10_923, 16_383],
] as const

const READY_MS = 30_000

function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}

/** Installs Redis where it is missing and that is possible; otherwise says, loudly, what is left out. @throws Error in CI */
export function ensureRedis(): boolean {
  if (hasRedis()) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install()
  if (hasRedis()) return true
  leaveOut(
    'every test against Redis, since there is no redis-server and it may not be installed here.',
    'Install it (Debian: apt-get install redis-server).',
  )
  return false
}

function install(): void {
  console.log('Installing redis-server for the tests (some seconds, once) …')
  const options = {
    stdio: 'pipe',
    // In this run level the package starts no service.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  } as const
  const lock = ['-o', 'DPkg::Lock::Timeout=120']
  try {
    execFileSync('apt-get', ['update', '-q', ...lock], options)
    execFileSync('apt-get', ['install', '-yq', '--no-install-recommends', ...lock, 'redis-server'], options)
  } catch (error) {
    console.warn(`redis-server could not be installed: ${(error as Error).message}`)
  }
}

export interface OpenRedis {
  url: string
  stop(): Promise<void>
}

/** One that somebody else runs, where REDIS_URL names it; else one of its own. It may hold other tests' records. */
export async function openRedis(): Promise<OpenRedis> {
  const url = process.env.REDIS_URL
  return url ? { url, stop: async () => {} } : startRedis()
}

export async function startRedis(options: RedisProcessOptions = {}): Promise<RedisServer> {
  const redis = await startRedisProcess(options)
  return { ...redis, url: urlOf('', [redis], options) }
}

/** @param form what follows `redis` in the scheme; @param path from the slash on */
function urlOf(form: string, servers: RedisProcess[], { password, tls }: Protection, path = ''): string {
  const user = password === undefined ? '' : `:${encodeURIComponent(password)}@`
  const hosts = servers.map(({ port }) => `127.0.0.1:${port}`).join(',')
  const query = tls === undefined ? '' : `?ca=${encodeURIComponent(tls.certificateFile)}`
  return `redis${tls === undefined ? '' : 's'}${form}://${user}${hosts}${path}${query}`
}

/**
 * Three masters with one replica each; ready when all agree that the cluster serves and every replica is linked.
 * @param nodeTimeoutMs after which a silent node counts as gone
 */
export async function startRedisCluster({
  nodeTimeoutMs = 3000,
  ...protection
}: Protection & { nodeTimeoutMs?: number } = {}): Promise<RedisCluster> {
  const config = [
    'cluster-enabled yes',
    `cluster-node-timeout ${nodeTimeoutMs}`,
    'cluster-announce-ip 127.0.0.1',
    ...(protection.tls === undefined ? [] : ['tls-cluster yes']),
  ]
  const nodes = await Promise.all(
    Array.from({ length: 6 }, () => startRedisProcess({ ...protection, withBusPort: true, config })),
  )
  try {
    await formCluster(nodes)
  } catch (error) {
    await stopAll(nodes)
    throw error
  }
  return {
    url: urlOf('+cluster', nodes, protection),
    nodes,
    masterOf: (slot) => masterOf(nodes, slot),
    stop: () => stopAll(nodes),
  }
}

async function formCluster(nodes: RedisProcess[]): Promise<void> {
  const [first] = nodes as [RedisProcess]
  for (const [n, node] of nodes.entries()) {
    await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', n + 1)
    await node.ask('CLUSTER', 'MEET', '127.0.0.1', first.port)
  }
  for (const [n, [from, to]] of SHARDS.entries()) {
    const slots = Array.from({ length: to - from + 1 }, (_, slot) => from + slot)
    await nodes[n]?.ask('CLUSTER', 'ADDSLOTS', ...slots)
  }
  await until('all nodes know each other', () =>
    every(nodes, async (node) => /cluster_known_nodes:6\r/.test(String(await node.ask('CLUSTER', 'INFO')))),
  )
  for (const n of SHARDS.keys()) {
    const id = await nodes[n]?.ask('CLUSTER', 'MYID')
    await nodes[n + SHARDS.length]?.ask('CLUSTER', 'REPLICATE', String(id))
  }
  await until('the cluster serves', () =>
    every(nodes, async (node) => {
      const state = String(await node.ask('CLUSTER', 'INFO'))
      const known = String(await node.ask('CLUSTER', 'NODES'))
      const replication = String(await node.ask('INFO', 'replication'))
      const replicas = known.split('\n').filter((line) => line.includes('slave')).length
      return (
        /cluster_state:ok/.test(state) && replicas === 3 && /state=online|link_status:up/.test(replication)
      )
    }),
  )
}

async function masterOf(nodes: RedisProcess[], slot: number): Promise<RedisProcess> {
  for (const node of nodes) {
    const shards = await node.ask('CLUSTER', 'SLOTS').catch(() => [])
    const shard = (shards as [number, number, [string, number]][]).find(
      ([from, to]) => from <= slot && slot <= to,
    )
    const master = nodes.find(({ port }) => port === shard?.[2][1])
    if (master) return master
  }
  throw new Error(`No node knows who serves slot ${slot}`)
}

/** One master, two replicas, three Sentinels; ready when each has a quorum and knows all, and both replicas are in step. */
export async function startRedisSentinel(protection: Protection = {}): Promise<RedisSentinel> {
  const { password, tls } = protection
  const announce = 'replica-announce-ip 127.0.0.1'
  const master = await startRedisProcess({ ...protection, config: [announce] })
  const replicas = await Promise.all(
    [1, 2].map(() =>
      startRedisProcess({ ...protection, config: [announce, `replicaof 127.0.0.1 ${master.port}`] }),
    ),
  )
  const config = [
    'sentinel announce-ip 127.0.0.1',
    `sentinel monitor ${SENTINEL_NAME} 127.0.0.1 ${master.port} 2`,
    `sentinel down-after-milliseconds ${SENTINEL_NAME} 1000`,
    `sentinel failover-timeout ${SENTINEL_NAME} 5000`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${SENTINEL_NAME} ${password}`]),
  ]
  const sentinels = await Promise.all(
    [1, 2, 3].map(() => startRedisProcess({ ...(tls && { tls }), sentinel: true, config })),
  )
  const nodes = [master, ...replicas]
  try {
    await until('the sentinels are in step', () => sentinelsAreReady(master, sentinels))
  } catch (error) {
    await stopAll([...sentinels, ...nodes])
    throw error
  }
  return {
    url: urlOf('+sentinel', sentinels, protection, `/${SENTINEL_NAME}`),
    nodes,
    sentinels,
    master: () => masterBySentinels(sentinels, nodes),
    stop: () => stopAll([...sentinels, ...nodes]),
  }
}

async function sentinelsAreReady(master: RedisProcess, sentinels: RedisProcess[]): Promise<boolean> {
  const replication = String(await master.ask('INFO', 'replication'))
  if (replication.match(/state=online/g)?.length !== 2) return false
  return every(sentinels, async (sentinel) => {
    const quorum = await sentinel.ask('SENTINEL', 'CKQUORUM', SENTINEL_NAME)
    const others = (await sentinel.ask('SENTINEL', 'SENTINELS', SENTINEL_NAME)) as unknown[]
    const replicas = (await sentinel.ask('SENTINEL', 'REPLICAS', SENTINEL_NAME)) as unknown[]
    return String(quorum).startsWith('OK') && others.length === 2 && replicas.length === 2
  })
}

async function masterBySentinels(sentinels: RedisProcess[], nodes: RedisProcess[]): Promise<RedisProcess> {
  for (const sentinel of sentinels) {
    const address = await sentinel.ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', SENTINEL_NAME).catch(() => [])
    const master = nodes.find(({ port }) => String(port) === (address as string[])[1])
    if (master) return master
  }
  throw new Error('No sentinel knows the master')
}

/** Asks until it is so. A server that does not answer yet is no answer. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Waited ${READY_MS} ms in vain until ${what}`)
    await sleep(50)
  }
}

async function every(
  servers: RedisProcess[],
  isSo: (server: RedisProcess) => Promise<boolean>,
): Promise<boolean> {
  return (await Promise.all(servers.map(isSo))).every(Boolean)
}

async function stopAll(servers: RedisProcess[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}
