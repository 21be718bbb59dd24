/** Requests that are too large, say the same twice, or use a method that a path does not have. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agent, createAgent } from '../../support/agent.ts'
import { anAccount, aRelyingParty, begin, logIn, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'
import { everyEndpoint } from '../every-endpoint.ts'
import { type RawRequest, sendRaw } from '../raw-request.ts'

const FORM = 'application/x-www-form-urlencoded'

let app: RunningApp
let rp: RelyingParty
let agent: Agent
/** Of a sign-in that is going on in this agent. */
let interaction: string

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
  agent = createAgent(app.issuer)
  interaction = (await agent.get((await begin(rp)).url)).url.pathname
})
afterAll(() => app.stop())

const cookies = () => [...agent.cookies].map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ')
const basic = () => `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}`

describe('a body that is too large', () => {
  const big = (size: number) => `x=${'a'.repeat(size - 2)}`
  const chunked = (body: string): Pick<RawRequest, 'body'> => ({
    body: `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  })
  const send = (path: string, size: number, how: 'with its length' | 'in chunks') =>
    sendRaw(app.port, {
      method: 'POST',
      path,
      headers: {
        'Content-Type': FORM,
        Cookie: cookies(),
        Authorization: basic(),
        ...(how === 'in chunks' ? { 'Transfer-Encoding': 'chunked' } : {}),
      },
      ...(how === 'in chunks' ? chunked(big(size)) : { body: big(size) }),
    })

  it.each(['with its length', 'in chunks'] as const)(
    'sent %s is refused by every endpoint, at once',
    async (how) => {
      for (const { path, methods } of everyEndpoint(interaction)) {
        for (const size of [70_000, 2_000_000]) {
          const { status } = await send(path, size, how)
          if (!methods.includes('POST'))
            expect([path, status]).toEqual([path, how === 'in chunks' ? 405 : expect.toBeOneOf([405, 413])])
          else if (how === 'with its length') expect([path, status]).toEqual([path, 413])
          // To an API that takes JSON alone, the type is what is wrong in the first place.
          else expect([path, status]).toEqual([path, expect.toBeOneOf([400, 401, 413, 415])])
        }
      }
    },
  )

  it('is told as too large by the forms of people, whichever way it is sent', async () => {
    for (const how of ['with its length', 'in chunks'] as const) {
      expect((await send(`${interaction}/sign-in`, 70_000, how)).status).toBe(413)
      expect((await send('/demo/refresh', 70_000, how)).status).toBe(413)
    }
  })

  it('is not waited for: the answer comes although the rest never does', async () => {
    for (const { path } of everyEndpoint(interaction)) {
      const answer = await sendRaw(app.port, {
        method: 'POST',
        path,
        headers: { 'Content-Type': FORM, 'Content-Length': '4294967306', Cookie: cookies() },
        body: 'grant_type=x',
      })
      expect([path, answer.status]).toEqual([path, expect.toBeOneOf([405, 413])])
    }
  })
})

describe('a parameter that is there twice', () => {
  const twice = (name: string, value: string): [string, string][] => [
    [name, value],
    [name, value],
  ]
  const post = async (path: string, pairs: [string, string][], headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.issuer}${path}`, {
      method: 'POST',
      body: new URLSearchParams(pairs),
      headers: { authorization: basic(), ...headers },
      redirect: 'manual',
    })
    const body = (await response.json()) as { error: string; error_description: string }
    return { status: response.status, ...body }
  }

  it.each([
    ['/oauth/token', 'grant_type', 'client_credentials'],
    ['/oauth/token', 'code', 'x'],
    ['/oauth/token', 'redirect_uri', 'https://app.example.com/callback'],
    ['/oauth/introspect', 'token', 'x'],
    ['/oauth/revoke', 'token', 'x'],
    ['/oauth/revoke', 'token_type_hint', 'access_token'],
    ['/oauth/par', 'redirect_uri', 'https://app.example.com/callback'],
    ['/oauth/par', 'state', 'x'],
  ])('at %s, as %s, is invalid_request', async (path, name, value) => {
    const others: [string, string][] = [
      ['grant_type', 'authorization_code'],
      ['token', 'x'],
      ['response_type', 'code'],
    ]
    expect(
      await post(path, [...others.filter(([other]) => other !== name), ...twice(name, value)]),
    ).toMatchObject({
      status: 400,
      error: 'invalid_request',
      error_description: expect.stringContaining(name),
    })
  })

  it('is refused even where it is the client that is named twice', async () => {
    for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke', '/oauth/par']) {
      for (const name of ['client_id', 'client_secret', 'client_assertion']) {
        const answer = await post(path, [
          ['token', 'x'],
          ['grant_type', 'client_credentials'],
          ...twice(name, 'x'),
        ])
        expect(answer).toMatchObject({ status: 400, error: 'invalid_request' })
      }
    }
  })

  it('may be there twice where its specification says so: resource', async () => {
    const answer = await post('/oauth/token', [
      ['grant_type', 'client_credentials'],
      ...twice('resource', 'https://x/'),
    ])
    expect(answer.error_description).not.toContain('twice')
  })

  it.each([
    'scope',
    'state',
    'nonce',
    'prompt',
    'code_challenge',
    'response_type',
    'response_mode',
    'max_age',
  ])('at the authorization endpoint, as %s, is invalid_request', async (name) => {
    const { url } = await begin(rp)
    url.searchParams.append(name, url.searchParams.get(name) ?? '1')
    url.searchParams.append(name, '2')
    const page = await createAgent(app.issuer).get(url)
    const answer = page.url.origin === app.issuer ? undefined : page.url.searchParams
    if (answer === undefined)
      expect([page.status, page.body]).toEqual([400, expect.stringContaining('invalid_request')])
    else expect(answer.get('error')).toBe('invalid_request')
  })

  it.each(['client_id', 'redirect_uri'])(
    'at the authorization endpoint, as %s, sends nobody anywhere',
    async (name) => {
      const { url } = await begin(rp)
      url.searchParams.append(name, url.searchParams.get(name) ?? '')
      url.searchParams.append(name, 'https://evil.example/')
      const page = await createAgent(app.issuer).get(url)
      expect([page.status, page.url.origin]).toEqual([400, app.issuer])
    },
  )

  it('as an access token, in two places or twice in one, is invalid_request (RFC 6750 §2)', async () => {
    const path = '/oauth/userinfo'
    const answers = [
      await post(path, [['access_token', 'x']], { authorization: 'Bearer x' }),
      await post(`${path}?access_token=x`, [['access_token', 'x']], { authorization: '' }),
      await post(path, twice('access_token', 'x'), { authorization: '' }),
      await post(`${path}?access_token=x`, [], { authorization: 'Bearer x' }),
    ]
    for (const answer of answers) expect(answer).toMatchObject({ status: 400, error: 'invalid_request' })
  })

  it('at the end of a session is refused with a page', async () => {
    const { agent: person } = await logIn(app, rp, (await anAccount(app)).email)
    for (const name of ['client_id', 'post_logout_redirect_uri', 'state', 'id_token_hint']) {
      const query = new URLSearchParams(twice(name, rp.clientId))
      const page = await person.get(`/oauth/logout?${query}`)
      expect([page.status, page.body]).toEqual([400, expect.stringContaining('invalid_request')])
    }
    const xsrf = /name="xsrf" value="([^"]+)"/.exec((await person.get('/oauth/logout')).body)?.[1] ?? ''
    const body = new URLSearchParams(twice('xsrf', xsrf))
    const answer = await person.request('/oauth/logout/confirm', { method: 'POST', body })
    expect(answer.status).toBe(400)
  })
})

