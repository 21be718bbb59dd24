/**
 * kill -9 at moments of its own choosing, while clients get and refresh tokens and people sign up: each change that was
 * acknowledged has its event, exactly once, and each event reaches the webhook and the stream, in order for its subject.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { KeptEvent } from '#domain/events'
import { freePort } from '../support/free-port.ts'
import { ensureMongo, openMongo } from '../support/mongo-server.ts'
import { startReceiver } from '../support/receiver.ts'
import { ensureRedis, startRedis } from '../support/redis-servers.ts'
import { aRelyingParty, logIn, PASSWORD } from '../support/relying-party.ts'
import type { RunningApp } from '../support/start-app.ts'
import {
  endAllAfterwards,
  expectCutOff,
  type Home,
  makeHome,
  openBeside,
  startServer,
} from './server-process.ts'

endAllAfterwards()

const serversAreThere = ensureRedis() && (await ensureMongo())

const ROUNDS = 3
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

const stopping: (() => Promise<void>)[] = []
afterAll(() => Promise.all(stopping.map((stop) => stop())))

/** Answers that came back whole, by the user agent of their request, and what each should have brought. */
type Acknowledged = Map<string, KeptEvent['type']>

type Caller = { clientId: string; secret: string | null }

async function post(
  home: Home,
  path: string,
  body: URLSearchParams | string,
  agent: string,
): Promise<Record<string, string>> {
  const type = typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded'
  const response = await fetch(`${home.issuer}${path}`, {
    method: 'POST',
    headers: { 'user-agent': agent, 'content-type': type },
    body,
  })
  const answer = (await response.json()) as Record<string, string>
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
  return answer
}

/** One client after the other gets a token, until the server is gone. */
async function getTokens(home: Home, { clientId, secret }: Caller, seen: Acknowledged): Promise<void> {
  for (;;) {
    const agent = randomUUID()
    const credentials = { client_id: clientId, client_secret: secret ?? '' }
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...credentials })
    await post(home, '/oauth/token', body, agent)
    seen.set(agent, 'TokenIssued')
  }
}

/** A token is refreshed, and its successor, and so on. */
async function refresh(
  home: Home,
  { clientId, secret }: Caller,
  held: { token: string },
  seen: Acknowledged,
): Promise<void> {
  for (;;) {
    const agent = randomUUID()
    const credentials = { client_id: clientId, client_secret: secret ?? '' }
    const body = { grant_type: 'refresh_token', refresh_token: held.token, ...credentials }
    const answer = await post(home, '/oauth/token', new URLSearchParams(body), agent)
    held.token = answer.refresh_token ?? ''
    seen.set(agent, 'TokenRefreshed')
  }
}

async function signUp(home: Home, seen: Acknowledged): Promise<void> {
  for (;;) {
    const agent = randomUUID()
    const body = JSON.stringify({ email: `${agent}@example.com`, password: PASSWORD })
    await post(home, '/auth/signup', body, agent)
    seen.set(agent, 'auth.user_created')
  }
}

async function allEvents({ core }: RunningApp): Promise<KeptEvent[]> {
  const events: KeptEvent[] = []
  for (;;) {
    const after = events.at(-1)
    const page = await core.events.list({ limit: 1000, ...(after === undefined ? {} : { after }) })
    events.push(...page)
    if (page.length < 1000) return events
  }
}

/** In the order of their first arrival, by subject. */
function bySubject(events: { id: string; subject: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { id, subject } of events) {
    const ids = found.get(subject) ?? []
    if (!ids.includes(id)) found.set(subject, [...ids, id])
  }
  return found
}

