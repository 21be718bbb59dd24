/** Refresh tokens: who gets one, how they rotate, and what a reuse comes to (contract, "Tokens"; RFC 9700 §4.14). */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { anAccount, aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import {
  aResource,
  isActive,
  obtainTokens,
  refresh,
  signOut,
  type Tokens,
  times,
  userinfo,
} from './support/steps.ts'

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' }
const GRACE_SECONDS = 10

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp({ REFRESH_GRACE: String(GRACE_SECONDS) })
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())
afterEach(() => {
  vi.useRealTimers()
})

/**
 * Moves the clock that server and clients read, which then stands still until it is moved again; timers and sockets go
 * on as they are.
 */
function pass(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
}

async function offlineTokens(parameters = {}, as = rp): Promise<Tokens> {
  const account = await anAccount(app)
  return obtainTokens(app, as, account.email, { ...OFFLINE, ...parameters })
}

describe('who gets a refresh token', () => {
  it('is issued with offline_access, and not with openid alone', async () => {
    const account = await anAccount(app)
    const without = await obtainTokens(app, rp, account.email, { scope: 'openid email' })
    expect(without.refresh_token).toBeUndefined()
    expect((await offlineTokens()).refresh_token).toMatch(/^rt_[\w-]{108}$/)
  })

  it('does not come with offline_access to a client that lacks the grant', async () => {
    const limited = await aRelyingParty(app, { grantTypes: ['authorization_code'] })
    const tokens = await offlineTokens({}, limited)
    expect(tokens.refresh_token).toBeUndefined()
    expect(tokens.scope).not.toContain('offline_access')
  })

  it('comes in plain OAuth without offline_access, and then ends with its session', async () => {
    const resource = await aResource(app)
    const client = await aRelyingParty(app, { resources: [resource] })
    const account = await anAccount(app)
    const tokens = await obtainTokens(app, client, account.email, { scope: 'read', resource })
    const { status, body } = await refresh(app, client, tokens.refresh_token)
    expect(status).toBe(200)
    await signOut(tokens.agent)
    const after = await refresh(app, client, body.refresh_token)
    expect([after.status, after.body.error]).toEqual([400, 'invalid_grant'])
  })
})

