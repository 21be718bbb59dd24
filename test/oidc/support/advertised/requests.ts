/** What discovery says may be asked for: each grant, response, prompt and parameter is answered, and no other. */
import * as client from 'openid-client'
import { expect } from 'vitest'
import { createAgent, type Page } from '../../../support/agent.ts'
import { aRelyingParty, begin } from '../../../support/relying-party.ts'
import type { RunningApp } from '../../../support/start-app.ts'
import { connectDevice, DEVICE_GRANT } from '../connect-device.ts'
import { aResource, obtainCode, obtainTokens, redeem, refresh, requestToken } from '../steps.ts'
import { type Members, silently } from './world.ts'

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'

async function tokenForDevice(app: RunningApp, email: string): Promise<string> {
  const { config } = await aRelyingParty(app, {
    grantTypes: [DEVICE_GRANT],
    redirectUris: [],
    postLogoutRedirectUris: [],
  })
  const codes = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
  await connectDevice(app, codes.user_code, email)
  return (await client.pollDeviceAuthorizationGrant(config, { ...codes, interval: 0.01 })).access_token
}

/** The API that a token is for gets one of its own, to go on with. */
async function exchangedToken(app: RunningApp, email: string): Promise<string> {
  const resource = await aResource(app)
  const shop = await aRelyingParty(app, { resources: [resource] })
  const api = await aRelyingParty(app, {
    grantTypes: [TOKEN_EXCHANGE],
    redirectUris: [],
    postLogoutRedirectUris: [],
    resources: [resource],
  })
  const { access_token } = await obtainTokens(app, shop, email, { scope: 'openid read', resource })
  const { body } = await requestToken(app, api, {
    grant_type: TOKEN_EXCHANGE,
    subject_token: access_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    resource,
  })
  return body.access_token
}

export const requests: Members = {
  async grant_types_supported({ app, rp, account, metadata }) {
    const offline = { scope: 'openid offline_access', prompt: 'consent' }
    const works: Record<string, () => Promise<unknown>> = {
      authorization_code: async () => (await obtainTokens(app, rp, account.email)).access_token,
      refresh_token: async () =>
        (await refresh(app, rp, (await obtainTokens(app, rp, account.email, offline)).refresh_token)).body
          .access_token,
      client_credentials: async () => (await client.clientCredentialsGrant(rp.config)).access_token,
      [DEVICE_GRANT]: () => tokenForDevice(app, account.email),
      [TOKEN_EXCHANGE]: () => exchangedToken(app, account.email),
    }
    expect([...metadata.grant_types_supported].sort()).toEqual(Object.keys(works).sort())
    for (const grantType of metadata.grant_types_supported)
      expect(await works[grantType]?.()).toMatch(/^(at_|eyJ)/)
  },

  async ui_locales_supported({ app, rp, metadata }) {
    expect(metadata.ui_locales_supported).toContain('en')
    for (const ui_locales of metadata.ui_locales_supported) {
      const { url } = await begin(rp, { ui_locales })
      expect((await createAgent(app.issuer).get(url)).body).toContain(`<html lang="${ui_locales}"`)
    }
  },

  async response_types_supported({ app, rp, metadata }) {
    expect(metadata.response_types_supported).toEqual(['code'])
    for (const response_type of ['token', 'id_token', 'code id_token', 'none', 'nonsense']) {
      const { url } = await begin(rp, { response_type, response_mode: 'query' })
      const page = await createAgent(app.issuer).get(url)
      expect(page.url.searchParams.get('error')).toMatch(/unsupported_response_type|invalid_request/)
    }
  },

  async response_modes_supported({ app, rp, account, metadata }) {
    const answerOf: Record<string, (page: Page) => URLSearchParams> = {
      query: ({ url }) => url.searchParams,
      fragment: ({ url }) => new URLSearchParams(url.hash.slice(1)),
      form_post(page) {
        expect(page.body).toContain('action="https://app.example.com/callback"')
        const inputs = page.body.matchAll(/name="(\w+)" value="([^"]*)"/g)
        return new URLSearchParams(
          [...inputs].map(([, name = '', value = '']): [string, string] => [name, value]),
        )
      },
    }
    const { agent } = await obtainCode(app, rp, account.email)
    expect([...metadata.response_modes_supported].sort()).toEqual(Object.keys(answerOf).sort())
    for (const response_mode of metadata.response_modes_supported) {
      for (const max_age of [undefined, '-1']) {
        const { url, checks } = await begin(rp, { response_mode, max_age })
        const answer = answerOf[response_mode]?.(await agent.get(url))
        expect(answer?.get('state')).toBe(checks.expectedState)
        expect(answer?.has(max_age === undefined ? 'code' : 'error')).toBe(true)
      }
    }
  },

  async prompt_values_supported({ app, rp, account, metadata }) {
    const { agent } = await obtainCode(app, rp, account.email)
    const outcomes: Record<string, (page: Page) => boolean> = {
      none: ({ url }) => url.searchParams.has('code'),
      login: ({ body }) => body.includes('current-password'),
      consent: ({ body }) => body.includes('name="decision"'),
    }
    expect([...metadata.prompt_values_supported].sort()).toEqual(Object.keys(outcomes).sort())
    for (const prompt of metadata.prompt_values_supported) {
      const { url } = await begin(rp, { prompt })
      expect([prompt, outcomes[prompt]?.(await agent.get(url))]).toEqual([prompt, true])
    }
    for (const prompt of ['create', 'select_account']) {
      const { url } = await begin(rp, { prompt })
      expect((await agent.get(url)).url.searchParams.get('error')).toBe('invalid_request')
    }
  },

  async code_challenge_methods_supported({ app, rp, account, metadata }) {
    expect(metadata.code_challenge_methods_supported).toEqual(['S256'])
    const code = await obtainCode(app, rp, account.email)
    expect((await redeem(app, rp, code)).status).toBe(200)
  },

  async authorization_response_iss_parameter_supported({ app, rp, account, metadata }) {
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true)
    const { callback, agent } = await obtainCode(app, rp, account.email)
    expect(callback.searchParams.get('iss')).toBe(app.issuer)
    expect((await silently(rp, agent)).searchParams.get('iss')).toBe(app.issuer)
    expect((await silently(rp, createAgent(app.issuer))).searchParams.get('iss')).toBe(app.issuer)
  },

  async request_uri_parameter_supported({ app, rp, metadata }) {
    expect(metadata.request_uri_parameter_supported).toBe(false)
    expect(metadata.request_parameter_supported).toBeUndefined()
    const cases = [
      [{ request_uri: 'https://app.example.com/request.jwt' }, 'request_uri_not_supported'],
      [{ request: 'a.b.c' }, 'request_not_supported'],
      [{ registration: '{}' }, 'registration_not_supported'],
    ] as const
    for (const [parameters, error] of cases) {
      const { url } = await begin(rp, parameters)
      expect((await createAgent(app.issuer).get(url)).url.searchParams.get('error')).toBe(error)
    }
  },
}
