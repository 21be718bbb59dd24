/**
 * Whoever is disabled or deleted is kept out from that moment on, although a refresh does not look at the account
 * (src/oidc/find-account.ts): their grants have ended, and none comes about in between, however the requests meet.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, PASSWORD, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { failure, mend } from './support/failing-stores.ts'
import { aResource, isActive, obtainCode, obtainTokens, redeem, refresh, times } from './support/steps.ts'

vi.mock('#adapters', async (original) => {
  const { failingAdapters } = await import('./support/failing-stores.ts')
  return failingAdapters(await original())
})

const NEW_PASSWORD = 'another horse battery'
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

let app: RunningApp
let resource: string
let rp: RelyingParty

beforeAll(async () => {
  // What is held back here is what requests do, and nothing that follows by itself.
  app = await startApp({}, { jobs: false })
  resource = await aResource(app)
  rp = await aRelyingParty(app, { resources: [resource], firstParty: true })
})
afterAll(() => app.stop())
afterEach(mend)

const disable = (id: string): Promise<unknown> => app.core.accounts.disable(id, {})
const remove = (id: string): Promise<unknown> => app.core.personalData.delete(id, {})

async function expectNothingLeft(accountId: string): Promise<void> {
  const { artifacts } = app.core.stores
  expect(await artifacts.findByOwner('Grant', accountId)).toEqual([])
  expect(await artifacts.findByOwner('Session', accountId)).toEqual([])
}

async function resetPassword(id: string): Promise<void> {
  const account = await app.core.accounts.findById(id)
  const token = await app.core.oneTimeTokens.create('reset_password', id, account?.email ?? '')
  await app.core.accounts.resetPassword({ token, newPassword: NEW_PASSWORD }, {})
}

const changePassword = (id: string): Promise<unknown> =>
  app.core.accounts.changePassword(id, { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }, {})

function signInAtApi(email: string): Promise<Response> {
  return fetch(`${app.issuer}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
}

/** Holds the nth operation of that name back, while something else happens from beginning to end. */
async function meanwhile<Answer>(
  operation: string,
  request: () => Promise<Answer>,
  happening: () => Promise<unknown>,
  nth = 1,
): Promise<Answer> {
  const reached = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let seen = 0
  failure.before = async (name) => {
    if (name !== operation) return
    seen += 1
    if (seen !== nth) return
    reached.resolve()
    await released.promise
  }
  const answer = request()
  await reached.promise
  await happening().finally(released.resolve)
  return answer
}

describe.each([
  ['disabled', disable],
  ['deleted', remove],
])('a person who is %s', (_what, keepOut) => {
  it('has no refresh token any more, whatever it hangs on', async () => {
    const { id, email } = await anAccount(app)
    const offline = await obtainTokens(app, rp, email, OFFLINE)
    const bound = await obtainTokens(app, rp, email, { scope: 'read', resource })
    await keepOut(id)
    for (const { refresh_token } of [offline, bound]) {
      const { status, body } = await refresh(app, rp, refresh_token)
      expect([status, body.error]).toEqual([400, 'invalid_grant'])
    }
    await expectNothingLeft(id)
  })

  it('keeps none of what refreshes bring that are under way', async () => {
    const { id, email } = await anAccount(app)
    const families = await Promise.all(times(6, () => obtainTokens(app, rp, email, OFFLINE)))
    const answered = families.map(({ refresh_token }) => refresh_token)
    const underWay = Promise.withResolvers<void>()
    let isKeptOut = false
    const refreshing = families.map(async ({ refresh_token: token }) => {
      for (let next = token; !isKeptOut; ) {
        const { body } = await refresh(app, rp, next)
        if (body.refresh_token === undefined) return
        answered.push(body.access_token, body.refresh_token)
        if (answered.length > 4 * families.length) underWay.resolve()
        next = body.refresh_token
      }
    })
    await underWay.promise
    await keepOut(id).finally(() => {
      isKeptOut = true
    })
    await Promise.all(refreshing)
    for (const token of answered) expect(await isActive(app, rp, token)).toBe(false)
    await expectNothingLeft(id)
  })

  it('gets nothing by a rotation that is held up meanwhile', async () => {
    const { id, email } = await anAccount(app)
    const { refresh_token } = await obtainTokens(app, rp, email, OFFLINE)
    const rotation = () => refresh(app, rp, refresh_token)
    const { body } = await meanwhile('artifacts.replace', rotation, () => keepOut(id))
    expect((await refresh(app, rp, body.refresh_token ?? refresh_token)).body.error).toBe('invalid_grant')
    await expectNothingLeft(id)
  })

  it('gets nothing by a sign-in at an API that is under way meanwhile', async () => {
    const { id, email } = await anAccount(app)
    const signIn = () => signInAtApi(email)
    expect((await signIn()).status).toBe(200)
    const { status } = await meanwhile('artifacts.save', signIn, () => keepOut(id))
    expect(status).toBe(401)
    await expectNothingLeft(id)
  })

  it('gets nothing by the answer to a sign-in page that is held back meanwhile', async () => {
    const { id, email } = await anAccount(app)
    const { agent, resume } = await heldBack(email)
    await keepOut(id)
    expect((await agent.get(resume)).url.searchParams.has('code')).toBe(false)
    await expectNothingLeft(id)
  })

  it('gets nothing for the code of an authorization that is under way meanwhile', async () => {
    const { id, email } = await anAccount(app)
    const { agent } = await obtainCode(app, rp, email, { scope: 'openid' })
    const other = await aRelyingParty(app, { firstParty: true })
    const authorization = () => obtainCode(app, other, email, { scope: 'openid offline_access' }, agent)
    const code = await meanwhile('artifacts.save', authorization, () => keepOut(id)).catch(() => undefined)
    if (code !== undefined) expect((await redeem(app, other, code)).body.error).toBe('invalid_grant')
  })

  it('has no grant brought back by an authorization that adds to it', async () => {
    const { id, email } = await anAccount(app)
    const { agent, refresh_token } = await obtainTokens(app, rp, email, OFFLINE)
    const { url } = await begin(rp, { scope: 'openid email' })
    await meanwhile(
      'artifacts.replace',
      () => agent.get(url).catch(() => undefined),
      () => keepOut(id),
    )
    expect((await refresh(app, rp, refresh_token)).body.error).toBe('invalid_grant')
  })
})

