/** What the engine announces (contract, "Events"): one event for each answer and each end, kept before the answer. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { KeptEvent } from '#domain/events'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { failure, mend } from './support/failing-stores.ts'
import {
  aResource,
  isActive,
  obtainCode,
  obtainTokens,
  redeem,
  refresh,
  requestToken,
  revoke,
  signOut,
  times,
} from './support/steps.ts'

vi.mock('#adapters', async (original) => {
  const { failingAdapters } = await import('./support/failing-stores.ts')
  return failingAdapters(await original())
})

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' }

let app: RunningApp
let rp: RelyingParty
let resource: string

beforeAll(async () => {
  app = await startApp({ REFRESH_GRACE: '0', TRUST_PROXY: '1' })
  resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  rp = await aRelyingParty(app, { grantTypes, resources: [resource] })
})
afterAll(() => app.stop())
afterEach(mend)

/** Token and session events about somebody. */
async function eventsAbout(subject: string): Promise<KeptEvent[]> {
  const events = await app.core.events.list({ subject, limit: 1000 })
  return events.filter(({ type }) => /^Token|session_ended/.test(type))
}

async function typesAbout(subject: string): Promise<string[]> {
  return (await eventsAbout(subject)).map(({ type }) => type)
}

async function signedIn(parameters: Record<string, string> = OFFLINE) {
  const account = await anAccount(app)
  return { account, ...(await obtainTokens(app, rp, account.email, parameters)) }
}

describe('a token answer', () => {
  it('is one TokenIssued, which tells whose, for what and from where', async () => {
    const { account } = await signedIn()
    const [event, ...others] = await eventsAbout(account.id)
    expect(others).toEqual([])
    expect(event).toMatchObject({
      type: 'TokenIssued',
      subject: account.id,
      data: {
        account_id: account.id,
        client_id: rp.clientId,
        scope: OFFLINE.scope,
        grant_type: 'authorization_code',
        ip: expect.stringMatching(/127\.0\.0\.1$/),
        user_agent: expect.any(String),
      },
    })
    expect(Math.abs(Date.now() - (event?.time ?? 0))).toBeLessThan(60_000)
  })

  it('to a client for itself is about the client', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'], resources: [resource] })
    const fields = { grant_type: 'client_credentials', resource, scope: 'read' }
    await requestToken(app, client, fields, { 'x-forwarded-for': '198.51.100.7', 'user-agent': 'cron' })
    expect(await eventsAbout(client.clientId)).toMatchObject([
      {
        type: 'TokenIssued',
        data: {
          client_id: client.clientId,
          grant_type: 'client_credentials',
          scope: 'read',
          ip: '198.51.100.7',
          user_agent: 'cron',
        },
      },
    ])
  })

  it('keeps no more of a user agent’s name than a browser’s has', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    await requestToken(app, client, { grant_type: 'client_credentials' }, { 'user-agent': 'x'.repeat(5000) })
    const [event] = await eventsAbout(client.clientId)
    expect(event?.data.user_agent).toBe('x'.repeat(512))
  })

  it('that refreshes is a TokenRefreshed alone', async () => {
    const { account, refresh_token } = await signedIn()
    await refresh(app, rp, refresh_token)
    expect(await typesAbout(account.id)).toEqual(['TokenIssued', 'TokenRefreshed'])
  })

  it('that refuses is no event', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    const wrong = { clientId: client.clientId, secret: 'wrong' }
    expect((await requestToken(app, wrong, { grant_type: 'client_credentials' })).status).toBe(401)
    expect((await requestToken(app, client, { grant_type: 'authorization_code' })).status).toBe(400)
    expect(await eventsAbout(client.clientId)).toEqual([])
  })

  it('is exactly one event each when 50 come at once', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    await Promise.all(times(50, () => requestToken(app, client, { grant_type: 'client_credentials' })))
    expect(await typesAbout(client.clientId)).toEqual(times(50, () => 'TokenIssued'))
  })

  it('does not go out when its event cannot be kept', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    failure.down.add('eventSink')
    const answer = await requestToken(app, client, { grant_type: 'client_credentials' })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answer.body).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.any(String),
    })
    mend()
    expect(await eventsAbout(client.clientId)).toEqual([])
  })
})

