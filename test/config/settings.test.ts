/** The settings as a whole: what holds without any, and what is true of all. */
import { describe, expect, it } from 'vitest'
import { A_KEY, load, problems } from './load-settings.ts'

describe('without any setting', () => {
  it('a local server starts', () => {
    expect(load()).toEqual({
      server: {
        host: '127.0.0.1',
        port: 3000,
        issuer: 'http://localhost:3000',
        trustProxy: [],
        corsOrigins: [],
        production: false,
        hasIdleProcessors: expect.any(Boolean),
        workers: 1,
      },
      storage: { dataDir: './data', mongodbUri: null, redisUrl: null },
      keys: {
        keysDir: './keys',
        secretsKey: null,
        secretsKeyInVault: null,
        signingKeysInVault: null,
        leadSeconds: 3600,
      },
      tokens: { refreshGraceSeconds: 10 },
      accounts: { signupRoles: ['user'], revealsAccounts: false, breachUrl: null },
      limits: { requestsPerMinute: 100 },
      outbound: { allow: [] },
      vault: null,
      mail: { smtp: null, from: { name: 'Gatehouse', address: 'no-reply@localhost' } },
      log: { level: 'info' },
    })
  })

  it('an empty setting is none', () => {
    const names = ['HOST', 'PORT', 'ISSUER', 'TRUST_PROXY', 'CORS_ORIGINS', 'WORKERS', 'DATA_DIR', 'KEYS_DIR']
    const more = [
      'SECRETS_KEY',
      'KEY_LEAD',
      'REFRESH_GRACE',
      'OUTBOUND_ALLOW',
      'RATE_LIMIT',
      'SIGNUP_ROLES',
      'ACCOUNT_ENUMERATION',
      'LOG_LEVEL',
      'NODE_ENV',
      'REDIS_URL',
      'SMTP_URL',
      'MAIL_FROM',
    ]
    const empty = Object.fromEntries(
      [...names, ...more].map((name, index) => [name, index % 2 === 0 ? '' : '  ']),
    )
    expect(load(empty)).toEqual(load())
  })
})

describe('a name that begins with GATEHOUSE_', () => {
  it('is refused, with the name that was meant', () => {
    expect(problems({ GATEHOUSE_PORT: '4000' })).toEqual([
      'GATEHOUSE_PORT is not a setting; perhaps PORT was meant',
    ])
  })

  it('is refused even when it is empty', () => {
    expect(problems({ GATEHOUSE_ISSUER: '' })).toHaveLength(1)
  })
})

describe('the settings', () => {
  it('cannot be changed any more', () => {
    const config = load({ TRUST_PROXY: '10.0.0.1', OUTBOUND_ALLOW: 'localhost', ...A_KEY })
    const objects: unknown[] = [
      config,
      ...Object.values(config),
      config.server.trustProxy,
      config.outbound.allow,
    ]
    for (const object of objects) expect(Object.isFrozen(object)).toBe(true)
    expect(() => {
      config.server.port = 1
    }).toThrow(TypeError)
  })

  it('do not follow later changes of the environment', () => {
    const environment = { PORT: '4000' }
    const config = load(environment)
    environment.PORT = '5000'
    expect(config.server.port).toBe(4000)
  })
})

it('no processor is idle where there is a worker for each, or more', () => {
  expect(load({ WORKERS: 'auto' }).server.hasIdleProcessors).toBe(false)
  expect(load({ WORKERS: '256' }).server.hasIdleProcessors).toBe(false)
})
