/** The general budget of the JSON APIs: one for all of them, by address, on every node (contract, "Rate limits"). */
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config/index.ts'
import { createLogger } from '../../../src/lib/logger.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

const PATHS = ['/auth/me', '/auth/userinfo', '/v2/me', '/api/v1/auth/profile']
const LIMIT = 20

const running: RunningApp[] = []
afterAll(() => Promise.all(running.map((app) => app.stop())))

async function start(settings: Record<string, string> = {}): Promise<RunningApp> {
  const app = await startApp({ RATE_LIMIT: String(LIMIT), ...settings })
  running.push(app)
  return app
}

function ask(app: RunningApp, n = 0, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(app.issuer + PATHS[n % PATHS.length], { headers: { accept: 'application/json', ...headers } })
}

const numbers = ({ headers }: Response) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)))

describe('the budget of an address', () => {
  it('is told with every answer, and spans the surfaces', async () => {
    const app = await start()
    for (let n = 0; n < 8; n += 1) {
      const [limit, remaining, reset = 0] = numbers(await ask(app, n))
      expect([limit, remaining]).toEqual([LIMIT, LIMIT - 1 - n])
      expect(reset - Date.now() / 1000).toBeGreaterThan(0)
      expect(reset - Date.now() / 1000).toBeLessThanOrEqual(61)
    }
    const unknown = await fetch(`${app.issuer}/v2/nothing`, { headers: { accept: 'application/json' } })
    expect([unknown.status, numbers(unknown)[1]]).toEqual([404, LIMIT - 9])
  })

  it('lets exactly as many through of those that come at the same time, and tells the others in each format', async () => {
    const app = await start()
    const answers = await Promise.all(Array.from({ length: 3 * LIMIT }, (_, n) => ask(app, n)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(2 * LIMIT)
    for (const answer of refused) {
      const body = await answer.json()
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60)
      expect(numbers(answer).slice(0, 2)).toEqual([LIMIT, 0])
      if (new URL(answer.url).pathname.startsWith('/api/v1')) {
        expect(body).toEqual({ timestamp: expect.any(String), status: 429, message: expect.any(String) })
      } else {
        expect(body).toMatchObject({ error: 'rate_limited', error_uri: `${app.issuer}/errors/rate_limited` })
      }
    }
  })

  it('is not widened by what a caller says of its address', async () => {
    const app = await start()
    const answers = await Promise.all(
      Array.from({ length: LIMIT + 5 }, (_, n) => ask(app, n, { 'x-forwarded-for': `198.51.100.${n}` })),
    )
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
  })

  it('is each caller’s own behind a trusted proxy, and all of an IPv6 /64 is one caller', async () => {
    const app = await start({ TRUST_PROXY: '1' })
    const from = async (address: string) => numbers(await ask(app, 0, { 'x-forwarded-for': address }))[1]
    expect(await from('198.51.100.1')).toBe(LIMIT - 1)
    expect(await from('198.51.100.2')).toBe(LIMIT - 1)
    // What stands before the address that the proxy adds is the caller's own word.
    expect(await from('203.0.113.9, 198.51.100.1')).toBe(LIMIT - 2)
    expect(await from('2001:db8:1:2::1')).toBe(LIMIT - 1)
    expect(await from('2001:db8:1:2:ffff:1:2:3')).toBe(LIMIT - 2)
    expect(await from('2001:db8:1:3::1')).toBe(LIMIT - 1)
  })

  it('is not asked of the protocol endpoints, of health, nor of a preflight', async () => {
    const app = await start()
    for (const path of [
      '/oauth/token',
      '/oauth/introspect',
      '/health',
      '/.well-known/jwks.json',
      '/swagger',
    ]) {
      const answer = await fetch(app.issuer + path)
      expect(answer.headers.has('x-ratelimit-limit'), path).toBe(false)
    }
    await fetch(`${app.issuer}/v2/me`, { method: 'OPTIONS' })
    expect(numbers(await ask(app))[1]).toBe(LIMIT - 1)
  })

  it('is lifted by RATE_LIMIT=off, with its headers', async () => {
    const app = await start({ RATE_LIMIT: 'off' })
    const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => ask(app, n)))
    expect(answers.some(({ status, headers }) => status === 429 || headers.has('x-ratelimit-limit'))).toBe(
      false,
    )
  })
})

describe('two nodes on the same stores', () => {
  let first: RunningApp
  beforeAll(async () => {
    first = await start()
  })

  it('share the budget', async () => {
    const config = loadConfig(
      {
        ISSUER: first.issuer,
        DATA_DIR: first.dataDir,
        KEYS_DIR: `${first.dataDir}/../keys`,
        RATE_LIMIT: String(LIMIT),
      },
      '/nonexistent',
    )
    const second = await createApp(config, createLogger('silent'))
    const server = createServer(second.handler)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const both = [first, { ...first, issuer: `http://localhost:${port}` }]
    const answers = await Promise.all(Array.from({ length: 2 * LIMIT }, (_, n) => ask(both[n % 2] ?? first)))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(LIMIT)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await second.close()
  })
})
