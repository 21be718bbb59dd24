/** Guessing at client secrets from one address is answered 429 after a while; who knows the secret never is. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUDGETS } from '#domain/limits'
import { aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { introspect, requestToken } from './support/steps.ts'

const { points } = BUDGETS.client_authentication

let app: RunningApp
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp({ RATE_LIMIT: '100', TRUST_PROXY: '1' })
  rp = await aRelyingParty(app, { grantTypes: ['client_credentials'] })
})
afterAll(() => app.stop())

const from = (address: string) => ({ 'x-forwarded-for': address })
const guess = (address: string, n = 0) =>
  requestToken(app, { ...rp, secret: `guess ${n}` }, { grant_type: 'client_credentials' }, from(address))
const ask = (address: string) => requestToken(app, rp, { grant_type: 'client_credentials' }, from(address))

test('guesses that come at the same time are counted exactly, and past the budget say when to come back', async () => {
  const answers = await Promise.all(Array.from({ length: points + 10 }, (_, n) => guess('192.0.2.1', n)))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(points)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(10)
  for (const { body, headers } of refused) {
    expect(body.error).toBe('rate_limited')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(headers.has('www-authenticate')).toBe(false)
  }
  expect((await introspect(app, { ...rp, secret: 'guess' }, 'token')).status).toBe(401)
})

test('a client that knows its secret is served from that address all the same', async () => {
  expect((await guess('192.0.2.1')).status).toBe(429)
  expect((await ask('192.0.2.1')).status).toBe(200)
})

test('other addresses have a budget of their own', async () => {
  expect((await guess('192.0.2.2')).status).toBe(401)
})
