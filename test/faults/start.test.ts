/** Deployments that are refused, or taken with a warning: the third table of docs/faults.md. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCommandLine } from '../cli/command-line.ts'
import { endAllAfterwards, makeHome, startProcess } from '../process/server-process.ts'
import { startMongoImpostor } from '../support/mongo-impostor.ts'
import { ensureOwnMongo, type MongoServer, startMongo } from '../support/mongo-server.ts'
import { ensureRedis, type RedisServer, startRedis } from '../support/redis-servers.ts'
import { tableOf } from './tables.ts'

const ROWS = tableOf('What is refused or said at start')
const SECRETS_KEY = Buffer.alloc(32, 7).toString('base64')
const OFF_MS = 125_000
/** Milliseconds within which a deployment is refused. */
const REFUSED_MS = 10_000

/** Moves the clock of a process before anything of it runs. */
const LATE_CLOCK = `--import data:text/javascript,${encodeURIComponent(
  `const now = Date.now; Date.now = () => now() - ${OFF_MS}`,
)}`

interface Deployment {
  settings: Record<string, string>
  /** What the start and the doctor say. */
  says: RegExp
  stop?(): Promise<void>
}

endAllAfterwards()

async function withRedis(
  options: Parameters<typeof startRedis>[0],
  says: RegExp,
  settings: (redis: RedisServer) => Record<string, string> = ({ url }) => ({ REDIS_URL: url }),
): Promise<Deployment> {
  const redis = await startRedis(options)
  return { settings: settings(redis), says, stop: redis.stop }
}

async function withMongo(
  answer: Parameters<typeof startMongoImpostor>[0],
  says: RegExp,
): Promise<Deployment> {
  const { uri, stop } = await startMongoImpostor(answer)
  return { settings: { MONGODB_URI: uri, SECRETS_KEY }, says, stop }
}

const DEPLOYMENTS: Record<string, () => Promise<Deployment>> = {
  'Redis cannot be reached': async () => ({
    settings: { REDIS_URL: 'redis://127.0.0.1:1' },
    says: /^Redis at 127\.0\.0\.1:1 refuses connections\. Is it running/,
  }),
  'Redis refuses the password': () =>
    withRedis({ password: 'right' }, /refused the user or the password\. Correct/, ({ port }) => ({
      REDIS_URL: `redis://:wrong@127.0.0.1:${port}`,
    })),
  'Redis evicts records when it is full': () =>
    withRedis(
      { config: ['maxmemory 64mb', 'maxmemory-policy allkeys-lru'] },
      /maxmemory-policy allkeys-lru.*Set its maxmemory-policy to noeviction/,
    ),
  'Redis is a replica': () =>
    withRedis({ config: ['replicaof 127.0.0.1 1'] }, /is a replica, which takes no writes\. Name its master/),
  'Redis has a clock that is off by more than a minute': () =>
    withRedis(
      { config: ['appendonly yes'] },
      /has a clock that is 12\d seconds ahead of this machine's\. Let NTP/,
      ({ url }) => ({ REDIS_URL: url, NODE_OPTIONS: LATE_CLOCK }),
    ),
  'Redis keeps snapshots alone': () =>
    withRedis({ config: ['save 60 1'] }, /keeps snapshots alone.*appendonly yes/),
  'Redis keeps nothing on disk': () => withRedis({}, /keeps nothing on disk.*appendonly yes/),
  'MongoDB cannot be reached': async () => ({
    settings: { MONGODB_URI: 'mongodb://127.0.0.1:1/gatehouse', SECRETS_KEY },
    says: /^MongoDB at 127\.0\.0\.1:1 cannot be reached: .* Start it, or correct MONGODB_URI/,
  }),
  'MongoDB refuses the password': async () => ({
    settings: { MONGODB_URI: guarded.freshUri().replace('right', 'wrong'), SECRETS_KEY },
    says: /refuses the user or the password of MONGODB_URI.* Correct them/,
  }),
  'MongoDB lets nobody make an index': () =>
    withMongo(
      (command) =>
        command === 'createIndexes' ? { ok: 0, code: 13, errmsg: 'not authorized on gatehouse' } : {},
      /does not allow what is needed there: not authorized.* Give MONGODB_URI a user/,
    ),
  'MongoDB is too old': () =>
    withMongo(() => ({ maxWireVersion: 6 }), /is of a version that does not fit.* Version 4\.4/),
  'MongoDB has a clock that is off by more than a minute': () =>
    withMongo(
      () => ({ localTime: new Date(Date.now() - OFF_MS) }),
      /has a clock that is 12\d seconds behind this machine's\. Let NTP/,
    ),
}

