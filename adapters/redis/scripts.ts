/**
 * What Redis runs as one command each, hence atomic. A record is a hash under one key: `p` payload (JSON), `e` second
 * of expiry, `v` version, and `c` second of use, absent until then. The key expires by itself at that second; what is
 * in its last second, which Redis counts in milliseconds, counts as absent here.
 *
 * HSET comes before everything else that writes: a full Redis refuses a script only at its first write, so that the
 * record stays whole.
 */
import { createHash } from 'node:crypto'

export interface Script {
  text: string
  /** By which a server that has it knows it. */
  sha1: string
}

const WRITE = `
  redis.call('HSET', KEYS[1], 'p', ARGV[1], 'e', ARGV[2], 'v', ARGV[3])`
const EXPIRE = `
  redis.call('PEXPIREAT', KEYS[1], ARGV[2] * 1000)`
const FORGET_USE = `
  redis.call('HDEL', KEYS[1], 'c')`
const NOW = `
  local now = tonumber(redis.call('TIME')[1])`

/** Arguments: payload, second of expiry, version. */
export const SAVE = script(`${WRITE}${FORGET_USE}${EXPIRE}
  return 1`)

/** Arguments as SAVE. */
export const CREATE = script(`${NOW}
  local expires = redis.call('HGET', KEYS[1], 'e')
  if expires and tonumber(expires) > now then return 0 end${WRITE}${FORGET_USE}${EXPIRE}
  return 1`)

/** Arguments as SAVE, and the version that must be there. */
export const REPLACE = script(`${NOW}
  local found = redis.call('HMGET', KEYS[1], 'e', 'v')
  if found[2] ~= ARGV[4] or tonumber(found[1]) <= now then return 0 end${WRITE}${EXPIRE}
  return 1`)

/** Argument: the version it has from then on. */
export const CONSUME = script(`${NOW}
  local found = redis.call('HMGET', KEYS[1], 'e', 'c')
  if not found[1] or found[2] or tonumber(found[1]) <= now then return 0 end
  redis.call('HSET', KEYS[1], 'c', now, 'v', ARGV[1])
  return 1`)

/**
 * Notes a record in the list of its owner, which is a sorted set of record keys by second of expiry, lets go of what
 * has expired, and lets the list live as long as the last record in it. Arguments: record key, second of expiry.
 */
export const NOTE_OWNED = script(`${NOW}
  redis.call('ZADD', KEYS[1], 'GT', ARGV[2], ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
  if last[2] then redis.call('EXPIREAT', KEYS[1], last[2]) end
  return 1`)

/** Adds to a counter, and begins one where none runs. Arguments: what to add, milliseconds of a new window. */
export const ADD = script(`
  local ttl = redis.call('PTTL', KEYS[1])
  local points = redis.call('INCRBY', KEYS[1], ARGV[1])
  if ttl < 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    ttl = tonumber(ARGV[2])
  end
  return { points, ttl }`)

/** A counter as it stands: what ADD answers, with a negative time where there is none. */
export const COUNT = script(`
  return { redis.call('GET', KEYS[1]) or 0, redis.call('PTTL', KEYS[1]) }`)

/**
 * Adds to a stream what costs the client a command each otherwise, which is more than Redis is busy with it. Arguments:
 * how many entries are kept, then the entries.
 */
export const PUBLISH = script(`
  for n = 2, #ARGV do
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'event', ARGV[n])
  end
  return 1`)

/** In the order in which they are read. */
export const FIELDS = ['p', 'e', 'v', 'c'] as const

function script(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') }
}
