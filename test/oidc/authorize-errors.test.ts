/** Where errors of the authorization endpoint go: to the app where that can be trusted, else onto a page (RFC 6749 §4.1.2.1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent, type Page } from '../support/agent.ts'
import { anAccount, aRelyingParty, begin, REDIRECT_URI, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { obtainCode } from './support/steps.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

async function ask(
  parameters: Record<string, string | undefined>,
  agent = createAgent(app.issuer),
): Promise<Page> {
  return agent.get((await begin(rp, parameters)).url)
}

describe('an error that the app can be told', () => {
  it.each<[Record<string, string | undefined>, string]>([
    [{ response_type: 'nonsense' }, 'unsupported_response_type'],
    [{ response_type: undefined }, 'invalid_request'],
    [{ response_mode: 'nonsense' }, 'unsupported_response_mode'],
    [{ prompt: 'create' }, 'invalid_request'],
    [{ prompt: 'Login' }, 'invalid_request'],
    [{ scope: 'openid "quoted"' }, 'invalid_scope'],
    [{ request: 'a.b.c' }, 'request_not_supported'],
    [{ request_uri: 'https://app.example.com/request' }, 'request_uri_not_supported'],
    [{ registration: '{}' }, 'registration_not_supported'],
    [{ id_token_hint: 'garbage' }, 'invalid_request'],
  ])('%o is %s, with its state and the issuer', async (parameters, error) => {
    const { url, checks } = await begin(rp, parameters)
    const query = new URL(url)
    if ('response_type' in parameters && parameters.response_type === undefined)
      query.searchParams.delete('response_type')
    const page = await createAgent(app.issuer).get(query)
    expect(page.url.href.startsWith(`${REDIRECT_URI}?`)).toBe(true)
    expect(Object.fromEntries(page.url.searchParams)).toMatchObject({
      error,
      state: checks.expectedState,
      iss: app.issuer,
    })
    expect(page.url.searchParams.has('code')).toBe(false)
  })

  it('scope values that nobody knows are none: they are left out (OpenID Connect Core 1.0 §3.1.2.1)', async () => {
    const { email } = await anAccount(app)
    const { callback } = await obtainCode(app, rp, email, { scope: 'openid unknown:scope' })
    expect(callback.searchParams.has('code')).toBe(true)
  })
})

describe('an error that is shown on a page', () => {
  const unregistered = [
    'https://evil.example.com/callback',
    `${REDIRECT_URI}/`,
    `${REDIRECT_URI}?x=y`,
    `${REDIRECT_URI}#x`,
    'https://app.example.com/Callback',
    'https://APP.example.com/callback',
    'https://app.example.com:443/callback',
    'https://app.example.com@evil.example.com/callback',
    'http://app.example.com/callback',
    'https://app.example.com/callback/../callback',
    'https://app.example.com/%63allback',
    'javascript:alert(1)',
    'nonsense',
  ]

  it.each(unregistered)(
    'a redirect URI that is not registered is never followed: %s',
    async (redirect_uri) => {
      const { agent } = await signedIn
      for (const browser of [agent, createAgent(app.issuer)]) {
        for (const parameters of [
          {},
          { prompt: 'none' },
          { response_type: 'nonsense' },
          { response_mode: 'form_post' },
        ]) {
          const page = await ask({ redirect_uri, ...parameters }, browser)
          expect([page.url.origin, page.status]).toEqual([app.issuer, 400])
          expect(page.body).toContain('<h1')
          expect(page.body).not.toContain('javascript:')
          expect(page.body).not.toMatch(/<form|<script/)
        }
      }
    },
  )

  let signedIn: Promise<{ agent: ReturnType<typeof createAgent> }>
  beforeAll(() => {
    signedIn = anAccount(app).then(({ email }) => obtainCode(app, rp, email))
  })

  it('no redirect URI at all, or two, or two clients', async () => {
    expect((await ask({ redirect_uri: undefined })).status).toBe(400)
    for (const name of ['redirect_uri', 'client_id', 'state', 'scope']) {
      const { url } = await begin(rp)
      url.searchParams.append(name, url.searchParams.get(name) ?? '')
      const page = await createAgent(app.issuer).get(url)
      expect([name, page.url.searchParams.get('code')]).toEqual([name, null])
      if (name !== 'state' && name !== 'scope') expect([name, page.url.origin]).toEqual([name, app.issuer])
    }
  })

  it('an unknown client, named in any way', async () => {
    for (const client_id of [
      'nobody',
      '',
      '\u0000',
      '__proto__',
      'x'.repeat(3000),
      '<script>alert(1)</script>',
    ]) {
      const page = await ask({ client_id })
      expect([page.url.origin, page.status]).toEqual([app.issuer, 400])
      expect(page.body).not.toContain('<script>alert')
    }
  })

  it('is JSON to who asks for that', async () => {
    const { url } = await begin(rp, { redirect_uri: 'https://evil.example.com/' })
    const response = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_redirect_uri' })
  })

  it('tells a resume of nothing, or of somebody else’s sign-in, that there is none', async () => {
    const { url } = await begin(rp)
    const mine = createAgent(app.issuer)
    const uid = (await mine.get(url)).url.pathname.split('/')[2] ?? ''
    for (const path of [`/oauth/authorize/${uid}`, '/oauth/authorize/made-up']) {
      const page = await createAgent(app.issuer).get(path)
      expect([path, page.status, page.url.origin]).toEqual([path, 410, app.issuer])
    }
  })
})