describe('a revocation', () => {
  it.each(['access_token', 'refresh_token'] as const)('of an %s is one TokenRevoked', async (which) => {
    const { account, [which]: token } = await signedIn()
    for (const _ of [1, 2]) expect((await revoke(app, rp, token)).status).toBe(200)
    const revoked = (await eventsAbout(account.id)).filter(({ type }) => type === 'TokenRevoked')
    expect(revoked).toMatchObject([{ data: { client_id: rp.clientId, reason: 'revocation' } }])
  })

  it('of a signed token likewise, and of a client’s own', async () => {
    const person = await signedIn({ ...OFFLINE, resource })
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'], resources: [resource] })
    const own = await requestToken(app, client, { grant_type: 'client_credentials', resource })
    for (const _ of [1, 2]) {
      await revoke(app, rp, person.access_token)
      await revoke(app, client, own.body.access_token)
    }
    expect(await typesAbout(person.account.id)).toEqual(['TokenIssued', 'TokenRevoked'])
    expect(await typesAbout(client.clientId)).toEqual(['TokenIssued', 'TokenRevoked'])
  })

  it('of what is no token, or another client’s, is none', async () => {
    const { account, access_token } = await signedIn()
    const stranger = await aRelyingParty(app)
    await revoke(app, rp, 'no token')
    await revoke(app, stranger, access_token)
    expect(await typesAbout(account.id)).toEqual(['TokenIssued'])
  })

  it.each(['access_token', 'refresh_token'] as const)(
    'of an %s whose event cannot be kept does not happen, and does on a second attempt',
    async (which) => {
      const { account, access_token, [which]: token } = await signedIn()
      failure.down.add('eventSink')
      expect((await revoke(app, rp, token)).status).toBe(503)
      mend()
      expect(await isActive(app, rp, access_token)).toBe(true)
      expect((await revoke(app, rp, token)).status).toBe(200)
      expect(await isActive(app, rp, access_token)).toBe(false)
      expect(await typesAbout(account.id)).toEqual(['TokenIssued', 'TokenRevoked'])
    },
  )
})

