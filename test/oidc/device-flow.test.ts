/** The device authorization grant (RFC 8628): a device shows a code, a person types it elsewhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUDGETS } from '#domain/limits'
import { createArtifactKeys } from '../../src/oidc/artifact-keys.ts'
import { createAgent, type Page } from '../support/agent.ts'
import { anAccount, aRelyingParty, PASSWORD } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { connectDevice, DEVICE_GRANT, typeCode } from './support/connect-device.ts'
import { type Answer, type Caller, refresh, requestToken, sendAs, userinfo } from './support/steps.ts'

let app: RunningApp
let device: Caller

beforeAll(async () => {
  app = await startApp()
  device = await aRelyingParty(app, {
    name: 'Television',
    grantTypes: [DEVICE_GRANT, 'refresh_token'],
    authMethod: 'none',
    redirectUris: [],
    postLogoutRedirectUris: [],
  })
})
afterAll(() => app.stop())

const ask = (fields: Record<string, string> = {}, caller = device) =>
  sendAs(caller, `${app.issuer}/oauth/device_authorization`, { scope: 'openid email', ...fields })

const poll = (deviceCode: string, caller = device): Promise<Answer> =>
  requestToken(app, caller, { grant_type: DEVICE_GRANT, device_code: deviceCode })

describe('a device', () => {
  it('is given a code for itself, and a short one for its person', async () => {
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(body).toEqual({
      device_code: expect.stringMatching(/^dc_[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${app.issuer}/device`,
      verification_uri_complete: `${app.issuer}/device?user_code=${body.user_code}`,
      expires_in: 600,
    })
    expect((await poll(body.device_code)).body.error).toBe('authorization_pending')
  })

  it('gets tokens once its person has typed the code, signed in and consented', async () => {
    const account = await anAccount(app)
    const { body: codes } = await ask({ scope: 'openid email offline_access' })
    const done = await connectDevice(app, codes.user_code, account.email)
    expect(done.status).toBe(200)
    expect(done.url.pathname).toMatch(/^\/device\//)
    const { status, body } = await poll(codes.device_code)
    expect(status).toBe(200)
    expect((await userinfo(app, body.access_token)).body).toMatchObject({
      sub: account.id,
      email: account.email,
    })
    expect((await refresh(app, device, body.refresh_token)).status).toBe(200)
  })

  it('takes the code as people type it: in small letters, without the dash', async () => {
    const { body } = await ask()
    const page = await typeCode(app, body.user_code.toLowerCase().replace('-', ' '))
    expect(page.body).toContain(body.user_code)
    expect(page.body).toContain('Television')
  })

  it('is told when its person says no', async () => {
    const { body } = await ask()
    const agent = createAgent(app.issuer)
    const confirm = await typeCode(app, body.user_code, agent)
    const answer = await agent.submit(confirm, '/device', { abort: 'yes' })
    expect(answer.status).toBe(200)
    expect((await poll(body.device_code)).body.error).toBe('access_denied')
  })

  it('redeems a code once, whoever else tries at the same time', async () => {
    const account = await anAccount(app)
    const { body } = await ask()
    await connectDevice(app, body.user_code, account.email)
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(body.device_code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body: refusal } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, refusal.error]).toEqual([400, 'invalid_grant'])
    }
  })

  it('loses its tokens with the session that they were given in', async () => {
    const account = await anAccount(app)
    const { body } = await ask()
    await connectDevice(app, body.user_code, account.email)
    const { body: tokens } = await poll(body.device_code)
    expect((await userinfo(app, tokens.access_token)).status).toBe(200)
    await app.core.sessions.endAll(account.id)
    expect((await userinfo(app, tokens.access_token)).status).toBe(401)
  })
})

describe('a code', () => {
  it('is of no use to another client, nor to one without the grant', async () => {
    const account = await anAccount(app)
    const other = await aRelyingParty(app, {
      grantTypes: [DEVICE_GRANT],
      redirectUris: [],
      postLogoutRedirectUris: [],
    })
    const plain = await aRelyingParty(app)
    const { body } = await ask()
    await connectDevice(app, body.user_code, account.email)
    expect((await poll(body.device_code, other)).body.error).toBe('invalid_grant')
    expect((await poll(body.device_code, plain)).body.error).toBe('unauthorized_client')
    expect((await ask({}, plain)).body.error).toBe('unauthorized_client')
  })

  it('that nobody was given is refused on the page, with what was typed kept out of it', async () => {
    for (const wrong of ['BBBB-BBBB', '', '<b>x</b>', 'A'.repeat(500)]) {
      const page = await typeCode(app, wrong)
      expect(page.status).toBe(200)
      expect(page.body).not.toContain('<b>x</b>')
      expect(page.body).toContain('name="user_code"')
    }
  })

  it('that was typed in two browsers connects one person only', async () => {
    const [ada, eve] = [await anAccount(app), await anAccount(app)]
    const { body } = await ask()
    const agents = [createAgent(app.issuer), createAgent(app.issuer)]
    const pages = await Promise.all(agents.map((agent) => typeCode(app, body.user_code, agent)))
    const answers = await Promise.all(
      agents.map((agent, n) => agent.submit(pages[n] as Page, '/device', { confirm: 'yes' })),
    )
    const going = answers.filter(({ url }) => url.pathname.startsWith('/interaction/'))
    expect(going).toHaveLength(1)
    const winner = answers.findIndex(({ url }) => url.pathname.startsWith('/interaction/'))
    const person = [ada, eve][winner]
    const page = await agents[winner]?.submit(going[0] as Page, '/sign-in', {
      username: person?.email ?? '',
      'current-password': PASSWORD,
    })
    await agents[winner]?.submit(page as Page, '/consent', { decision: 'allow' })
    const { body: tokens } = await poll(body.device_code)
    expect((await userinfo(app, tokens.access_token)).body.sub).toBe(person?.id)
  })

  it('cannot be connected by a form of another site, nor without its page', async () => {
    const { body } = await ask()
    const agent = createAgent(app.issuer)
    await agent.get('/device')
    const forged = await agent.post('/device', { user_code: body.user_code, confirm: 'yes', xsrf: 'guess' })
    expect(forged.status).toBe(400)
    const foreign = await agent.post(
      '/device',
      { user_code: body.user_code, confirm: 'yes' },
      { origin: 'https://evil.example' },
    )
    expect(foreign.status).toBe(403)
    expect((await poll(body.device_code)).body.error).toBe('authorization_pending')
  })

  it('stands in no store in a form that anybody would accept', async () => {
    const { body } = await ask()
    const { id } = createArtifactKeys(app.core.secrets).bearer('DeviceCode', body.device_code)
    const [record] = await app.core.stores.artifacts.findMany([{ kind: 'DeviceCode', id }])
    expect(JSON.stringify(record)).not.toContain(body.device_code)
    expect(JSON.stringify(record)).not.toContain(body.user_code.replace('-', ''))
    for (const stored of [id, `hash:${id}`]) expect((await poll(stored)).body.error).toBe('invalid_grant')
  })
})

describe('guessing at codes', () => {
  it('is stopped after as many wrong ones from an address, however they come', async () => {
    const limited = await startApp({ RATE_LIMIT: '100', TRUST_PROXY: '1' })
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const guess = async (address: string) => {
      const agent = createAgent(limited.issuer)
      const page = await agent.get('/device')
      const xsrf = /name="xsrf" value="(\w+)"/.exec(page.body)?.[1] ?? ''
      return agent.post('/device', { xsrf, user_code: 'BBBB-BBBB' }, from(address))
    }
    const { points } = BUDGETS.device_code
    const answers = await Promise.all(Array.from({ length: points + 5 }, () => guess('192.0.2.1')))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5)
    expect((await guess('192.0.2.2')).status).toBe(200)
    await limited.stop()
  })
})
