/** Nobody is sent, and no answer goes, where the client's registration does not say (RFC 9700 §2.1, §4.1, §4.4, §4.11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent, type Page } from '../../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  logIn,
  PASSWORD,
  type RelyingParty,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app, {
    redirectUris: ['https://app.example.com/callback', 'https://app.example.com/two'],
  })
})
afterAll(() => app.stop())

const ALMOST = {
  'another host': 'https://evil.example/callback',
  'a longer path': 'https://app.example.com/callback/more',
  'a path with dots that lead back': 'https://app.example.com/x/../callback',
  'a shorter path': 'https://app.example.com/',
  'a trailing slash': 'https://app.example.com/callback/',
  'a query': 'https://app.example.com/callback?next=https://evil.example',
  'an empty query': 'https://app.example.com/callback?',
  'a fragment': 'https://app.example.com/callback#evil',
  'an empty fragment': 'https://app.example.com/callback#',
  'a user name': 'https://app.example.com@evil.example/callback',
  'a user name before the right host': 'https://evil@app.example.com/callback',
  'a backslash': 'https://evil.example\\@app.example.com/callback',
  'another letter case in the host': 'https://APP.example.com/callback',
  'another letter case in the path': 'https://app.example.com/Callback',
  'another letter case in the scheme': 'HTTPS://app.example.com/callback',
  'an encoded letter': 'https://app.example.com/%63allback',
  'an encoded slash': 'https://app.example.com%2fcallback',
  'double encoding': 'https%3A%2F%2Fapp.example.com%2Fcallback',
  'a subdomain': 'https://evil.app.example.com/callback',
  'a longer domain': 'https://app.example.com.evil.example/callback',
  'a trailing dot': 'https://app.example.com./callback',
  'a letter that looks the same': 'https://\u0430pp.example.com/callback',
  'a full-width letter': 'https://\uff41pp.example.com/callback',
  'a soft hyphen': 'https://app\u00ad.example.com/callback',
  'a port': 'https://app.example.com:8443/callback',
  'the default port': 'https://app.example.com:443/callback',
  'plain http': 'http://app.example.com/callback',
  'no scheme': '//app.example.com/callback',
  'a relative path': '/callback',
  'a script': 'javascript:alert(1)//https://app.example.com/callback',
  data: 'data:text/html,https://app.example.com/callback',
  'space in front': ' https://app.example.com/callback',
  'a line break': 'https://app.example.com/callback\r\nLocation: https://evil.example',
  'a NUL': 'https://app.example.com/callback\u0000',
  nothing: '',
}

async function isErrorPage(page: Page): Promise<void> {
  expect(page.status).toBe(400)
  expect(page.url.origin).toBe(app.issuer)
  expect(page.headers.get('location')).toBeNull()
  expect(page.headers.get('content-type')).toContain('text/html')
}

describe('a redirect_uri that is not registered', () => {
  it.each(Object.entries(ALMOST))(
    'with %s is answered by a page, and nobody is sent there',
    async (_what, uri) => {
      const { url } = await begin(rp)
      url.searchParams.set('redirect_uri', uri)
      await isErrorPage(await createAgent(app.issuer).get(url))
    },
  )

  it('is not even sent an error, as of prompt=none or a wrong response type', async () => {
    for (const wrong of [{ prompt: 'none' }, { response_type: 'token' }, { scope: 'nonsense' }]) {
      const { url } = await begin(rp, { ...wrong, redirect_uri: ALMOST['a longer path'] })
      await isErrorPage(await createAgent(app.issuer).get(url))
    }
  })

  it('is refused when it is missing although one of several could be meant', async () => {
    const { url } = await begin(rp, { redirect_uri: undefined })
    await isErrorPage(await createAgent(app.issuer).get(url))
  })

  it('is refused at the endpoint for pushed requests', async () => {
    const { url } = await begin(rp, { redirect_uri: ALMOST['a query'] })
    const response = await fetch(`${app.issuer}/oauth/par`, {
      method: 'POST',
      body: url.searchParams,
      headers: { authorization: `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}` },
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_request' })
  })
})

describe('an unknown client', () => {
  it('is answered by a page, and nobody is sent anywhere', async () => {
    for (const clientId of ['nobody', '', '__proto__', `${rp.clientId}x`]) {
      const { url } = await begin(rp)
      url.searchParams.set('client_id', clientId)
      await isErrorPage(await createAgent(app.issuer).get(url))
    }
  })
})

describe('a parameter that names a place to go on to', () => {
  const NAMES = [
    'next',
    'returnTo',
    'return_to',
    'continue',
    'redirect',
    'redirect_url',
    'target_link_uri',
    'url',
    'goto',
  ]
  const nowhereElse = (page: Page) => {
    expect(page.headers.get('location') ?? '').not.toContain('evil.example')
    expect(page.body).not.toContain('evil.example')
    expect(page.url.origin).toBe(app.issuer)
  }
  const evil = () =>
    new URLSearchParams(Object.fromEntries(NAMES.map((name) => [name, 'https://evil.example/'])))

  it('is ignored by the pages of a sign-in and by the demo app', async () => {
    const agent = createAgent(app.issuer)
    const { url } = await begin(rp, Object.fromEntries(evil()))
    const signIn = await agent.get(url)
    expect(signIn.url.pathname).toMatch(/^\/interaction\//)
    nowhereElse(signIn)
    for (const path of [
      signIn.url.pathname,
      '/',
      '/demo',
      '/demo/sign-out',
      '/oauth/logout',
      '/oauth/logout/success',
    ]) {
      nowhereElse(await agent.get(`${path}?${evil()}`))
    }
  })

  it('is ignored in the form itself', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    const { url } = await begin(rp)
    const fields = { ...Object.fromEntries(evil()), username: email, 'current-password': PASSWORD }
    const consent = await agent.submit(await agent.get(url), '/sign-in', fields)
    nowhereElse(consent)
    expect(consent.body).toContain('Allow access')
  })

  it('is ignored after the demo app has taken part', async () => {
    const page = await createAgent(app.issuer).get(`/demo/callback?${evil()}&state=x&code=y`)
    nowhereElse(page)
  })
})

describe('a post_logout_redirect_uri', () => {
  it.each([
    'https://evil.example/bye',
    'https://app.example.com/bye/',
    'https://app.example.com/bye?x',
    'https://app.example.com@evil.example/bye',
    '//evil.example/bye',
    'javascript:alert(1)',
  ])('that is not registered, %s, is refused with a page', async (uri) => {
    const agent = createAgent(app.issuer)
    const query = new URLSearchParams({ client_id: rp.clientId, post_logout_redirect_uri: uri })
    const page = await agent.get(`/oauth/logout?${query}`)
    await isErrorPage(page)
    expect(page.headers.get('content-security-policy')).not.toContain('evil.example')
  })

  it('without a client it could be registered for leads nowhere', async () => {
    const account = await anAccount(app)
    const { agent } = await logIn(app, rp, account.email)
    const page = await agent.get('/oauth/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F')
    expect(page.body).toContain('Sign out?')
    const end = await agent.submit(page, '/oauth/logout/confirm', {})
    expect(end.url.href).toBe(`${app.issuer}/oauth/logout/success`)
  })

  it('of another client is refused', async () => {
    const other = await aRelyingParty(app, { postLogoutRedirectUris: ['https://other.example/bye'] })
    const query = new URLSearchParams({
      client_id: rp.clientId,
      post_logout_redirect_uri: 'https://other.example/bye',
    })
    await isErrorPage(await createAgent(app.issuer).get(`/oauth/logout?${query}`))
    query.set('client_id', other.clientId)
    expect((await createAgent(app.issuer).get(`/oauth/logout?${query}`)).status).toBe(200)
  })
})
