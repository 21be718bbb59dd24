/** Which server an answer comes from: RFC 9207, against mix-up (RFC 9700 §4.4). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAgent } from '../../support/agent.ts'
import {
  anAccount,
  aRelyingParty,
  begin,
  passInteractions,
  REDIRECT_URI,
  type RelyingParty,
} from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  rp = await aRelyingParty(app)
})
afterAll(() => app.stop())

describe('mix-up: which server an answer comes from', () => {
  /** The parameters of the answer, from the query or, for what is not answered there, the fragment. */
  const answerIn = (url: URL) => new URLSearchParams(url.search || url.hash.slice(1))
  const issOf = (page: { url: URL }) => answerIn(page.url).get('iss')

  it('is told by iss in every answer, of consent and of refusal alike', async () => {
    const { email } = await anAccount(app)
    const agent = createAgent(app.issuer)
    const given = await passInteractions(agent, await agent.get((await begin(rp)).url), email)
    expect(given.searchParams.get('code')).not.toBeNull()
    expect(issOf({ url: given })).toBe(app.issuer)

    const consent = await agent.get((await begin(rp, { prompt: 'consent' })).url)
    const denied = await agent.submit(consent, '/consent', { decision: 'deny' })
    expect(denied.url.searchParams.get('error')).toBe('access_denied')
    expect(issOf(denied)).toBe(app.issuer)

    const fresh = createAgent(app.issuer)
    const cancelled = await fresh.submit(await fresh.get((await begin(rp)).url), '/cancel', {})
    expect(cancelled.url.searchParams.get('error')).toBe('access_denied')
    expect(issOf(cancelled)).toBe(app.issuer)
  })

  it.each([
    ['prompt=none', { prompt: 'none' }, 'login_required'],
    ['a contradictory prompt', { prompt: 'none login' }, 'invalid_request'],
    ['an unknown prompt', { prompt: 'nonsense' }, 'invalid_request'],
    ['an unknown response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no response type', { response_type: '' }, 'invalid_request'],
    ['claims that are no JSON', { claims: '{' }, 'invalid_request'],
    ['an unknown resource', { resource: 'https://nobody.example/' }, 'invalid_target'],
    ['a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['a registration', { registration: '{}' }, 'registration_not_supported'],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
  ])('is told by iss in the error to %s', async (_what, parameters, error) => {
    const { url } = await begin(rp)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    const page = await createAgent(app.issuer).get(url)
    expect(`${page.url.origin}${page.url.pathname}`).toBe(REDIRECT_URI)
    expect(answerIn(page.url).get('error')).toBe(error)
    expect(issOf(page)).toBe(app.issuer)
  })

  it('is told by the discovery document, which says that it will be', async () => {
    const { issuer, ...document } = rp.config.serverMetadata()
    expect(issuer).toBe(app.issuer)
    expect(document.authorization_response_iss_parameter_supported).toBe(true)
  })
})
