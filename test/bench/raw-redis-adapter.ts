/**
 * What most who run oidc-provider on Redis begin with: the adapter of its own examples, one key for each record with
 * its lifetime, and indexes by uid, user code and grant.
 */
import { Redis } from 'ioredis'
import type { Adapter, AdapterPayload } from 'oidc-provider'

const GRANTABLE = new Set([
  'AccessToken',
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
  'BackchannelAuthenticationRequest',
])
const CONSUMABLE = new Set([
  'AuthorizationCode',
  'RefreshToken',
  'DeviceCode',
  'BackchannelAuthenticationRequest',
])

export const RAW_PREFIX = 'raw:'

export function openRawRedis(url: string): Redis {
  return new Redis(url, { keyPrefix: RAW_PREFIX })
}

export function createRedisAdapter(client: Redis, name: string): Adapter {
  const keyOf = (id: string) => `${name}:${id}`
  const isConsumable = CONSUMABLE.has(name)

  async function find(id: string): Promise<AdapterPayload | undefined> {
    if (!isConsumable) {
      const text = await client.get(keyOf(id))
      return text === null ? undefined : JSON.parse(text)
    }
    const { payload, ...rest } = await client.hgetall(keyOf(id))
    return payload === undefined ? undefined : { ...rest, ...JSON.parse(payload) }
  }

  return {
    find,
    async upsert(id, payload, expiresIn) {
      const key = keyOf(id)
      const multi = client.multi()
      if (isConsumable) multi.hset(key, { payload: JSON.stringify(payload) })
      else multi.set(key, JSON.stringify(payload))
      if (expiresIn) multi.expire(key, expiresIn)
      if (GRANTABLE.has(name) && payload.grantId) {
        const grantKey = `grant:${payload.grantId}`
        multi.rpush(grantKey, key)
        if (expiresIn && expiresIn > (await client.ttl(grantKey))) multi.expire(grantKey, expiresIn)
      }
      for (const [index, value] of [
        ['userCode', payload.userCode],
        ['uid', payload.uid],
      ] as const) {
        if (value === undefined) continue
        multi.set(`${index}:${value}`, id)
        if (expiresIn) multi.expire(`${index}:${value}`, expiresIn)
      }
      await multi.exec()
    },
    async findByUid(uid) {
      const id = await client.get(`uid:${uid}`)
      return id === null ? undefined : find(id)
    },
    async findByUserCode(userCode) {
      const id = await client.get(`userCode:${userCode}`)
      return id === null ? undefined : find(id)
    },
    async destroy(id) {
      await client.del(keyOf(id))
    },
    async consume(id) {
      await client.hset(keyOf(id), 'consumed', Math.floor(Date.now() / 1000))
    },
    async revokeByGrantId(grantId) {
      const multi = client.multi()
      for (const key of await client.lrange(`grant:${grantId}`, 0, -1)) multi.del(key)
      multi.del(`grant:${grantId}`)
      await multi.exec()
    },
  }
}
