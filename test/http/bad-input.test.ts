/** Thousands of requests that are wrong: each is answered, none breaks anything, and no answer tells of our insides. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { createChance } from './chance.ts'
import { faultIn } from './fault.ts'
import { encode, hostileRequest } from './hostile-requests.ts'
import { HOSTILE_TEXTS } from './hostile-text.ts'
import { type Known, whatIsRight } from './known.ts'
import { type RawRequest, sendRaw } from './raw-request.ts'

/** Another seed, for another search: SEED=$RANDOM. */
const SEED = Number(process.env.SEED ?? 1)
const ROUNDS = 4
const REQUESTS_A_ROUND = 1200
const AT_ONCE = 16
const FORM = 'application/x-www-form-urlencoded'

let app: RunningApp
let known: Known
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  // So many wrong sign-ins come from here that nobody could sign in any more.
  app = await startApp({ RATE_LIMIT: 'off' })
})
afterAll(() => app.stop())
beforeEach(async () => {
  // New sign-ins for each, since a form that happens to be right ends one.
  known = await whatIsRight(app, 20)
  process.on('unhandledRejection', note)
})
afterEach(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', note)
  expect(unhandled.splice(0)).toEqual([])
})

/** @returns how often each status was answered */
async function expectAnswers(requests: RawRequest[]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  const faults: string[] = []
  const left = [...requests]
  const work = async () => {
    for (let request = left.pop(); request !== undefined; request = left.pop()) {
      const answer = await sendRaw(app.port, request).catch((error: Error) => error)
      const fault = answer instanceof Error ? answer.message : faultIn(answer, request.method)
      if (fault !== undefined) faults.push(`${fault}, to ${told(request)}`)
      if (!(answer instanceof Error)) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  expect(faults.slice(0, 10), `SEED=${SEED}, ${faults.length} faults`).toEqual([])
  return statuses
}

function told({ body, headers = [], ...request }: RawRequest): string {
  const shown = [...(Array.isArray(headers) ? headers : Object.entries(headers))].filter(
    ([name]) => name !== 'Cookie',
  )
  return JSON.stringify({ ...request, headers: shown, body: body?.toString() }).slice(0, 1500)
}

describe('a request that is wrong in many ways', () => {
  const answered = new Set<number>()

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))('is answered (round %i)', async (round) => {
    const chance = createChance(SEED * 1000 + round)
    const requests = Array.from({ length: REQUESTS_A_ROUND }, () => hostileRequest(chance, known))
    for (const status of (await expectAnswers(requests)).keys()) answered.add(status)
  })

  it('gets everywhere: it is not refused in one way alone', () => {
    expect([...answered]).toEqual(expect.arrayContaining([200, 303, 400, 401, 403, 404, 405, 413, 415]))
  })
})

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