describe('a method that a path does not have', () => {
  const METHODS = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'QUERY',
    'PURGE',
  ]

  it('is 405, and the answer says which there are', async () => {
    for (const { path, methods } of everyEndpoint(interaction)) {
      for (const method of METHODS.filter((candidate) => !methods.includes(candidate))) {
        const { status, headers, body } = await sendRaw(app.port, { method, path })
        expect([method, path, status]).toEqual([method, path, 405])
        expect(headers.get('allow')?.split(', ').toSorted()).toEqual(methods.toSorted())
        expect(headers.get('cache-control')).toBe('no-store')
        const told = path.startsWith('/api/v1/auth/') ? { status: 405 } : { error: 'method_not_allowed' }
        if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject(told)
      }
    }
  })

  it('shows a page to a browser', async () => {
    for (const path of ['/oauth/token', '/oauth/par', '/oauth/logout/confirm']) {
      const page = await agent.get(path)
      expect(page.status).toBe(405)
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(page.body).toContain('method_not_allowed')
    }
  })

  it('is not smuggled in by a header or a parameter', async () => {
    const response = await fetch(`${app.issuer}/oauth/token?_method=GET`, {
      method: 'POST',
      headers: { 'X-HTTP-Method-Override': 'GET', 'X-HTTP-Method': 'GET' },
    })
    expect(response.status).toBe(400)
  })

  it('OPTIONS that is no preflight says which methods there are', async () => {
    for (const { path, methods } of everyEndpoint(interaction).filter(({ methods }) =>
      methods.includes('OPTIONS'),
    )) {
      const { status, headers } = await sendRaw(app.port, { method: 'OPTIONS', path })
      expect([path, status]).toEqual([path, 204])
      expect(headers.get('allow')?.split(', ').toSorted()).toEqual(methods.toSorted())
    }
  })
})
