/** Where a person is signed in, as they may see it, and how they end it (src/domain/sessions). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { isActive, obtainCode, redeem, refresh } from './support/steps.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '1' })
})
afterAll(() => app.stop())

async function setUp() {
  const account = await anAccount(app)
  const rp = await aRelyingParty(app)
  const signIn = async (parameters: Record<string, string> = {}) => {
    const agent = createAgent(app.issuer)
    const { body } = await redeem(app, rp, await obtainCode(app, rp, account.email, parameters, agent))
    return { agent, accessToken: body.access_token, refreshToken: body.refresh_token }
  }
  return { account, rp, signIn, sessions: () => app.core.sessions.list(account.id) }
}

const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

describe('the sessions of an account', () => {
  it('are none before the first sign-in, and one for each browser, the latest first', async () => {
    const { account, rp, sessions, signIn } = await setUp()
    expect(await sessions()).toEqual([])
    const before = Date.now()
    await signIn()
    await signIn()
    const [latest, earlier, ...others] = await sessions()
    expect(others).toEqual([])
    expect(latest).toMatchObject({ accountId: account.id, clientIds: [rp.clientId] })
    expect(latest?.signedInAt).toBeGreaterThanOrEqual(earlier?.signedInAt ?? Number.POSITIVE_INFINITY)
    for (const session of [latest, earlier]) {
      expect(session?.signedInAt).toBeGreaterThanOrEqual(before - 1000)
      expect(session?.ip).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/)
      expect(session?.userAgent).toBe('node')
    }
  })

  it('stay one when the same browser goes to a second app', async () => {
    const { account, sessions, signIn, rp } = await setUp()
    const { agent } = await signIn()
    const other = await aRelyingParty(app)
    await obtainCode(app, other, account.email, {}, agent)
    const [session, ...others] = await sessions()
    expect(others).toEqual([])
    expect(session?.clientIds.toSorted()).toEqual([other.clientId, rp.clientId].toSorted())
  })

  it('end one at a time, with the tokens bound to them and nothing else', async () => {
    const { account, rp, sessions, signIn } = await setUp()
    const kept = await signIn()
    const before = await sessions()
    const ended = await signIn()
    const offline = await signIn(OFFLINE)
    for (const { id } of await sessions()) {
      if (id === before[0]?.id) continue
      expect(await app.core.sessions.end('somebody else', id)).toBe(false)
      expect(await app.core.sessions.end(account.id, id)).toBe(true)
      expect(await app.core.sessions.end(account.id, id)).toBe(false)
    }
    expect(await sessions()).toEqual(before)
    expect(await isActive(app, rp, kept.accessToken)).toBe(true)
    expect(await isActive(app, rp, ended.accessToken)).toBe(false)
    expect(await isActive(app, rp, offline.accessToken)).toBe(true)
  })

  it('end all together, with what was granted for offline access', async () => {
    const { account, rp, sessions, signIn } = await setUp()
    const online = await signIn()
    const offline = await signIn(OFFLINE)
    const ids = (await sessions()).map(({ id }) => id)
    expect((await app.core.sessions.endAll(account.id)).toSorted()).toEqual(ids.toSorted())
    expect(await sessions()).toEqual([])
    for (const { accessToken } of [online, offline]) expect(await isActive(app, rp, accessToken)).toBe(false)
    expect((await refresh(app, rp, offline.refreshToken)).body.error).toBe('invalid_grant')
  })

  it('end all but one, which goes on with everything granted in it', async () => {
    const { account, rp, sessions, signIn } = await setUp()
    const here = await signIn(OFFLINE)
    const [current] = await sessions()
    const elsewhere = await signIn(OFFLINE)
    await app.core.sessions.endAll(account.id, current?.id)
    expect((await sessions()).map(({ id }) => id)).toEqual([current?.id])
    expect(await isActive(app, rp, here.accessToken)).toBe(true)
    expect((await refresh(app, rp, here.refreshToken)).status).toBe(200)
    expect(await isActive(app, rp, elsewhere.accessToken)).toBe(false)
    expect((await refresh(app, rp, elsewhere.refreshToken)).body.error).toBe('invalid_grant')
  })

  it('lose one app alone, in every browser and offline', async () => {
    const { account, rp, signIn, sessions } = await setUp()
    const { agent, accessToken, refreshToken } = await signIn(OFFLINE)
    const other = await aRelyingParty(app)
    const { body } = await redeem(app, other, await obtainCode(app, other, account.email, {}, agent))
    await app.core.sessions.endApp(account.id, rp.clientId)
    expect(await isActive(app, rp, accessToken)).toBe(false)
    expect((await refresh(app, rp, refreshToken)).body.error).toBe('invalid_grant')
    expect(await isActive(app, other, body.access_token)).toBe(true)
    expect(await sessions()).toHaveLength(1)
  })
})
