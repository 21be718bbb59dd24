/** What each setting may be, and how it is read. */
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import type { Config } from '#config'
import { A_KEY, KEY, load } from './load-settings.ts'

type Read = (config: Config) => unknown

const GOOD: [name: string, read: Read, values: [text: string, value: unknown][]][] = [
  [
    'HOST',
    ({ server }) => server.host,
    [
      ['0.0.0.0', '0.0.0.0'],
      ['::', '::'],
      [' localhost ', 'localhost'],
    ],
  ],
  [
    'PORT',
    ({ server }) => [server.port, server.issuer],
    [
      ['1', [1, 'http://localhost:1']],
      ['65535', [65_535, 'http://localhost:65535']],
      ['08080', [8080, 'http://localhost:8080']],
    ],
  ],
  [
    'ISSUER',
    ({ server }) => server.issuer,
    [
      ['https://id.example.com', 'https://id.example.com'],
      ['https://id.example.com/', 'https://id.example.com'],
      ['https://ID.Example.com:443', 'https://id.example.com'],
      ['https://id.example.com:8443', 'https://id.example.com:8443'],
      ['https://10.0.0.1', 'https://10.0.0.1'],
      ['http://localhost:4000', 'http://localhost:4000'],
      ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
      ['http://[::1]:4000', 'http://[::1]:4000'],
    ],
  ],
  [
    'TRUST_PROXY',
    ({ server }) => server.trustProxy,
    [
      ['off', []],
      ['0', 0],
      ['2', 2],
      ['10.0.0.1', ['10.0.0.1']],
      ['10.0.0.0/8, ::1 ,fd00::/8', ['10.0.0.0/8', '::1', 'fd00::/8']],
    ],
  ],
  [
    'CORS_ORIGINS',
    ({ server }) => server.corsOrigins,
    [
      ['https://app.example.com', ['https://app.example.com']],
      ['https://a.example, http://localhost:5173,', ['https://a.example', 'http://localhost:5173']],
    ],
  ],
  [
    'WORKERS',
    ({ server }) => server.workers,
    [
      ['1', 1],
      ['16', 16],
      ['auto', availableParallelism()],
    ],
  ],
  [
    'NODE_ENV',
    ({ server }) => server.production,
    [
      ['production', true],
      ['development', false],
      ['test', false],
    ],
  ],
  ['DATA_DIR', ({ storage }) => storage.dataDir, [['/var/lib/gatehouse', '/var/lib/gatehouse']]],
  [
    'REDIS_URL',
    ({ storage }) => storage.redisUrl,
    [
      ['redis://localhost:6379/0', 'redis://localhost:6379/0'],
      ['rediss://:secret@redis.example.com', 'rediss://:secret@redis.example.com'],
      ['redis+cluster://a:1,b:2,c:3', 'redis+cluster://a:1,b:2,c:3'],
      ['redis+sentinel://a:1,b:2/name', 'redis+sentinel://a:1,b:2/name'],
    ],
  ],
  ['KEYS_DIR', ({ keys }) => keys.keysDir, [['/etc/gatehouse', '/etc/gatehouse']]],
  [
    'SECRETS_KEY',
    ({ keys }) => keys.secretsKey,
    [
      [KEY.toString('base64'), KEY],
      [KEY.toString('base64').replace('=', ''), KEY],
      [Buffer.alloc(32, 0xff).toString('base64url'), Buffer.alloc(32, 0xff)],
    ],
  ],
  [
    'KEY_LEAD',
    ({ keys }) => keys.leadSeconds,
    [
      ['0', 0],
      ['2592000', 2_592_000],
    ],
  ],
  [
    'REFRESH_GRACE',
    ({ tokens }) => tokens.refreshGraceSeconds,
    [
      ['0', 0],
      ['300', 300],
    ],
  ],
  [
    'OUTBOUND_ALLOW',
    ({ outbound }) => outbound.allow,
    [
      ['localhost', ['localhost']],
      ['Intra.Example.com, 10.0.0.0/8,::1', ['intra.example.com', '10.0.0.0/8', '::1']],
    ],
  ],
  [
    'LOG_LEVEL',
    ({ log }) => log.level,
    [
      ['silent', 'silent'],
      ['debug', 'debug'],
    ],
  ],
]

describe('good values', () => {
  it.each(GOOD)('of %s are read', (name, read, values) => {
    for (const [text, value] of values) expect(read(load({ [name]: text }))).toEqual(value)
  })

  it.each(['mongodb://a:1,b:2/gatehouse', 'mongodb+srv://db.example.com/gatehouse'])(
    'of MONGODB_URI are read, beside a key that all nodes have: %s',
    (uri) => expect(load({ MONGODB_URI: uri, ...A_KEY }).storage.mongodbUri).toBe(uri),
  )
})
