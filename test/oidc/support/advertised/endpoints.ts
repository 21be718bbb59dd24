/** Endpoints that discovery names: each does its work for a real client library. */
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { expect } from 'vitest'
import { createAgent } from '../../../support/agent.ts'
import { aRelyingParty, passInteractions } from '../../../support/relying-party.ts'
import { DEVICE_GRANT } from '../connect-device.ts'
import { obtainCode, obtainTokens } from '../steps.ts'
import { type Members, silently } from './world.ts'

export const endpoints: Members = {
  issuer: async ({ app, metadata }) => expect(metadata.issuer).toBe(app.issuer),

  async authorization_endpoint({ app, rp, account, metadata }) {
    expect(metadata.authorization_endpoint).toBe(`${app.issuer}/oauth/authorize`)
    expect((await obtainCode(app, rp, account.email)).code).toMatch(/^ac_/)
  },

  async token_endpoint({ rp }) {
    expect((await client.clientCredentialsGrant(rp.config)).access_token).toMatch(/^at_/)
  },

  async userinfo_endpoint({ app, rp, account }) {
    const tokens = await obtainTokens(app, rp, account.email)
    expect(await client.fetchUserInfo(rp.config, tokens.access_token, account.id)).toEqual({
      sub: account.id,
    })
  },

  async jwks_uri({ app, rp, account, metadata }) {
    const { id_token } = await obtainTokens(app, rp, account.email)
    await jwtVerify(id_token, createRemoteJWKSet(new URL(metadata.jwks_uri)), { issuer: app.issuer })
  },

  async introspection_endpoint({ rp }) {
    const { access_token } = await client.clientCredentialsGrant(rp.config)
    expect((await client.tokenIntrospection(rp.config, access_token)).active).toBe(true)
  },

  async revocation_endpoint({ rp }) {
    const { access_token } = await client.clientCredentialsGrant(rp.config)
    await client.tokenRevocation(rp.config, access_token)
    expect((await client.tokenIntrospection(rp.config, access_token)).active).toBe(false)
  },

  async end_session_endpoint({ app, rp, account }) {
    const { agent, id_token } = await obtainTokens(app, rp, account.email)
    const page = await agent.get(client.buildEndSessionUrl(rp.config, { id_token_hint: id_token }))
    await agent.submit(page, '/oauth/logout/confirm', { logout: 'yes' })
    expect((await silently(rp, agent)).searchParams.get('error')).toBe('login_required')
  },

  async device_authorization_endpoint({ app, metadata }) {
    const { config } = await aRelyingParty(app, {
      grantTypes: [DEVICE_GRANT],
      redirectUris: [],
      postLogoutRedirectUris: [],
    })
    expect(metadata.device_authorization_endpoint).toBe(`${app.issuer}/oauth/device_authorization`)
    expect((await client.initiateDeviceAuthorization(config, {})).device_code).toMatch(/^dc_/)
  },

  async pushed_authorization_request_endpoint({ app, rp, account }) {
    const parameters = {
      redirect_uri: 'https://app.example.com/callback',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    }
    const url = await client.buildAuthorizationUrlWithPAR(rp.config, parameters)
    const agent = createAgent(app.issuer)
    const callback = await passInteractions(agent, await agent.get(url), account.email)
    expect(callback.searchParams.has('code')).toBe(true)
  },
}
