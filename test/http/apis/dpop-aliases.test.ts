/** A DPoP proof is for one URL (RFC 9449 §4.3): the token endpoint has three, and none takes what was made for another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aProofKey } from '../../oidc/support/dpop.ts'
import { obtainCode } from '../../oidc/support/steps.ts'
import { type ApiClient, createApiClient } from '../../support/api-client.ts'
import { anAccount, aRelyingParty, REDIRECT_URI, type RelyingParty } from '../../support/relying-party.ts'
import { type RunningApp, startApp } from '../../support/start-app.ts'

const PATHS = ['/oauth/token', '/auth/token', '/v2/oauth/token']
const ALIASES = PATHS.slice(1)
const REFRESHES = ['/auth/token/refresh', '/auth/refresh']

let app: RunningApp
let api: ApiClient
let rp: RelyingParty

beforeAll(async () => {
  app = await startApp()
  api = await createApiClient(app.issuer)
  rp = await aRelyingParty(app, { grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] })
})
afterAll(() => app.stop())

const client = () => ({ client_id: rp.clientId, client_secret: rp.secret ?? '' })

async function send(path: string, fields: Record<string, string>, headers: { DPoP: string }, form: boolean) {
  const body = form ? new URLSearchParams(fields) : JSON.stringify(fields)
  const type = form ? {} : { 'Content-Type': 'application/json' }
  const response = await fetch(app.issuer + path, { method: 'POST', body, headers: { ...headers, ...type } })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

async function boundTokens(key: Awaited<ReturnType<typeof aProofKey>>) {
  const { email } = await anAccount(app)
  const scope = 'openid profile offline_access'
  const { code, verifier } = await obtainCode(app, rp, email, { scope, prompt: 'consent' })
  const request = {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT_URI,
  }
  const proof = await key.headers({ url: `${app.issuer}/auth/token` })
  return (await send('/auth/token', { ...request, ...client() }, proof, false)).body
}

describe('a DPoP proof', () => {
  it.each(PATHS)('made for %s is good there, and nowhere else', async (madeFor) => {
    const key = await aProofKey()
    const fields = { grant_type: 'client_credentials', ...client() }
    for (const path of PATHS) {
      for (const form of ALIASES.includes(path) ? [true, false] : [true]) {
        const proof = await key.headers({ url: app.issuer + madeFor })
        const { status, body } = await send(path, fields, proof, form)
        if (path === madeFor) expect([status, body.token_type]).toEqual([200, 'DPoP'])
        else expect([status, body.error]).toEqual([400, 'invalid_dpop_proof'])
      }
    }
  })

  it.each(ALIASES)('made for %s is good there once', async (path) => {
    const key = await aProofKey()
    const fields = { grant_type: 'client_credentials', ...client() }
    const proof = await key.headers({ url: app.issuer + path })
    expect((await send(path, fields, proof, false)).status).toBe(200)
    expect((await send(path, fields, proof, true)).status).toBe(400)
  })

  it.each(REFRESHES)('of a refresh at %s is made for that path', async (path) => {
    const key = await aProofKey()
    const { refresh_token } = await boundTokens(key)
    const basic = { authorization: `Basic ${btoa(`${rp.clientId}:${rp.secret}`)}` }
    const refresh = async (url: string) =>
      api.call('POST', path, {
        body: { refresh_token },
        headers: { ...basic, ...(await key.headers({ url })) },
      })
    for (const elsewhere of [...PATHS, ...REFRESHES].filter((other) => other !== path)) {
      const refused = await refresh(app.issuer + elsewhere)
      expect([refused.status, refused.body.error], elsewhere).toEqual([400, 'invalid_dpop_proof'])
    }
    const here = await refresh(app.issuer + path)
    expect([here.status, here.body.token_type]).toEqual([200, 'DPoP'])
  })
})