describe('a request that is right but for one parameter', () => {
  /** Each hostile text in the place of one parameter of a right request. */
  const spoilt = (
    right: string,
    names: string[],
    make: (query: string) => RawRequest,
    texts: readonly string[] = HOSTILE_TEXTS,
  ): RawRequest[] =>
    names.flatMap((name) =>
      texts.map((text) => {
        const parameters = new URLSearchParams(right)
        parameters.delete(name)
        return make(`${parameters}&${name}=${encode(text)}`)
      }),
    )
  const post =
    (path: string, headers: Record<string, string> = {}) =>
    (body: string): RawRequest => ({
      method: 'POST',
      path,
      body,
      headers: { 'Content-Type': FORM, Authorization: known.basic, ...headers },
    })

  it('is answered by the authorization endpoint', async () => {
    const names =
      words(`client_id redirect_uri response_type response_mode scope state prompt max_age claims resource
      code_challenge id_token_hint acr_values request_uri`)
    const statuses = await expectAnswers(
      spoilt(known.authorize, names, (query) => ({
        path: `/oauth/authorize?${query}`,
        headers: { Cookie: known.interactions[0]?.cookie ?? '', Accept: 'text/html' },
      })),
    )
    expect(statuses.get(303) ?? 0).toBeGreaterThan(300)
  })

  it('is answered by the endpoint for pushed requests', async () => {
    const names = words(
      'client_id redirect_uri response_type scope state claims resource code_challenge request dpop_jkt',
    )
    await expectAnswers(spoilt(known.authorize, names, post('/oauth/par')))
  })

  it('is answered by the token endpoint', async () => {
    const names = words(`grant_type code redirect_uri code_verifier client_id client_secret client_assertion
      client_assertion_type resource refresh_token scope`)
    await expectAnswers(spoilt(known.token, names, post('/oauth/token')))
    const refresh = 'grant_type=refresh_token&refresh_token=x'
    await expectAnswers(spoilt(refresh, ['refresh_token', 'scope', 'resource'], post('/oauth/token')))
  })

  it('is answered by introspection and revocation', async () => {
    for (const path of ['/oauth/introspect', '/oauth/revoke']) {
      await expectAnswers(spoilt(known.token, words('token token_type_hint client_id'), post(path)))
    }
  })

  it('is answered by the end of a session', async () => {
    const names = words('id_token_hint client_id post_logout_redirect_uri state logout_hint ui_locales')
    const [idToken = ''] = known.values.filter((value) => value.startsWith('eyJ'))
    await expectAnswers(
      spoilt(`id_token_hint=${idToken}`, names, (query) => ({
        path: `/oauth/logout?${query}`,
        headers: { Accept: 'text/html' },
      })),
    )
    await expectAnswers(spoilt('logout=yes', ['xsrf', 'logout'], post('/oauth/logout/confirm')))
  })

  it('is answered by the forms of a sign-in', async () => {
    const signIn = known.interactions[1] ?? { path: '', cookie: '', csrf: '' }
    const right = `csrf=${signIn.csrf}&username=nobody@example.com&current-password=x&email=x&new-password=x`
    const form = (name: string) =>
      post(`${signIn.path}${name}`, { Cookie: signIn.cookie, Accept: 'text/html' })
    await expectAnswers(spoilt(right, words('csrf'), form('/sign-in')))
    await expectAnswers(spoilt(right, words('csrf email name new-password'), form('/sign-up')))
    // Each of these costs the check of a password.
    const some = HOSTILE_TEXTS.filter((_text, index) => index % 4 === 0)
    await expectAnswers(spoilt(right, words('username current-password'), form('/sign-in'), some))
  })

  it('is answered by the demo app', async () => {
    const get = (query: string): RawRequest => ({
      path: `/demo/callback?${query}`,
      headers: { Accept: 'text/html' },
    })
    await expectAnswers(
      spoilt('code=x&state=x', words('code state iss error error_description response'), get),
    )
    await expectAnswers(spoilt('', ['csrf'], post('/demo/refresh')))
  })
})

describe('a header that is wrong', () => {
  it.each(['Authorization', 'DPoP', 'Cookie', 'Accept', 'Origin', 'Content-Type', 'If-None-Match', 'Host'])(
    'as %s, is answered by every protocol endpoint',
    async (name) => {
      const values = HOSTILE_TEXTS.filter((text) => text.length < 5000).map((text) =>
        // Line breaks end a header; what they can do is in attacks/injection.test.ts.
        Buffer.from(text.toWellFormed())
          .toString('latin1')
          .replaceAll(/[\r\n\0]/g, ' '),
      )
      const schemes = name === 'Authorization' ? ['Bearer ', 'DPoP ', 'Basic '] : ['']
      const requests = words('/oauth/token /oauth/userinfo /demo/api').flatMap((path) =>
        schemes.flatMap((scheme) =>
          values.map((value): RawRequest => {
            const isForm = /token|introspect|par/.test(path)
            return {
              method: isForm ? 'POST' : 'GET',
              path,
              headers: { ...(isForm ? { 'Content-Type': FORM } : {}), [name]: `${scheme}${value}` },
              ...(isForm ? { body: known.token } : {}),
            }
          }),
        ),
      )
      await expectAnswers(requests)
    },
  )
})
