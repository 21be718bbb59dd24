/** How an access token ends before its time, opaque or JWT alike (contract, "Tokens"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aRelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import {
  aResource,
  introspect,
  isActive,
  obtainCode,
  redeem,
  refresh,
  requestToken,
  revoke,
  signOut,
  userinfo,
} from './support/steps.ts'

const OFFLINE = { scope: 'openid read offline_access', prompt: 'consent' }

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

async function setUp() {
  const uri = await aResource(app)
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  const rp = await aRelyingParty(app, { resources: [uri], grantTypes })
  return { uri, rp, account: await anAccount(app) }
}

/** Both kinds of token, from one authorization with offline access and from one without. */
describe.each(['opaque', 'JWT'])('the end of an access token (%s)', (format) => {
  async function issue(parameters: Record<string, string> = {}) {
    const { uri, rp, account } = await setUp()
    const resource: Record<string, string> = format === 'JWT' ? { resource: uri } : {}
    const asked = { scope: 'openid read', ...parameters, ...resource }
    const code = await obtainCode(app, rp, account.email, asked)
    const { body } = await redeem(app, rp, code, resource)
    expect(body.access_token.startsWith('at_')).toBe(format === 'opaque')
    expect(await isActive(app, rp, body.access_token)).toBe(true)
    return { rp, account, code, resource, accessToken: body.access_token, refreshToken: body.refresh_token }
  }

  it('comes by its revocation alone: its siblings and the refresh token live on', async () => {
    const { rp, resource, accessToken, refreshToken } = await issue(OFFLINE)
    const { body } = await refresh(app, rp, refreshToken, resource)
    const { status, body: nothing } = await revoke(app, rp, accessToken)
    expect([status, nothing]).toEqual([200, {}])
    expect((await introspect(app, rp, accessToken)).body).toEqual({ active: false })
    if (format === 'opaque') expect((await userinfo(app, accessToken)).status).toBe(401)
    expect(await isActive(app, rp, body.access_token)).toBe(true)
    expect((await refresh(app, rp, body.refresh_token, resource)).status).toBe(200)
  })

  it('comes with the revocation of the refresh token', async () => {
    const { rp, resource, accessToken, refreshToken } = await issue(OFFLINE)
    const { body } = await refresh(app, rp, refreshToken, resource)
    expect((await revoke(app, rp, body.refresh_token)).status).toBe(200)
    expect(await isActive(app, rp, accessToken)).toBe(false)
    expect(await isActive(app, rp, body.access_token)).toBe(false)
    expect((await refresh(app, rp, body.refresh_token)).body.error).toBe('invalid_grant')
  })

  it('comes with logout where it is bound to the session', async () => {
    const { rp, code, accessToken } = await issue()
    await signOut(code.agent)
    expect((await introspect(app, rp, accessToken)).body).toEqual({ active: false })
    if (format === 'opaque') expect((await userinfo(app, accessToken)).status).toBe(401)
  })

  it('comes with logout also to a client that was granted offline access at another time', async () => {
    const { rp, account, code, resource, accessToken } = await issue()
    const offline = await obtainCode(app, rp, account.email, { ...OFFLINE, ...resource }, code.agent)
    const { body } = await redeem(app, rp, offline, resource)
    await signOut(code.agent)
    expect(await isActive(app, rp, accessToken)).toBe(false)
    expect(await isActive(app, rp, body.access_token)).toBe(true)
  })

  it('does not come with logout where offline_access was granted', async () => {
    const { rp, code, resource, accessToken, refreshToken } = await issue(OFFLINE)
    await signOut(code.agent)
    expect(await isActive(app, rp, accessToken)).toBe(true)
    expect((await refresh(app, rp, refreshToken, resource)).status).toBe(200)
  })

  it('comes with the replay of the code it was issued for', async () => {
    const { rp, code, resource, accessToken, refreshToken } = await issue(OFFLINE)
    const { status, body } = await redeem(app, rp, code, resource)
    expect([status, body.error]).toEqual([400, 'invalid_grant'])
    expect(await isActive(app, rp, accessToken)).toBe(false)
    expect((await refresh(app, rp, refreshToken)).body.error).toBe('invalid_grant')
  })

  it('comes with the deletion of its client', async () => {
    const { rp, resource, accessToken } = await issue()
    const uri = resource.resource ?? (await aResource(app))
    const api = await aRelyingParty(app, { resources: [uri], grantTypes: ['client_credentials'] })
    if (format === 'JWT') expect(await isActive(app, api, accessToken)).toBe(true)
    await app.core.clients.delete(rp.clientId)
    expect(await isActive(app, api, accessToken)).toBe(false)
    expect((await userinfo(app, accessToken)).status).toBe(401)
    expect((await introspect(app, rp, accessToken)).status).toBe(401)
  })
})

describe('a token that a client got for itself', () => {
  it.each([true, false])('dies by revocation and with its client (JWT: %s)', async (jwt) => {
    const { uri, rp } = await setUp()
    const api = await aRelyingParty(app, { resources: [uri], grantTypes: ['client_credentials'] })
    const resource: Record<string, string> = jwt ? { resource: uri } : {}
    const issue = async () =>
      (await requestToken(app, rp, { grant_type: 'client_credentials', ...resource })).body
    const [first, second] = [await issue(), await issue()]
    expect((await revoke(app, rp, first.access_token)).status).toBe(200)
    expect(await isActive(app, rp, first.access_token)).toBe(false)
    expect(await isActive(app, rp, second.access_token)).toBe(true)
    await app.core.clients.delete(rp.clientId)
    expect(await isActive(app, api, second.access_token)).toBe(false)
  })
})
