/** How clients prove who they are by a secret (RFC 6749 §2.3.1), and what half a proof comes to. */
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { type Answer, basic, introspect, requestToken, send } from './support/steps.ts'

const GRANT = { grant_type: 'client_credentials' }
const MACHINE = { grantTypes: ['client_credentials'] }

let app: RunningApp
let rp: RelyingParty
let keyed: RelyingParty
const tokenUrl = () => `${app.issuer}/oauth/token`

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app, MACHINE)
  const { publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwks = { keys: [await exportJWK(publicKey)] }
  keyed = await aRelyingParty(app, { ...MACHINE, authMethod: 'private_key_jwt', jwks })
})
afterAll(() => app.stop())

function refusal({ status, body }: Answer): [number, string] {
  expect(body).not.toHaveProperty('access_token')
  return [status, body.error]
}

describe('a client secret', () => {
  it('is taken from the header or the form, whichever of the two the client was registered for', async () => {
    const posting = await aRelyingParty(app, { ...MACHINE, authMethod: 'client_secret_post' })
    for (const { clientId, secret } of [rp, posting]) {
      const inHeader = await send(tokenUrl(), GRANT, basic(clientId, secret ?? ''))
      const inForm = await send(tokenUrl(), { ...GRANT, client_id: clientId, client_secret: secret ?? '' })
      expect([inHeader.status, inForm.status]).toEqual([200, 200])
    }
  })

  it('that is wrong is 401 with WWW-Authenticate, whichever way it came', async () => {
    const inHeader = await send(tokenUrl(), GRANT, basic(rp.clientId, 'wrong'))
    expect(refusal(inHeader)).toEqual([401, 'invalid_client'])
    expect(inHeader.headers.get('www-authenticate')).toMatch(/^Basic realm="/)
    expect(inHeader.headers.get('cache-control')).toBe('no-store')
    const inForm = await send(tokenUrl(), { ...GRANT, client_id: rp.clientId, client_secret: 'wrong' })
    expect(refusal(inForm)).toEqual([401, 'invalid_client'])
    expect(inForm.headers.get('www-authenticate')).toBe(`Basic realm="${app.issuer}"`)
  })

  it.each(['/oauth/introspect', '/oauth/revoke', '/oauth/par', '/oauth/device_authorization'])(
    'that is wrong is answered alike at %s',
    async (path) => {
      const form = { token: 'x', client_id: rp.clientId, client_secret: 'wrong' }
      const answer = await send(app.issuer + path, form)
      expect(refusal(answer)).toEqual([401, 'invalid_client'])
      expect(answer.headers.get('www-authenticate')).toBe(`Basic realm="${app.issuer}"`)
    },
  )

  it('is not replaced by naming the client, nor by a method that it was not registered for', async () => {
    expect(refusal(await send(tokenUrl(), { ...GRANT, client_id: rp.clientId }))).toEqual([
      401,
      'invalid_client',
    ])
    expect(refusal(await send(tokenUrl(), { ...GRANT, client_id: keyed.clientId }))).toEqual([
      401,
      'invalid_client',
    ])
    const secret = { client_id: keyed.clientId, client_secret: 'x' }
    expect(refusal(await send(tokenUrl(), { ...GRANT, ...secret }))).toEqual([401, 'invalid_client'])
  })

  it('is given in one way only, and for one client', async () => {
    const header = basic(rp.clientId, rp.secret ?? '')
    const both = await send(tokenUrl(), { ...GRANT, client_secret: rp.secret ?? '' }, header)
    expect(refusal(both)).toEqual([400, 'invalid_request'])
    const other = await send(tokenUrl(), { ...GRANT, client_id: keyed.clientId }, header)
    expect(refusal(other)).toEqual([400, 'invalid_request'])
  })

  it('may hold any printable character, percent-encoded as RFC 6749 §2.3.1 asks', async () => {
    const credentials = { id: 'a:b c', secret: 'x:%+ /=&' }
    await app.core.clients.register({ name: 'Odd', ...MACHINE }, credentials)
    const asForm = (text: string) => new URLSearchParams({ x: text }).toString().slice(2)
    for (const encode of [encodeURIComponent, asForm]) {
      const token = Buffer.from(`${encode(credentials.id)}:${encode(credentials.secret)}`).toString('base64')
      expect((await send(tokenUrl(), GRANT, { authorization: `Basic ${token}` })).status).toBe(200)
    }
  })

  it('is either of two after a rotation, and no third', async () => {
    const client = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
    const [first, second, third] = [
      client.secret ?? '',
      (await app.core.clients.rotateSecret(client.clientId)).secret ?? '',
      (await app.core.clients.rotateSecret(client.clientId)).secret ?? '',
    ]
    const attempt = async (secret: string) => (await introspect(app, { ...client, secret }, 'x')).status
    expect([await attempt(second), await attempt(third), await attempt(first)]).toEqual([200, 200, 401])
    const both = `${second} ${third}`
    expect(await attempt(both)).toBe(401)
    const { body } = await requestToken(
      app,
      { ...client, secret: second },
      { grant_type: 'client_credentials' },
    )
    expect((await introspect(app, { ...client, secret: third }, body.access_token)).body.active).toBe(true)
  })

  it('of a client that was deleted is no longer one', async () => {
    const gone = await aRelyingParty(app, MACHINE)
    expect((await send(tokenUrl(), GRANT, basic(gone.clientId, gone.secret ?? ''))).status).toBe(200)
    await app.core.clients.delete(gone.clientId)
    const after = await send(tokenUrl(), GRANT, basic(gone.clientId, gone.secret ?? ''))
    expect(refusal(after)).toEqual([401, 'invalid_client'])
  })
})

describe('a malformed Authorization header', () => {
  it.each([
    'Basic',
    'Basic ',
    'Basic !!!',
    'Basic =',
    `Basic ${btoa('no colon')}`,
    `Basic ${btoa(':')}`,
    `Basic ${btoa(':secret')}`,
    `Basic ${btoa('id:')}`,
    `Basic ${btoa('%zz:%zz')}`,
    `Basic ${btoa('id\u0000:secret')}`,
    `Basic ${btoa('id:secret')} more`,
    `Bearer ${btoa('id:secret')}`,
    'nonsense',
    `Basic ${'A'.repeat(8000)}`,
  ])('is answered with 4xx in JSON, at every endpoint: %s', async (authorization) => {
    for (const path of ['token', 'introspect', 'revoke', 'par']) {
      const { status, body } = await send(
        `${app.issuer}/oauth/${path}`,
        { ...GRANT, token: 'x' },
        { authorization },
      )
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
      expect(body.error).toMatch(/^invalid_(request|client)$/)
    }
  })
})

describe('a request', () => {
  it('from nobody, or from somebody unknown, is refused', async () => {
    expect(refusal(await send(tokenUrl(), GRANT))).toEqual([400, 'invalid_request'])
    for (const id of ['nobody', '\u0000', 'x'.repeat(5000), '__proto__', '日本', '\ud800']) {
      const answer = await send(tokenUrl(), { ...GRANT, client_id: id, client_secret: 'x' })
      expect([id, ...refusal(answer)]).toEqual([id, 401, 'invalid_client'])
    }
  })

  it('must be a form, with each parameter once', async () => {
    const headers = { ...basic(rp.clientId, rp.secret ?? ''), 'content-type': 'application/json' }
    const json = await fetch(tokenUrl(), { method: 'POST', body: JSON.stringify(GRANT), headers })
    expect(json.status).toBe(400)
    const twice: [string, string][] = [
      ['grant_type', 'client_credentials'],
      ['grant_type', 'client_credentials'],
    ]
    expect(refusal(await send(tokenUrl(), twice, basic(rp.clientId, rp.secret ?? '')))).toEqual([
      400,
      'invalid_request',
    ])
  })
})
