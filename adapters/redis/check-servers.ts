/** Whether Redis is one that records can be entrusted to. */
import { randomUUID } from 'node:crypto'
import { checkClock } from '../clocks.ts'
import { UnfitServerError } from '../errors.ts'
import type { Master, Servers } from './servers.ts'

/**
 * @param db number of the database; undefined for a member of a Cluster
 * @throws UnfitServerError
 */
export async function checkMaster(master: Master, db: number | undefined, deadline: number): Promise<void> {
  // INFO has the memory policy too, and is allowed in many places where CONFIG is not.
  const replies = await master.reads.send(
    [
      ['INFO', 'server'],
      ['INFO', 'memory'],
      ['INFO', 'replication'],
      // It was selected when the connection was made, but nobody hears there when there is no such database.
      ...(db === undefined ? [] : [['SELECT', db] as const]),
    ],
    deadline,
  )
  const askedAt = Date.now()
  const [time] = await master.reads.send([['TIME']], deadline)
  const info = readInfo(replies.join('\n'))
  checkMode(info.get('redis_mode'), db === undefined ? 'cluster' : 'standalone')
  throwRefusal(replies)
  checkVersion(info.get('redis_version'))
  checkMemory(info.get('maxmemory'), info.get('maxmemory_policy'))
  // Somebody who may not ask for the time can do without.
  if (Array.isArray(time)) checkClock(Number(time[0]) * 1000, askedAt)
  if (info.get('role') !== 'master') {
    throw new UnfitServerError(
      'is a replica, which takes no writes. Name its master in REDIS_URL, or the Sentinels that know it.',
    )
  }
}

/**
 * Writes something to every master, deletes it again, and reads: each goes over a connection of its own, of which either may
 * be away. @throws Error also when Redis refuses
 */
export async function checkTraffic(servers: Servers, prefix: string, deadline: number): Promise<void> {
  // No record's key has three colons.
  const keys = servers.keyForEach(`${prefix}:ping:${randomUUID()}:`)
  const replies = await Promise.all([
    ...keys.map((key) =>
      servers.write(
        key,
        [
          ['SET', key, '', 'PX', 1000],
          ['DEL', key],
        ],
        deadline,
      ),
    ),
    servers.read(
      keys.map((key) => ({ key, command: ['EXISTS', key] })),
      deadline,
    ),
  ])
  throwRefusal(replies.flat())
}

function throwRefusal(replies: unknown[]): void {
  const refusal = replies.find((reply) => reply instanceof Error)
  if (refusal) throw refusal
}

function checkMode(mode: string | undefined, expected: string): void {
  if (mode === undefined || mode === expected) return
  const form = mode === 'standalone' ? '' : `+${mode}`
  throw new UnfitServerError(
    `runs as ${mode}. Begin REDIS_URL with redis${form}:// (rediss${form}:// for TLS).`,
  )
}

function checkVersion(version = 'unknown'): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 6 || (major === 6 && minor >= 2)) return
  throw new UnfitServerError(`is version ${version}. Version 6.2 or later is needed.`)
}

function checkMemory(limit = '0', policy = 'unknown'): void {
  if (limit === '0' || policy === 'noeviction') return
  throw new UnfitServerError(
    `deletes records when its memory is full (maxmemory-policy ${policy}): sessions would end at random, used codes ` +
      'and revoked tokens be valid again. Set its maxmemory-policy to noeviction.',
  )
}

/** @param text lines such as `role:master` */
function readInfo(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value] as const),
  )
}
