/** Everything that a store holds, as text: what somebody has who gets hold of a backup. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import type { RedisProcess } from './redis-servers.ts'

/** All files of an embedded database, as they are on the disk. */
export function dumpFolder(folder: string): string {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return names.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n')
}

const READERS: Record<string, (key: string) => string[]> = {
  string: (key) => ['GET', key],
  hash: (key) => ['HGETALL', key],
  zset: (key) => ['ZRANGE', key, '0', '-1'],
  stream: (key) => ['XRANGE', key, '-', '+'],
}
/** The type of a key that has expired meanwhile. */
const GONE = 'none'

/** Every key with its value; the server's own form of a dump is compressed. */
export async function dumpRedis(redis: RedisProcess): Promise<string> {
  const keys = (await redis.ask('KEYS', '*')) as string[]
  const parts = keys.map(async (key) => {
    const type = String(await redis.ask('TYPE', key))
    if (type === GONE) return ''
    const read = READERS[type]
    if (read === undefined) throw new Error(`nobody can read the ${type} ${key} here`)
    const [name = '', ...values] = read(key)
    return `${key} ${JSON.stringify(await redis.ask(name, ...values))}`
  })
  return (await Promise.all(parts)).join('\n')
}

/** Every document of every collection of the database that the connection string names. */
export async function dumpMongo(uri: string): Promise<string> {
  const client = new MongoClient(uri)
  try {
    const collections = await client.db().collections()
    const documents = await Promise.all(collections.map((collection) => collection.find().toArray()))
    return documents
      .flat()
      .map((document) => JSON.stringify(document))
      .join('\n')
  } finally {
    await client.close()
  }
}