/** A right password at the sign-in page, whose answer the browser does not follow yet. */
async function heldBack(email: string) {
  const agent = createAgent(app.issuer)
  const page = await agent.get((await begin(rp, { scope: 'openid offline_access' })).url)
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const answer = await agent.request(`${page.url.pathname}/sign-in`, {
    method: 'POST',
    headers: { origin: app.issuer },
    body: new URLSearchParams({ csrf, username: email, 'current-password': PASSWORD }),
  })
  expect(answer.status).toBe(303)
  return { agent, resume: answer.headers.get('location') ?? '' }
}

describe.each([
  ['reset', resetPassword],
  ['changed', changePassword],
])('a password that is %s', (_what, replacePassword) => {
  it('ends what whoever knows the old one holds back on the way from the sign-in page', async () => {
    const { id, email } = await anAccount(app)
    const { agent, resume } = await heldBack(email)
    await replacePassword(id)
    const { status, body } = await agent.get(resume)
    expect(status).toBe(410)
    expect(body).toContain('This sign-in has ended')
    await expectNothingLeft(id)
    expect((await agent.get((await begin(rp)).url)).body).toContain('name="current-password"')
  })

  it.each(['accounts.update', 'artifacts.findByOwner'])(
    'leaves no session of parallel sign-ins with the old one, whichever is quicker (%s waits)',
    async (operation) => {
      const { id, email } = await anAccount(app)
      const answers = await Promise.all(times(6, () => heldBack(email)))
      const racing = () => Promise.all(answers.map(({ agent, resume }) => agent.get(resume)))
      await meanwhile(operation, () => replacePassword(id), racing)
      await expectNothingLeft(id)
      for (const { agent } of answers) {
        expect((await agent.get((await begin(rp)).url)).body).toContain('name="current-password"')
      }
    },
  )

  it('leaves nothing of sign-ins that run beside it, in any order', async () => {
    const { id, email } = await anAccount(app)
    const answers = await Promise.all(times(6, () => heldBack(email)))
    await Promise.all([replacePassword(id), ...answers.map(({ agent, resume }) => agent.get(resume))])
    await expectNothingLeft(id)
  })

  it.each([1, 2])(
    'leaves nothing of a sign-in at an API that is under way (record %i waits)',
    async (nth) => {
      const { id, email } = await anAccount(app)
      const signIn = () => signInAtApi(email)
      const { status } = await meanwhile('artifacts.save', signIn, () => replacePassword(id), nth)
      expect(status).toBe(401)
      await expectNothingLeft(id)
    },
  )

  it('leaves no grant that an app gets by single sign-on at that moment', async () => {
    const { id, email } = await anAccount(app)
    const { agent } = await obtainCode(app, rp, email)
    const other = await aRelyingParty(app, { firstParty: true })
    const { url } = await begin(other, { scope: 'openid offline_access' })
    await meanwhile(
      'artifacts.save',
      () => agent.get(url),
      () => replacePassword(id),
    )
    await expectNothingLeft(id)
  })
})

describe('a consent that is given while the person is kept out', () => {
  it.each(['consents.change', 'artifacts.replace'])(
    'brings back no grant that has ended (%s waits)',
    async (operation) => {
      const { id, email } = await anAccount(app)
      const third = await aRelyingParty(app)
      const { agent, refresh_token } = await obtainTokens(app, third, email, OFFLINE)
      const page = await agent.get((await begin(third, { scope: 'openid email' })).url)
      const answer = await meanwhile(
        operation,
        () => agent.submit(page, '/consent', { decision: 'allow' }),
        () => disable(id),
      )
      expect(answer.url.searchParams.has('code')).toBe(false)
      await app.core.accounts.enable(id, {})
      expect((await refresh(app, third, refresh_token)).body.error).toBe('invalid_grant')
      await expectNothingLeft(id)
    },
  )
})

describe('disabling', () => {
  it('does not happen by half while the store of sessions and grants is away', async () => {
    const { id, email } = await anAccount(app)
    const { refresh_token } = await obtainTokens(app, rp, email, OFFLINE)
    failure.down.add('artifacts')
    await expect(disable(id)).rejects.toMatchObject({ kind: 'unavailable' })
    mend()
    expect((await app.core.accounts.findById(id))?.disabledAt).toBeNull()
    expect((await refresh(app, rp, refresh_token)).status).toBe(200)
  })
})

describe('a refresh', () => {
  it('reads the person where the ID token is to say more of them, and then says what is so now', async () => {
    const { id, email } = await anAccount(app)
    const claims = JSON.stringify({ id_token: { email: null } })
    const { refresh_token } = await obtainTokens(app, rp, email, {
      ...OFFLINE,
      scope: 'openid email offline_access',
      claims,
    })
    await app.core.stores.accounts.update(id, { email: `new-${email}` })
    const { body } = await refresh(app, rp, refresh_token)
    const [, payload = ''] = body.id_token.split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      sub: id,
      email: `new-${email}`,
    })
  })
})
