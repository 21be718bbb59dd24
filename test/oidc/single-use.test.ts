/** Single use is atomic, in one process and across two on the same stores (contract, "Single use is atomic"). */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { ensureMongo } from '../support/mongo-server.ts'
import { startNodes } from '../support/nodes.ts'
import { ensureRedis } from '../support/redis-servers.ts'
import { anAccount, aRelyingParty, begin, type RelyingParty } from '../support/relying-party.ts'
import { startSharedStores } from '../support/shared-stores.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { aProofKey } from './support/dpop.ts'
import { obtainCode, obtainTokens, push, redeem, refresh, requestToken, times } from './support/steps.ts'

const N = 200
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

/** Asks for the session's id: as long as the session knows the app, the app is told the same one. */
const WITH_SID = { claims: JSON.stringify({ id_token: { sid: null } }) }

type Start = () => Promise<RunningApp & { urls: string[] }>

const inOneProcess: Start = async () => {
  const app = await startApp({ REFRESH_GRACE: '0' })
  return { ...app, urls: [app.issuer] }
}

const onSharedStores: Start = async () => {
  const stores = await startSharedStores()
  const nodes = await startNodes(2, { ...stores.fresh(), REFRESH_GRACE: '0' })
  return { ...nodes, stop: () => nodes.stop().then(stores.stop) }
}

const STARTS: [string, Start][] = [
  ['one process', inOneProcess],
  ['two processes on one database', () => startNodes(2, { REFRESH_GRACE: '0' })],
  ...(ensureRedis() && (await ensureMongo())
    ? [['two processes on Redis and MongoDB', onSharedStores] satisfies [string, Start]]
    : []),
]

describe.each(STARTS)('in %s', (_where, start) => {
  let app: Awaited<ReturnType<Start>>
  let rp: RelyingParty
  let email: string
  /** The server that the request with this number goes to: each in turn. */
  const node = (index: number) => ({ ...app, issuer: app.urls[index % app.urls.length] ?? '' })

  beforeAll(async () => {
    app = await start()
    rp = await aRelyingParty(app, {
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    })
    email = (await anAccount(app)).email
  })
  afterAll(() => app?.stop())

  it('one code is redeemed once', async () => {
    for (let round = 0; round < 2; round += 1) {
      const code = await obtainCode(app, rp, email)
      const answers = await Promise.all(times(N, (index) => redeem(node(index), rp, code)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(N - 1)
    }
  })

  it('one refresh token is redeemed once, without a grace', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { refresh_token: token } = await obtainTokens(app, rp, email, OFFLINE)
      const answers = await Promise.all(times(N, (index) => refresh(node(index), rp, token)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(N - 1)
    }
  })

  it('one pushed request is answered once to a browser that is signed in', async () => {
    const { agent } = await obtainCode(app, rp, email)
    const cookie = [...agent.cookies].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ')
    for (let round = 0; round < 2; round += 1) {
      const { url } = await push(app, rp)
      const { pathname, search } = new URL(url)
      const answers = await Promise.all(
        times(N, (index) =>
          fetch(`${node(index).issuer}${pathname}${search}`, { headers: { cookie }, redirect: 'manual' }),
        ),
      )
      const codes = answers.filter((answer) => answer.headers.get('location')?.includes('code=') === true)
      expect(codes).toHaveLength(1)
    }
  })

  it('one DPoP proof is accepted once', async () => {
    const key = await aProofKey()
    for (let round = 0; round < 2; round += 1) {
      const proof = await key.headers({ url: `${app.issuer}/oauth/token` })
      const grant = { grant_type: 'client_credentials' }
      const answers = await Promise.all(times(N, (index) => requestToken(node(index), rp, grant, proof)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    }
  })

  it('parallel single sign-on of six apps on one session gives six codes that all redeem, and a session that knows all six', async () => {
    const apps = await Promise.all(times(6, () => aRelyingParty(app, { firstParty: true })))
    for (let round = 0; round < 2; round += 1) {
      const agent = createAgent(app.issuer)
      await obtainCode(app, rp, email, {}, agent)
      const codes = await Promise.all(
        apps.map(async (one, index) => {
          const { url, checks } = await begin(one, WITH_SID)
          const page = await agent.get(`${node(index).issuer}${url.pathname}${url.search}`)
          const code = page.url.searchParams.get('code') ?? ''
          return { one, code: { code, verifier: checks.pkceCodeVerifier, agent, callback: page.url } }
        }),
      )
      const answers = await Promise.all(
        codes.map(({ one, code }, index) => redeem(node(index + 1), one, code)),
      )
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
      for (const [index, { body }] of answers.entries()) {
        const again = await obtainTokens(app, apps[index] ?? rp, email, WITH_SID, agent)
        expect(decodeJwt(again.id_token).sid).toBe(decodeJwt(body.id_token).sid)
      }
    }
  })

  it('logout that races with single sign-on ends the session: nothing revives it', async () => {
    const apps = await Promise.all(times(4, () => aRelyingParty(app, { firstParty: true })))
    for (let round = 0; round < 3; round += 1) {
      const agent = createAgent(app.issuer)
      const tokens = await obtainTokens(app, rp, email, {}, agent)
      const cookies = new Map(agent.cookies)
      const page = await agent.get('/oauth/logout')
      const urls = await Promise.all(apps.map((one) => begin(one)))
      const [, ...pages] = await Promise.all([
        agent.submit(page, '/oauth/logout/confirm', { logout: 'yes' }),
        ...urls.map(({ url }, index) => agent.get(`${node(index).issuer}${url.pathname}${url.search}`)),
      ])
      for (const [key, cookie] of cookies) agent.cookies.set(key, cookie)
      const { url } = await begin(rp, { prompt: 'none' })
      expect((await agent.get(url)).url.searchParams.get('error')).toBe('login_required')
      for (const [index, { checks }] of urls.entries()) {
        const callback = pages[index]?.url ?? new URL(app.issuer)
        const code = {
          code: callback.searchParams.get('code') ?? 'none',
          verifier: checks.pkceCodeVerifier,
          agent,
          callback,
        }
        expect((await redeem(node(index), apps[index] ?? rp, code)).status).toBe(400)
      }
      expect((await refresh(app, rp, tokens.refresh_token ?? 'none')).status).toBe(400)
    }
  })
})