/** @param isLastLeft whether another node, which nobody asks anything, is to finish the work */
async function survive(settings: Record<string, string>, isLastLeft = false): Promise<void> {
  let failures = 2
  const receiver = await startReceiver(() => ({ status: Math.random() < 0.1 && failures-- > 0 ? 500 : 204 }))
  stopping.push(receiver.stop)
  const home = await makeHome({
    REFRESH_GRACE: '300',
    RATE_LIMIT: 'off',
    OUTBOUND_ALLOW: '127.0.0.1',
    ...settings,
  })
  let server = await startServer(home)
  const PORT = String(await freePort())
  const other = isLastLeft
    ? await startServer({ ...home, settings: { ...home.settings, PORT, ISSUER: home.issuer } })
    : undefined
  const beside = await openBeside(home)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  const rp = await aRelyingParty(beside, { firstParty: true, grantTypes })
  const person = await beside.core.accounts.create({ email: 'ada@example.com', password: PASSWORD })
  const { tokens } = await logIn(beside, rp, person.email, OFFLINE)
  const held = { token: tokens.refresh_token ?? '' }
  await beside.core.webhooks.create({ url: receiver.url, events: [] })
  const seen: Acknowledged = new Map()

  for (let round = 0; round < ROUNDS; round += 1) {
    const before = seen.size
    const busy = Promise.allSettled([
      ...Array.from({ length: 6 }, () => getTokens(home, rp, seen)),
      refresh(home, rp, held, seen),
      signUp(home, seen),
    ])
    await vi.waitFor(() => expect(seen.size).toBeGreaterThan(before + 30), { timeout: 60_000, interval: 5 })
    await sleep(randomInt(200))
    server.child.kill('SIGKILL')
    await server.ended
    expectCutOff(await busy)
    if (other === undefined || round < ROUNDS - 1) server = await startServer(home)
  }

  const events = await allEvents(beside)
  const byAgent = Map.groupBy(events, ({ data }) => data.user_agent ?? '')
  for (const [agent, type] of seen) {
    expect(byAgent.get(agent)?.filter((event) => event.type === type)).toHaveLength(1)
  }
  expect(new Set(seen.values())).toEqual(new Set(['TokenIssued', 'TokenRefreshed', 'auth.user_created']))

  const expected = bySubject(events.filter(({ data }) => seen.has(data.user_agent ?? '')))
  const told = () =>
    receiver.delivered
      .filter(({ status }) => status === 204)
      .map(({ body }) => JSON.parse(body))
      .filter(({ data }) => seen.has(data.user_agent))
  await vi.waitFor(() => expect(new Set(told().map(({ id }) => id)).size).toBe(seen.size), {
    timeout: 100_000,
    interval: 200,
  })
  expect(bySubject(told())).toEqual(bySubjectInLog(events, expected))
  await beside.stop()
  expect(await (other ?? server).stop()).toBe(0)
}

/** The same subjects, in the order of the log, which `list` by time is not for all at once. */
function bySubjectInLog(events: KeptEvent[], expected: Map<string, string[]>): Map<string, string[]> {
  const inLog = bySubject(events.toSorted((a, b) => a.position - b.position))
  return new Map(
    [...expected].map(([subject, ids]) => [
      subject,
      (inLog.get(subject) ?? []).filter((id) => ids.includes(id)),
    ]),
  )
}

describe('kill -9 in the middle of sign-ups and tokens loses no event', () => {
  it('on the embedded database', () => survive({}), 300_000)

  it.runIf(serversAreThere)(
    'on Redis and MongoDB, where another node finishes the work, and the stream has them all too',
    async () => {
      const [mongo, redis] = [await openMongo(), await startRedis()]
      stopping.push(
        () => mongo.stop(),
        () => redis.stop(),
      )
      const SECRETS_KEY = randomBytes(32).toString('base64')
      await survive({ MONGODB_URI: mongo.freshUri(), REDIS_URL: redis.url, SECRETS_KEY }, true)
      const stream = new Redis(redis.url)
      const entries = await stream.xrange('gatehouse:events', '-', '+')
      stream.disconnect()
      const types = new Set(entries.map(([, [, json = '']]) => JSON.parse(json).type))
      expect(types).toEqual(new Set([...types, 'TokenIssued', 'TokenRefreshed', 'auth.user_created']))
    },
    300_000,
  )
})
