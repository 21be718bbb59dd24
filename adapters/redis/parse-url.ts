/**
 * REDIS_URL in its three forms:
 *
 *     redis://[[user]:password@]host[:6379][/db]
 *     redis+cluster://[[user]:password@]host[:6379],host…
 *     redis+sentinel://[[user]:password@]host[:26379],host…/name[/db]
 *
 * each also with `rediss` for TLS, and then with `?ca=FILE` where a private authority made the certificates. Sentinels
 * that ask for a password of their own take it as `?sentinelPassword=…` (and `&sentinelUsername=…`).
 *
 * Nothing of the text is ever put into an error: where it is malformed, any part of it may be a part of a password.
 */
import { StoreOpenError } from '../errors.ts'
import type { Address } from './address.ts'

export interface Credentials {
  /** Absent for Redis' default user. */
  username?: string
  password: string
}

interface Common {
  /** At least one. */
  hosts: [Address, ...Address[]]
  credentials?: Credentials
  tls: boolean
  /** Path of a PEM file. */
  caFile?: string
}

export type RedisTarget = Common &
  (
    | { topology: 'standalone'; db: number }
    | { topology: 'cluster' }
    | {
        topology: 'sentinel'
        /** Under which the sentinels know the master. */
        name: string
        db: number
        sentinelCredentials?: Credentials
      }
  )

const FORMS =
  'It looks like redis://:password@host:6379/0, redis+cluster://host,host or ' +
  'redis+sentinel://host,host/name; rediss instead of redis means TLS'

const URL_PARTS = /^redis(s?)(?:\+(cluster|sentinel))?:\/\/([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/
const HOST = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?))(?::(\d{1,5}))?$/i
const QUERY_NAMES = ['ca', 'sentinelUsername', 'sentinelPassword'] as const

type Query = Partial<Record<(typeof QUERY_NAMES)[number], string>>

/** @throws StoreOpenError in words, without any part of the text */
export function parseRedisUrl(text: string): RedisTarget {
  const parts = URL_PARTS.exec(text)
  if (parts === null) throw malformed('is not a Redis URL')
  const [, secure, topology = 'standalone', authority = '', path = '', queryText = ''] = parts
  const at = authority.lastIndexOf('@')
  const query = readQuery(queryText)
  const common = {
    hosts: readHosts(authority.slice(at + 1), topology === 'sentinel' ? 26_379 : 6379),
    tls: secure === 's',
    ...(at === -1 ? {} : { credentials: readCredentials(authority.slice(0, at)) }),
    ...(query.ca === undefined ? {} : { caFile: query.ca }),
  }
  if (query.ca !== undefined && !common.tls) throw malformed('has ?ca=, which only rediss can use')
  if (topology !== 'sentinel' && (query.sentinelPassword ?? query.sentinelUsername) !== undefined) {
    throw malformed('has a password for sentinels, but names none')
  }
  const segments = path.split('/').slice(1).map(decode)
  if (topology === 'sentinel') {
    const [name = '', db, ...rest] = segments
    if (name === '' || rest.length > 0) throw malformed("must end in the master's name, as in …/name")
    return { ...common, topology, name, db: readDb(db), ...sentinelCredentials(query) }
  }
  if (segments.length > 1) throw malformed('has a path of several parts')
  const db = readDb(segments[0])
  if (topology === 'cluster') {
    if (db !== 0) throw malformed('names a database, but a Cluster has only number 0')
    return { ...common, topology }
  }
  if (common.hosts.length > 1) throw malformed('names several hosts without saying +cluster or +sentinel')
  return { ...common, topology: 'standalone', db }
}

function readHosts(text: string, defaultPort: number): Common['hosts'] {
  const [first, ...others] = text.split(',').map((entry): Address => {
    const [, ipv6, name, digits] = HOST.exec(entry) ?? []
    const host = ipv6 ?? name
    const port = digits === undefined ? defaultPort : Number(digits)
    if (host === undefined || port < 1 || port > 65_535) {
      throw malformed('has something that is no host, or no port from 1 to 65535')
    }
    return { host, port }
  })
  if (first === undefined) throw malformed('names no host')
  return [first, ...others]
}

function readCredentials(text: string): Credentials {
  const colon = text.indexOf(':')
  const username = decode(colon === -1 ? text : text.slice(0, colon))
  const password = colon === -1 ? '' : decode(text.slice(colon + 1))
  if (password === '') throw malformed('has no password before the @ (without a user it is :password@)')
  return username === '' ? { password } : { username, password }
}

function sentinelCredentials(query: Query): { sentinelCredentials?: Credentials } {
  const { sentinelUsername: username, sentinelPassword: password } = query
  if (password === undefined) {
    if (username !== undefined) throw malformed('has sentinelUsername without sentinelPassword')
    return {}
  }
  return { sentinelCredentials: username === undefined ? { password } : { username, password } }
}

function readDb(text = ''): number {
  if (!/^\d{0,5}$/.test(text)) throw malformed('must have a number after the host, if anything')
  return Number(text)
}

function readQuery(text: string): Query {
  const query: Query = {}
  for (const entry of text.split('&').filter(Boolean)) {
    const [name, value = ''] = entry.split(/=(.*)/s)
    const known = QUERY_NAMES.find((candidate) => candidate === name)
    if (known === undefined || value === '') {
      throw malformed(`may have only ${QUERY_NAMES.join(', ')} after the ?, each with a value`)
    }
    query[known] = decode(value)
  }
  return query
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw malformed('has a % that two hexadecimal digits do not follow')
  }
}

function malformed(problem: string): StoreOpenError {
  return new StoreOpenError(
    `REDIS_URL ${problem}. ${FORMS}. In user and password, / ? # @ : and % are written as %2F %3F %23 %40 %3A and %25.`,
  )
}