describe('a grant that ends', () => {
  it('by the reuse of a refresh token is one TokenRevoked', async () => {
    const { account, refresh_token } = await signedIn()
    await refresh(app, rp, refresh_token)
    for (const _ of [1, 2]) expect((await refresh(app, rp, refresh_token)).status).toBe(400)
    const events = await eventsAbout(account.id)
    expect(events.map(({ type }) => type)).toEqual(['TokenIssued', 'TokenRefreshed', 'TokenRevoked'])
    expect(events[2]?.data.reason).toBe('reuse')
  })

  it('by the second use of a code is one TokenRevoked', async () => {
    const account = await anAccount(app)
    const code = await obtainCode(app, rp, account.email, OFFLINE)
    expect((await redeem(app, rp, code)).status).toBe(200)
    for (const _ of [1, 2]) expect((await redeem(app, rp, code)).status).toBe(400)
    const events = await eventsAbout(account.id)
    expect(events.map(({ type }) => type)).toEqual(['TokenIssued', 'TokenRevoked'])
    expect(events[1]?.data.reason).toBe('code_replay')
  })

  it('with its session, by signing out, is a TokenRevoked and an auth.session_ended', async () => {
    const { account, agent } = await signedIn({ scope: 'openid' })
    await signOut(agent)
    const events = await eventsAbout(account.id)
    expect(events.map(({ type }) => type)).toEqual(['TokenIssued', 'TokenRevoked', 'auth.session_ended'])
    expect(events[2]?.data).toMatchObject({ account_id: account.id, session_id: expect.any(String) })
  })

  /** Two browsers, an app in each, and one of them for offline access too. */
  async function inTwoBrowsers() {
    const account = await anAccount(app)
    const other = await aRelyingParty(app)
    const [online, offline] = [createAgent(app.issuer), createAgent(app.issuer)]
    for (const [agent, party, parameters] of [
      [online, rp, { scope: 'openid' }],
      [offline, rp, OFFLINE],
      [offline, other, { scope: 'openid' }],
    ] as const) {
      await redeem(app, party, await obtainCode(app, party, account.email, parameters, agent))
    }
    return { account, other, origin: { ip: '192.0.2.9', userAgent: 'a browser' } }
  }

  async function twoAppsInOneBrowser() {
    const { account, agent, ...tokens } = await signedIn({ scope: 'openid' })
    const other = await aRelyingParty(app)
    await redeem(app, other, await obtainCode(app, other, account.email, { scope: 'openid' }, agent))
    return { account, rp, other, tokens }
  }

  /** The ends of grants and sessions, each by what it is about. */
  async function endsAbout(subject: string): Promise<string[]> {
    const events = await eventsAbout(subject)
    return events
      .filter(({ type }) => type !== 'TokenIssued')
      .map(({ type, data }) => `${type} ${data.client_id ?? data.session_id} ${data.reason} ${data.ip}`)
      .toSorted()
  }

  it('with a session that somebody ends from elsewhere is one TokenRevoked, but not where it was for offline access', async () => {
    const { account, other, origin } = await inTwoBrowsers()
    const sessions = await app.core.sessions.list(account.id)
    const ended = sessions.find(({ clientIds }) => clientIds.length === 2)?.id ?? ''
    for (const _ of [1, 2]) await app.core.sessions.end(account.id, ended, origin)
    expect(await endsAbout(account.id)).toEqual([
      `TokenRevoked ${other.clientId} logout 192.0.2.9`,
      `auth.session_ended ${ended} logout 192.0.2.9`,
    ])
  })

  it('with the session that a token of another app ends is a TokenRevoked all the same', async () => {
    const { account, rp: first, other, tokens } = await twoAppsInOneBrowser()
    const ended = await app.core.sessions.list(account.id)
    const logout = await fetch(`${app.issuer}/auth/logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.9' },
      body: JSON.stringify({ token: tokens.access_token }),
    })
    expect(logout.status).toBe(200)
    expect(await endsAbout(account.id)).toEqual(
      [
        `TokenRevoked ${first.clientId} logout 192.0.2.9`,
        `TokenRevoked ${other.clientId} logout 192.0.2.9`,
        `auth.session_ended ${ended[0]?.id} logout 192.0.2.9`,
      ].toSorted(),
    )
  })

  it('together with all others is a TokenRevoked of its own', async () => {
    const { account, other, origin } = await inTwoBrowsers()
    const sessions = await app.core.sessions.list(account.id)
    await Promise.all([1, 2].map(() => app.core.sessions.endAll(account.id, undefined, origin)))
    const revoked = [rp.clientId, rp.clientId, other.clientId].map((id) => `TokenRevoked ${id}`)
    const ended = sessions.map(({ id }) => `auth.session_ended ${id}`)
    const expected = [...revoked, ...ended].map((end) => `${end} all_ended 192.0.2.9`)
    expect(await endsAbout(account.id)).toEqual(expected.toSorted())
  })

  it('with its app is one TokenRevoked for each of the app’s, and none for other apps', async () => {
    const { account, origin } = await inTwoBrowsers()
    for (const _ of [1, 2]) await app.core.consents.revoke(account.id, rp.clientId, origin)
    const revoked = `TokenRevoked ${rp.clientId} app_removed 192.0.2.9`
    expect(await endsAbout(account.id)).toEqual([revoked, revoked])
  })

  it('together with others does not end while its event cannot be kept, and does on a second attempt', async () => {
    const { account, access_token } = await signedIn()
    failure.down.add('eventSink')
    await expect(app.core.sessions.endAll(account.id)).rejects.toMatchObject({ kind: 'unavailable' })
    mend()
    expect(await isActive(app, rp, access_token)).toBe(true)
    await app.core.sessions.endAll(account.id)
    expect(await isActive(app, rp, access_token)).toBe(false)
    expect(await typesAbout(account.id)).toEqual(['TokenIssued', 'auth.session_ended', 'TokenRevoked'])
  })

  it('that nobody had signed in to says nothing', async () => {
    const before = await app.core.events.list({ type: 'auth.session_ended', limit: 1000 })
    await signOut(createAgent(app.issuer))
    expect(await app.core.events.list({ type: 'auth.session_ended', limit: 1000 })).toEqual(before)
  })
})

it('no event holds a token, a code, a secret or a password', async () => {
  const { account, access_token, refresh_token, id_token } = await signedIn()
  const refreshed = await refresh(app, rp, refresh_token)
  await revoke(app, rp, refreshed.body.refresh_token)
  const dump = JSON.stringify(await app.core.events.list({ limit: 10_000 }))
  expect(dump).toContain(account.id)
  for (const secret of [access_token, refresh_token, id_token, refreshed.body.access_token, rp.secret]) {
    expect(dump).not.toContain(secret)
    expect(dump).not.toContain(String(secret).slice(0, 24))
  }
})
