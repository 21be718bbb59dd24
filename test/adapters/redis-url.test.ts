/** REDIS_URL in all its forms, and keys that nobody can choose. */
import { describe, expect, test } from 'vitest'
import { StoreOpenError } from '../../adapters/errors.ts'
import { keyName } from '../../adapters/redis/artifact-store.ts'
import { slotOf } from '../../adapters/redis/key-slot.ts'
import { parseRedisUrl } from '../../adapters/redis/parse-url.ts'
import { WEIRD_TEXTS } from './conformance/records.ts'

const at = (host: string, port: number) => ({ host, port })

describe('REDIS_URL', () => {
  test.each([
    ['redis://localhost', { hosts: [at('localhost', 6379)], tls: false, topology: 'standalone', db: 0 }],
    ['redis://10.0.0.1:7000/', { hosts: [at('10.0.0.1', 7000)], tls: false, topology: 'standalone', db: 0 }],
    ['redis://[::1]:7000/15', { hosts: [at('::1', 7000)], tls: false, topology: 'standalone', db: 15 }],
    [
      'rediss://:p%40ss%2Fw%3Ard%25@cache.example.com/2?ca=/etc/ca%20file.pem',
      {
        hosts: [at('cache.example.com', 6379)],
        tls: true,
        topology: 'standalone',
        db: 2,
        credentials: { password: 'p@ss/w:rd%' },
        caFile: '/etc/ca file.pem',
      },
    ],
    [
      'redis://app:a:b@c@h',
      {
        hosts: [at('h', 6379)],
        tls: false,
        topology: 'standalone',
        db: 0,
        credentials: { username: 'app', password: 'a:b@c' },
      },
    ],
    [
      'redis+cluster://a,b:7001,[fe80::2]:7002',
      { hosts: [at('a', 6379), at('b', 7001), at('fe80::2', 7002)], tls: false, topology: 'cluster' },
    ],
    [
      'rediss+cluster://u:p@a/0?ca=ca.pem',
      {
        hosts: [at('a', 6379)],
        tls: true,
        topology: 'cluster',
        credentials: { username: 'u', password: 'p' },
        caFile: 'ca.pem',
      },
    ],
    [
      'redis+sentinel://a,b:7001/my%20master',
      { hosts: [at('a', 26_379), at('b', 7001)], tls: false, topology: 'sentinel', name: 'my master', db: 0 },
    ],
    [
      'rediss+sentinel://:p@a/main/3?sentinelUsername=s&sentinelPassword=q%26',
      {
        hosts: [at('a', 26_379)],
        tls: true,
        topology: 'sentinel',
        name: 'main',
        db: 3,
        credentials: { password: 'p' },
        sentinelCredentials: { username: 's', password: 'q&' },
      },
    ],
  ])('is understood: %s', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target)
  })

  test.each([
    ['http://h', /is not a Redis URL/],
    ['redis:h', /is not a Redis URL/],
    ['redis+replica://h', /is not a Redis URL/],
    ['redis://', /no host/],
    ['redis://:hunter2@', /no host/],
    ['redis://h:0', /no port/],
    ['redis://h:65536', /no port/],
    ['redis://h:hunter2', /no port/],
    ['redis://h;h', /no host/],
    ['redis://hunter2@h', /no password before the @/],
    ['redis://hunter2:@h', /no password before the @/],
    ['redis://:%zz-hunter2@h', /a % that/],
    ['redis://:hun/hunter2@h', /no host|number/],
    ['redis://:a?hunter2@h', /may have only|no host/],
    ['redis://:a#hunter2@h', /is not a Redis URL/],
    ['redis://u:123/hunter2@h', /number after the host/],
    ['redis://h/x', /number after the host/],
    ['redis://h/1/2', /path of several parts/],
    ['redis://a,b', /several hosts/],
    ['redis://h?ca=f', /only rediss/],
    ['rediss://h?ca=', /each with a value/],
    ['redis://h?hunter2=1', /may have only ca/],
    ['redis://h?sentinelPassword=hunter2', /names none/],
    ['redis+cluster://h/1', /only number 0/],
    ['redis+sentinel://h', /master's name/],
    ['redis+sentinel://h/', /master's name/],
    ['redis+sentinel://h/a/b', /number after the host/],
    ['redis+sentinel://h/a/1/2', /master's name/],
    ['redis+sentinel://h/a?sentinelUsername=hunter2', /without sentinelPassword/],
  ])('is refused in words that hold nothing of it: %s', (url, words) => {
    const refused = () => parseRedisUrl(url)
    expect(refused).toThrow(StoreOpenError)
    expect(refused).toThrow(words)
    expect(refused).not.toThrow(/hunter2/)
  })
})

describe('a key in Redis', () => {
  const ids = [...WEIRD_TEXTS, '', '\ud800', '\ud801', '%!00d8', '{a}b', '{}', ':', 'a:b', 'é', 'e\u0301']
  const names = ids.map((id) => keyName('gatehouse', { kind: 'Session', id }))

  test('is distinct for each id, and for each kind', () => {
    expect(new Set(names).size).toBe(new Set(ids).size)
    const kinds = ['Session', 'Session:x', 'Grant'] as const
    const pairs = kinds.map((kind) => keyName('gatehouse', { kind: kind as 'Grant', id: 'x:y' }))
    expect(new Set(pairs).size).toBe(kinds.length)
  })

  test('has no part by which an id could choose its slot, nor anything that is not plain text', () => {
    for (const name of names) expect(name).toMatch(/^gatehouse:Session:[\w.!~*'()%-]*$/)
  })

  test('can be read where the id is plain', () => {
    expect(keyName('gatehouse', { kind: 'Grant', id: 'V1StGXR8_Z5jdHi6B-myT' })).toBe(
      'gatehouse:Grant:V1StGXR8_Z5jdHi6B-myT',
    )
  })

  test('lies in the slot that the specification of Redis Cluster gives', () => {
    expect(slotOf('123456789')).toBe(0x31c3)
    expect(slotOf('')).toBe(0)
    expect(slotOf('foo')).toBe(12_182)
  })
})
