/** Somebody has a backup of every store, and the client's own credentials: nothing in it can be presented to anybody. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aResource,
  isActive,
  obtainCode,
  obtainTokens,
  push,
  redeem,
  refresh,
  requestToken,
  sendAs,
} from '../../oidc/support/steps.ts'
import { type Agent, createAgent } from '../../support/agent.ts'
import { dumpFolder, dumpMongo, dumpRedis } from '../../support/dumps.ts'
import { ensureMongo, openMongo } from '../../support/mongo-server.ts'
import { ensureRedis, startRedis } from '../../support/redis-servers.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

interface Dumped {
  app: RunningApp
  dump(): Promise<string>
  stop(): Promise<void>
}

/** Files and keys do not come and go while they are read. */
const STILL = { jobs: false }

async function onEmbeddedDatabase(): Promise<Dumped> {
  const app = await startApp({}, STILL)
  return { app, dump: async () => dumpFolder(app.dataDir), stop: app.stop }
}

async function onRedisAndMongo(): Promise<Dumped> {
  const [redis, mongo] = await Promise.all([startRedis(), openMongo()])
  const uri = mongo.freshUri()
  const settings = {
    REDIS_URL: redis.url,
    MONGODB_URI: uri,
    SECRETS_KEY: randomBytes(32).toString('base64'),
  }
  const app = await startApp(settings, STILL)
  return {
    app,
    dump: async () => (await Promise.all([dumpRedis(redis), dumpMongo(uri)])).join('\n'),
    async stop() {
      await app.stop()
      await Promise.all([redis.stop(), mongo.stop()])
    },
  }
}

const STORES: [string, () => Promise<Dumped>][] = [
  ['the embedded database', onEmbeddedDatabase],
  ...(ensureRedis() && (await ensureMongo())
    ? [['Redis and MongoDB', onRedisAndMongo] satisfies [string, () => Promise<Dumped>]]
    : []),
]

describe.each(STORES)('a dump of %s', (_name, open) => {
  let dumped: Dumped
  let app: RunningApp
  let rp: RelyingParty
  let browser: Agent
  let text: string
  /** What is good at this moment, by what it is. */
  const alive = new Map<string, string>()

  beforeAll(async () => {
    dumped = await open()
    app = dumped.app
    const resource = await aResource(app)
    const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
    rp = await aRelyingParty(app, { resources: [resource], grantTypes })
    const { email } = await anAccount(app)
    const offline = { scope: 'openid email offline_access', prompt: 'consent' }
    const opaque = await obtainTokens(app, rp, email, offline)
    browser = opaque.agent
    const jwt = await obtainTokens(app, rp, email, { ...offline, resource }, browser)
    const rotated = (await refresh(app, rp, opaque.refresh_token)).body
    const machine = (await requestToken(app, rp, { grant_type: 'client_credentials' })).body
    const unused = await obtainCode(app, rp, email, {}, browser)
    const somebody = createAgent(app.issuer)
    const signIn = await somebody.get((await begin(rp)).url)
    const found: Record<string, string | null> = {
      password: PASSWORD,
      'client secret': rp.secret,
      'opaque access token': rotated.access_token,
      'used refresh token': opaque.refresh_token,
      'refresh token': rotated.refresh_token,
      'JWT access token': jwt.access_token,
      'ID token': jwt.id_token,
      'machine’s access token': machine.access_token,
      'unused code': unused.code,
      'pushed request': (await push(app, rp)).requestUri.split(':').at(-1) ?? null,
      'interaction in progress': signIn.url.pathname.split('/').at(-1) ?? null,
    }
    for (const [what, value] of Object.entries(found)) alive.set(what, value ?? '')
    for (const [key, { value }] of [...browser.cookies, ...somebody.cookies])
      alive.set(`cookie ${key} ${value}`, value)
    text = await dumped.dump()
    // The dump is one, and it is of the right place; the code is good until now.
    expect(text).toContain(email)
    expect((await redeem(app, rp, unused)).status).toBe(200)
  })
  afterAll(() => dumped?.stop())

  it('holds nothing that is good at the time', () => {
    expect(alive.size).toBeGreaterThan(12)
    for (const [what, value] of alive) {
      expect(value.length, what).toBeGreaterThan(10)
      expect(text.includes(value), what).toBe(false)
      // What stands behind the last dot of a cookie or a token is the part that proves it.
      const proof = value.split('.').at(-1) ?? ''
      if (proof.length > 10) expect(text.includes(proof), `the end of ${what}`).toBe(false)
    }
  })

  it('holds nothing that can be presented as a token, a secret or a session', async () => {
    const candidates = [...new Set(text.match(/[\w~-]{16,}(\.[\w~-]{8,})*/g))].filter(
      (part) => part.length < 2000,
    )
    expect(candidates.length).toBeGreaterThan(20)
    const cookie = (name: string) => browser.cookies.get(`${name} /`)?.value ?? ''
    const session = cookie('_session')
    const [uid = ''] = session.split('.')
    const signedIn = (value: string) =>
      isSignedIn(`_session=${value}; _session.sig=${cookie('_session.sig')}`)
    expect(await signedIn(session)).toBe(true)
    for (const candidate of candidates) {
      expect(await isActive(app, rp, candidate), candidate).toBe(false)
      expect((await refresh(app, rp, candidate)).status, candidate).toBe(400)
      const asSecret = await sendAs({ ...rp, secret: candidate }, `${app.issuer}/oauth/introspect`, {
        token: 'x',
      })
      expect(asSecret.status, candidate).toBe(401)
      for (const cookie of [candidate, `${uid}.${candidate}`])
        expect(await signedIn(cookie), cookie).toBe(false)
    }
  })

  async function isSignedIn(cookie: string): Promise<boolean> {
    const { url } = await begin(rp, { prompt: 'none' })
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? app.issuer).searchParams.has('code')
  }
})
