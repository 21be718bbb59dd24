/** What each setting may not be, and what the operator is told. */
import { describe, expect, it } from 'vitest'
import { A_KEY, KEY, load, problems } from './load-settings.ts'

const BAD: [name: string, texts: string[], told: RegExp][] = [
  [
    'PORT',
    ['0', '65536', '-1', '3000.5', '1e3', '0x50', 'http', '3000 4000'],
    /whole number from 1 to 65535, not "/,
  ],
  [
    'ISSUER',
    ['id.example.com', 'ftp://id.example.com', '//id.example.com', 'localhost:3000'],
    /http or https URL/,
  ],
  ['ISSUER', ['https://ada@id.example.com', 'https://:pw@id.example.com'], /user name or password/],
  [
    'ISSUER',
    ['https://id.example.com/auth', 'https://id.example.com/?a', 'https://id.example.com/#a'],
    /without path/,
  ],
  [
    'ISSUER',
    [
      'http://id.example.com',
      'http://10.0.0.1',
      'http://0.0.0.0:3000',
      'http://localhost.example.com',
      'http://my.localhost',
    ],
    /https:\/\/ unless its host is loopback/,
  ],
  ['TRUST_PROXY', ['33', '999999999999'], /from 0 to 32/],
  [
    'TRUST_PROXY',
    [
      'on',
      'true',
      '-1',
      'localhost',
      '10.0.0.0/33',
      '10.0.0.256',
      '10.0.0.1,proxy',
      '10.0.0.1,2',
      '0x7f.1',
      'fe80::1%eth0',
    ],
    /hops or a list of addresses and CIDRs, not "/,
  ],
  [
    'CORS_ORIGINS',
    ['*', 'null', 'app.example.com', 'https://a.example/', 'https://a.example,b'],
    /origins such as https/,
  ],
  ['WORKERS', ['0', '-1', '257', 'all', '1.5'], /whole number from 1 to 256/],
  [
    'REDIS_URL',
    ['localhost:6379', 'http://localhost', 'redis://', 'redis:localhost'],
    /must begin with redis:\/\//,
  ],
  [
    'SECRETS_KEY',
    ['secret', 'a'.repeat(32), KEY.toString('hex'), `${KEY.toString('base64')}AAAA`],
    /32 bytes in base64/,
  ],
  ['SECRETS_KEY', [`${KEY.toString('base64').slice(0, -2)}!=`], /openssl rand -base64 32/],
  [
    'SECRETS_KEY',
    [
      'vault:',
      'vault:secret',
      'vault:secret/app',
      'vault:secret/#key',
      'vault:secret/../sys#key',
      'vault:a/b#',
    ],
    /vault:MOUNT\/PATH#MEMBER/,
  ],
  [
    'SIGNING_KEYS',
    [
      'database',
      'vault:',
      'vault:secret',
      'vault:secret/',
      'vault:secret/../sys',
      'vault:a/b#c',
      'vault:a//b',
    ],
    /vault:MOUNT\/PATH does/,
  ],
  [
    'VAULT_ADDR',
    ['vault', 'ftp://vault', 'https://vault.example/v1', 'https://a:b@vault.example'],
    /http or https URL/,
  ],
  ['VAULT_ADDR', ['http://vault.example', 'http://10.0.0.1:8200'], /https:\/\/ unless its host is loopback/],
  [
    'PASSWORD_BREACH_URL',
    ['on', 'ftp://a.example/', 'https://a.example/range', 'https://a.example/?q=/', 'https://a.example/#/'],
    /https:\/\/api\.pwnedpasswords\.com\/range\//,
  ],
  ['PASSWORD_BREACH_URL', ['https://a:b@c.example/'], /user name or password/],
  ['PASSWORD_BREACH_URL', ['http://a.example/'], /https:\/\/ unless its host is loopback/],
  ['KEY_LEAD', ['-1', '2592001', '1h'], /whole number from 0 to 2592000/],
  ['REFRESH_GRACE', ['-1', '301', '10s'], /whole number from 0 to 300/],
  [
    'OUTBOUND_ALLOW',
    ['http://localhost', '10.0.0.0/33', 'a b', '*.example.com', 'localhost:9000'],
    /host names, addresses/,
  ],
  ['LOG_LEVEL', ['verbose', 'INFO', '30'], /one of fatal, error, warn, info, debug, trace, silent, not "/],
]

describe('bad values', () => {
  it.each(BAD)('of %s are refused: %j', (name, texts, told) => {
    for (const text of texts) {
      expect([text, problems({ [name]: text })]).toEqual([text, [expect.stringMatching(told)]])
      expect(problems({ [name]: text })[0]).toMatch(new RegExp(`^${name} must `))
    }
  })

  it('of MONGODB_URI are refused, and good ones without a key that all nodes have', () => {
    expect(problems({ MONGODB_URI: 'localhost:27017', ...A_KEY })).toEqual([
      expect.stringMatching(/^MONGODB_URI must begin/),
    ])
    expect(problems({ MONGODB_URI: 'mongodb://localhost/gatehouse' })).toEqual([
      expect.stringMatching(/^SECRETS_KEY is required with MONGODB_URI/),
    ])
  })

  it('that may hold a secret are not repeated', () => {
    const told = problems({
      SECRETS_KEY: 'sesame',
      ISSUER: 'https://ada:sesame@id.example.com',
      REDIS_URL: 'http://:sesame@redis',
      MONGODB_URI: 'http://ada:sesame@mongo',
    })
    expect(told).toHaveLength(4)
    expect(told.join()).not.toContain('sesame')
  })

  it('are told all at once, each in a sentence of its own', () => {
    const told = problems({
      PORT: 'http',
      ISSUER: 'nowhere',
      LOG_LEVEL: 'loud',
      KEY_LEAD: '-1',
      GATEHOUSE_PORT: '80',
    })
    expect(told.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'GATEHOUSE_PORT',
      'ISSUER',
      'KEY_LEAD',
      'LOG_LEVEL',
      'PORT',
    ])
  })

  it('are in the message of the error, one in each line', () => {
    expect(() => load({ PORT: 'http', KEY_LEAD: '-1' })).toThrow(/^PORT must .*\nKEY_LEAD must /)
  })
})