describe('rotation', () => {
  it('answers each refresh with new tokens that work, and a 400 to what is no token', async () => {
    const tokens = await offlineTokens()
    const { status, body, headers } = await refresh(app, rp, tokens.refresh_token)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.refresh_token).not.toBe(tokens.refresh_token)
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'openid email offline_access',
    })
    expect((await userinfo(app, body.access_token)).status).toBe(200)
    expect((await refresh(app, rp, body.refresh_token)).status).toBe(200)
    for (const other of ['rt_', 'x', `rt_${'a'.repeat(108)}`, body.access_token]) {
      const refused = await refresh(app, rp, other)
      expect([refused.status, refused.body.error]).toEqual([400, 'invalid_grant'])
    }
  })

  it('keeps an offline token alive after logout, and beyond the first grant by sliding', async () => {
    const tokens = await offlineTokens()
    await signOut(tokens.agent)
    pass(29 * 24 * 3600)
    const { status, body } = await refresh(app, rp, tokens.refresh_token)
    expect(status).toBe(200)
    pass(29 * 24 * 3600)
    const again = await refresh(app, rp, body.refresh_token)
    expect(again.status).toBe(200)
    expect((await userinfo(app, again.body.access_token)).status).toBe(200)
    pass(31 * 24 * 3600)
    expect((await refresh(app, rp, again.body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('does not prolong the token of a public browser client', async () => {
    const spa = await aRelyingParty(app, { authMethod: 'none' })
    const tokens = await offlineTokens({}, spa)
    pass(20 * 24 * 3600)
    const { status, body } = await refresh(app, spa, tokens.refresh_token)
    expect(status).toBe(200)
    pass(11 * 24 * 3600)
    expect((await refresh(app, spa, body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('narrows the scope for one access token, never widens it, and keeps the wide one for later', async () => {
    const tokens = await offlineTokens()
    const narrow = await refresh(app, rp, tokens.refresh_token, { scope: 'openid' })
    expect(narrow.body.scope).toBe('openid')
    expect((await userinfo(app, narrow.body.access_token)).body.email).toBeUndefined()
    const wider = await refresh(app, rp, narrow.body.refresh_token, { scope: 'openid phone' })
    expect([wider.status, wider.body.error]).toEqual([400, 'invalid_scope'])
    const full = await refresh(app, rp, narrow.body.refresh_token)
    expect(full.body.scope).toBe('openid email offline_access')
  })
})

describe('a retry within the grace', () => {
  beforeEach(() => pass(0))

  it('is answered as often as asked at once, and every answer stays usable long after', async () => {
    const tokens = await offlineTokens()
    const answers = await Promise.all(times(8, () => refresh(app, rp, tokens.refresh_token)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(8)
    pass(3600 - 60)
    for (const { body } of answers) {
      expect((await userinfo(app, body.access_token)).status).toBe(200)
      expect((await refresh(app, rp, body.refresh_token)).status).toBe(200)
    }
  })

  it('does not begin the grace anew', async () => {
    const tokens = await offlineTokens()
    await refresh(app, rp, tokens.refresh_token)
    pass(GRACE_SECONDS - 2)
    expect((await refresh(app, rp, tokens.refresh_token)).status).toBe(200)
    pass(3)
    expect((await refresh(app, rp, tokens.refresh_token)).status).toBe(400)
  })

  it('is a reuse when the token before the last is presented, however soon', async () => {
    const tokens = await offlineTokens()
    const second = await refresh(app, rp, tokens.refresh_token)
    const third = await refresh(app, rp, second.body.refresh_token)
    expect((await refresh(app, rp, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(app, rp, third.body.refresh_token)).body.error).toBe('invalid_grant')
  })
})

describe('reuse', () => {
  it.each([1, 2, 5])(
    'of a token %i generations old ends the grant with all its tokens',
    async (generations) => {
      const tokens = await offlineTokens()
      const accessTokens = [tokens.access_token]
      const refreshTokens = [tokens.refresh_token]
      for (let generation = 0; generation < generations; generation += 1) {
        const { body } = await refresh(app, rp, refreshTokens.at(-1) ?? '')
        accessTokens.push(body.access_token)
        refreshTokens.push(body.refresh_token)
      }
      expect(await isActive(app, rp, refreshTokens.at(-1) ?? '')).toBe(true)
      pass(GRACE_SECONDS + 1)
      // Asking about it is no reuse.
      expect(await isActive(app, rp, tokens.refresh_token)).toBe(false)
      expect(await isActive(app, rp, refreshTokens.at(-1) ?? '')).toBe(true)
      const reused = await refresh(app, rp, tokens.refresh_token)
      expect([reused.status, reused.body.error]).toEqual([400, 'invalid_grant'])
      for (const token of [...accessTokens, ...refreshTokens])
        expect(await isActive(app, rp, token)).toBe(false)
      for (const token of accessTokens) expect((await userinfo(app, token)).status).toBe(401)
      expect((await refresh(app, rp, refreshTokens.at(-1) ?? '')).body.error).toBe('invalid_grant')
    },
  )

  it('by another client neither works nor ends anything', async () => {
    const stranger = await aRelyingParty(app)
    const tokens = await offlineTokens()
    const { body } = await refresh(app, rp, tokens.refresh_token)
    pass(GRACE_SECONDS + 1)
    for (const token of [tokens.refresh_token, body.refresh_token]) {
      expect((await refresh(app, stranger, token)).body.error).toBe('invalid_grant')
    }
    expect(await isActive(app, rp, body.access_token)).toBe(true)
    expect((await refresh(app, rp, body.refresh_token)).status).toBe(200)
  })

  it('leaves the grants of other clients and other people as they are', async () => {
    const [mine, theirs] = [await offlineTokens(), await offlineTokens()]
    await refresh(app, rp, mine.refresh_token)
    pass(GRACE_SECONDS + 1)
    await refresh(app, rp, mine.refresh_token)
    expect((await refresh(app, rp, theirs.refresh_token)).status).toBe(200)
  })
})

describe('with REFRESH_GRACE=0', () => {
  let strict: RunningApp
  beforeAll(async () => {
    strict = await startApp({ REFRESH_GRACE: '0' })
  })
  afterAll(() => strict.stop())

  it('exactly one of parallel refreshes succeeds, and the loser is a reuse', async () => {
    const client = await aRelyingParty(strict)
    const account = await anAccount(strict)
    const tokens = await obtainTokens(strict, client, account.email, OFFLINE)
    const answers = await Promise.all(times(10, () => refresh(strict, client, tokens.refresh_token)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(9)
    expect((await refresh(strict, client, won[0]?.body.refresh_token)).body.error).toBe('invalid_grant')
    expect(await isActive(strict, client, won[0]?.body.access_token)).toBe(false)
  })

  it('one after the other goes on for ever', async () => {
    const client = await aRelyingParty(strict)
    const account = await anAccount(strict)
    let { refresh_token: token } = await obtainTokens(strict, client, account.email, OFFLINE)
    for (let turn = 0; turn < 5; turn += 1) {
      const { status, body } = await refresh(strict, client, token)
      expect(status).toBe(200)
      token = body.refresh_token
    }
  })
})