let guarded: MongoServer

describe('the table', () => {
  it('has a row for each deployment that is tested here, and no other', () => {
    expect(ROWS.map(({ deployment }) => deployment)).toEqual(Object.keys(DEPLOYMENTS))
  })
})

const canRun = ensureRedis() && (await ensureOwnMongo('what is refused at start'))

describe.runIf(canRun)('a start', () => {
  beforeAll(async () => {
    guarded = await startMongo({ user: 'app', password: 'right' })
  }, 60_000)
  afterAll(() => guarded?.stop())

  it.each(ROWS)(
    'is as the table says when $deployment, and the doctor says the same',
    {
      timeout: 90_000,
    },
    async (row) => {
      const deployment = await DEPLOYMENTS[row.deployment ?? '']?.()
      if (deployment === undefined) throw new Error('no such deployment')
      const { settings, says, stop } = deployment
      const isRefused = row['at start'] === 'refused'
      try {
        const saying = isRefused ? refusalOf(settings) : warningOf(settings)
        const [said, diagnosis] = await Promise.all([saying, consult(settings)])
        expect(said).toMatch(says)
        const store = settings.REDIS_URL === undefined ? 'mongodb' : 'redis'
        const finding = diagnosis.checks.find(({ name }) => name === store)
        expect(finding).toMatchObject({ ok: !isRefused, cure: expect.stringMatching(/^\S.+\S$/) })
        expect(`${finding?.problem ?? finding?.warning} ${finding?.cure}`).toMatch(says)
        expect([diagnosis.ok, diagnosis.code]).toEqual(isRefused ? [false, 1] : [true, 0])
      } finally {
        await stop?.()
      }
    },
  )
})

/** @returns what is said about it: the one warning with its cure */
async function warningOf(settings: Record<string, string>): Promise<string> {
  const server = startProcess(await makeHome(settings))
  await server.ready()
  await server.stop()
  const lines = server
    .stdout()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const warnings = lines.filter(({ level, store }) => level === 'warn' && store !== undefined)
  expect(warnings).toHaveLength(1)
  return `${warnings[0].msg} ${warnings[0].cure}`
}

/** In time; tried again where that may be because of a machine that has other things to do. @returns the one problem */
async function refusalOf(settings: Record<string, string>, tries = 3): Promise<string> {
  const from = performance.now()
  const server = startProcess(await makeHome(settings))
  expect(await server.ended).toBe(1)
  const spent = performance.now() - from
  if (spent >= REFUSED_MS && tries > 1) return refusalOf(settings, tries - 1)
  expect(spent).toBeLessThan(REFUSED_MS)
  const [first, problem, ...more] = server.stderr().trimEnd().split('\n')
  expect([first, more]).toEqual(['Gatehouse cannot start:', []])
  return (problem ?? '').replace(/^ {2}- /, '')
}

interface Finding {
  name: string
  ok: boolean
  problem?: string
  warning?: string
  cure?: string
}

async function consult(settings: Record<string, string>) {
  const line = await openCommandLine(settings)
  try {
    const { code, stdout } = await line.run(['doctor', '--json'])
    return { code, ...(JSON.parse(stdout) as { ok: boolean; checks: Finding[] }) }
  } finally {
    await line.remove()
  }
}
