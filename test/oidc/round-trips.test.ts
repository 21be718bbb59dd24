/**
 * How often each request goes to the stores: one look-up decides whether a token lives, whatever binds it, and nothing
 * is asked twice (src/oidc/liveness.ts, src/oidc/request-memo.ts); a client that is known is not read at all. Fails when
 * the engine begins to ask by itself. ARCHITECTURE.md has the same as a table.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Agent } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { failure, watch } from './support/failing-stores.ts'
import {
  aResource,
  introspect,
  obtainCode,
  obtainTokens,
  redeem,
  refresh,
  requestToken,
  revoke,
  userinfo,
} from './support/steps.ts'

vi.mock('../../adapters/sqlite/index.ts', async (original) => {
  const { failingSqlite } = await import('./support/failing-stores.ts')
  return failingSqlite(await original())
})

const OFFLINE = { scope: 'openid read offline_access', prompt: 'consent' }
const CLIENT = 'clients.find'
const LOOK = 'artifacts.findMany'
const PERSON = 'accounts.findSubject'
const SAVE = 'artifacts.save'
const EVENT = 'eventSink.append'
/** The stock library takes 33, and keeps no event. */
const MOST_OF_A_SIGN_IN = 15

let app: RunningApp
let resource: string
let rp: RelyingParty
let email: string
let sub: string
let browser: Agent

beforeAll(async () => {
  app = await startApp({}, { jobs: false })
  resource = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  rp = await aRelyingParty(app, { resources: [resource], grantTypes, firstParty: true })
  ;({ email, id: sub } = await anAccount(app))
  browser = (await obtainCode(app, rp, email)).agent
})
afterAll(() => app.stop())

/** What the stores were asked for during one request. */
async function asked(request: () => Promise<unknown>): Promise<string[]> {
  watch()
  await request()
  return [...failure.operations]
}

const tokens = (parameters: Record<string, string>) => obtainTokens(app, rp, email, parameters, browser)

describe('the stores are asked', () => {
  it('by introspection of an opaque token once, bound to its session or not', async () => {
    for (const parameters of [OFFLINE, { scope: 'openid' }]) {
      const { access_token } = await tokens(parameters)
      expect(await asked(() => introspect(app, rp, access_token))).toEqual([LOOK])
    }
  })

  it('by introspection of a JWT likewise, and the first time once more for the session that it is bound to', async () => {
    const offline = await tokens({ ...OFFLINE, resource })
    expect(await asked(() => introspect(app, rp, offline.access_token))).toEqual([LOOK])
    const bound = await obtainTokens(app, rp, (await anAccount(app)).email, { scope: 'read', resource })
    expect(await asked(() => introspect(app, rp, bound.access_token))).toEqual([LOOK, LOOK])
    expect(await asked(() => introspect(app, rp, bound.access_token))).toEqual([LOOK])
  })

  it('by userinfo once, and for a person who is not known yet', async () => {
    for (const parameters of [OFFLINE, { scope: 'openid' }]) {
      const { access_token } = await tokens(parameters)
      expect(await asked(() => userinfo(app, access_token))).toEqual([LOOK])
    }
    const { access_token } = await tokens({ scope: 'openid' })
    await app.core.accounts.updateProfile(sub, { bio: 'Changed' }, {})
    // Another process has written, so the client is read anew as well.
    const anew = await asked(() => userinfo(app, access_token))
    expect(anew.filter((operation) => operation !== CLIENT).sort()).toEqual([PERSON, LOOK].sort())
  })

  it('by a client that gets its own token, opaque or a JWT, to keep the event, and for nothing else', async () => {
    const own = { grant_type: 'client_credentials' }
    await requestToken(app, rp, { ...own, resource })
    expect(await asked(() => requestToken(app, rp, own))).toEqual([EVENT])
    expect(await asked(() => requestToken(app, rp, { ...own, resource }))).toEqual([EVENT])
  })

  it('by a refresh for the family with its grant and session, one write and its event', async () => {
    const { refresh_token } = await tokens(OFFLINE)
    expect(await asked(() => refresh(app, rp, refresh_token))).toEqual([LOOK, 'artifacts.replace', EVENT])
    const bound = await tokens({ scope: 'read', resource })
    expect(await asked(() => refresh(app, rp, bound.refresh_token))).toEqual([
      LOOK,
      'artifacts.replace',
      EVENT,
    ])
  })

  it('by the redemption of a code for the code, its grant, its use, a refresh token if there is one, and its event', async () => {
    const offline = await obtainCode(app, rp, email, OFFLINE, browser)
    const use = [LOOK, 'artifacts.consume']
    expect(await asked(() => redeem(app, rp, offline))).toEqual([...use, SAVE, EVENT])
    const bound = await obtainCode(app, rp, email, { scope: 'openid' }, browser)
    expect(await asked(() => redeem(app, rp, bound))).toEqual([...use, EVENT])
  })

  it('by a revocation of an access token for its look-up, its event and one mark', async () => {
    const { access_token } = await tokens(OFFLINE)
    expect(await asked(() => revoke(app, rp, access_token))).toEqual([LOOK, EVENT, SAVE])
  })

  it('by single sign-on for session, client, account and grant, and writes the code alone', async () => {
    const { url } = await begin(rp, { scope: 'openid' })
    await browser.get((await begin(rp, { scope: 'openid' })).url)
    expect(await asked(() => browser.get(url))).toEqual([LOOK, LOOK, SAVE])
  })

  it('by the first single sign-on of an app also to keep its grant, and to note both in the session', async () => {
    const other = await aRelyingParty(app, { firstParty: true })
    const first = [LOOK, CLIENT, PERSON, SAVE, LOOK, SAVE, 'artifacts.replace']
    const { url } = await begin(other)
    expect(await asked(() => browser.get(url))).toEqual(first)
    const again = await begin(other)
    const next = [LOOK, LOOK, SAVE]
    expect(await asked(() => browser.get(again.url))).toEqual(next)
  })

  it('by the end of a grant as often whatever it has issued', async () => {
    const end = async (refreshes: number) => {
      let { refresh_token: token } = await tokens({ ...OFFLINE, resource })
      for (let n = 0; n < refreshes; n++) token = (await refresh(app, rp, token)).body.refresh_token
      return asked(() => revoke(app, rp, token))
    }
    const few = await end(0)
    expect(few).toEqual([LOOK, EVENT, 'artifacts.remove', EVENT, 'artifacts.remove'])
    expect(await end(20)).toEqual(few)
  })

  it('15 times by a whole sign-in, from the authorization request to the tokens, and for its event', async () => {
    const whole = await asked(() => obtainTokens(app, rp, email, { scope: 'openid' }))
    const withoutEvents = whole.filter((operation) => operation !== EVENT)
    expect(withoutEvents.length, whole.join(' ')).toBeLessThanOrEqual(MOST_OF_A_SIGN_IN)
  })
})
