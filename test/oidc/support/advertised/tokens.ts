/** What discovery says is told and signed: each scope, claim, algorithm and acr can be had. */
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { expect } from 'vitest'
import { aRelyingParty } from '../../../support/relying-party.ts'
import { aProofKey } from '../dpop.ts'
import { aResource, obtainCode, obtainTokens, requestToken, userinfo } from '../steps.ts'
import type { Members } from './world.ts'

export const tokens: Members = {
  async scopes_supported({ app, rp, account, metadata }) {
    for (const scope of metadata.scopes_supported) {
      const asked = scope === 'openid' ? 'openid' : `openid ${scope}`
      const tokens = await obtainTokens(app, rp, account.email, { scope: asked, prompt: 'consent' })
      expect(tokens.scope.split(' ')).toContain(scope)
    }
  },

  async claims_supported({ app, rp, account, metadata }) {
    const all = Object.fromEntries(metadata.claims_supported.map((claim: string) => [claim, null]))
    const claims = JSON.stringify({ id_token: all, userinfo: all })
    const tokens = await obtainTokens(app, rp, account.email, { claims })
    const idToken = JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString())
    const told = { ...(await userinfo(app, tokens.access_token)).body, ...idToken }
    for (const claim of metadata.claims_supported) expect(told).toHaveProperty(claim)
  },

  async claims_parameter_supported({ app, rp, account, metadata }) {
    expect(metadata.claims_parameter_supported).toBe(true)
    const claims = JSON.stringify({ userinfo: { nickname: null } })
    const tokens = await obtainTokens(app, rp, account.email, { claims })
    expect((await userinfo(app, tokens.access_token)).body.nickname).toBe('some nickname')
  },

  claim_types_supported: async ({ metadata }) => expect(metadata.claim_types_supported).toEqual(['normal']),

  async subject_types_supported({ app, rp, account, metadata }) {
    expect(metadata.subject_types_supported).toEqual(['public'])
    const other = await aRelyingParty(app)
    for (const as of [rp, other]) {
      const { access_token } = await obtainTokens(app, as, account.email)
      expect((await userinfo(app, access_token)).body.sub).toBe(account.id)
    }
  },

  /** Clients get RS256; the others sign for resource servers, whose libraries read this list too. */
  async id_token_signing_alg_values_supported({ app, rp, account, metadata }) {
    const { id_token } = await obtainTokens(app, rp, account.email)
    expect(decodeProtectedHeader(id_token).alg).toBe('RS256')
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri))
    const signed = []
    for (const alg of metadata.id_token_signing_alg_values_supported) {
      const resource = await aResource(app, { alg })
      const machine = await aRelyingParty(app, { grantTypes: ['client_credentials'], resources: [resource] })
      const { access_token } = await client.clientCredentialsGrant(machine.config, { resource })
      const { protectedHeader } = await jwtVerify(access_token, keys, {
        issuer: app.issuer,
        audience: resource,
      })
      signed.push(protectedHeader.alg)
    }
    expect(signed).toEqual(metadata.id_token_signing_alg_values_supported)
    expect([...signed].sort()).toEqual(['ES256', 'EdDSA', 'PS256', 'RS256'])
  },

  async dpop_signing_alg_values_supported({ app, rp, metadata }) {
    const url = metadata.token_endpoint
    for (const alg of metadata.dpop_signing_alg_values_supported) {
      const proof = await (await aProofKey(alg)).headers({ url })
      const { body } = await requestToken(app, rp, { grant_type: 'client_credentials' }, proof)
      expect(body.token_type).toBe('DPoP')
    }
  },

  async acr_values_supported({ app, rp, account, metadata }) {
    const asking = (value: string) => ({
      claims: JSON.stringify({ id_token: { acr: { essential: true, value } } }),
    })
    const [password, secondFactor, ...others] = metadata.acr_values_supported
    expect(others).toEqual([])
    expect((await obtainCode(app, rp, account.email, asking(password))).code).toMatch(/^ac_/)
    // Who has no second factor is told so at once.
    await expect(obtainCode(app, rp, account.email, asking(secondFactor))).rejects.toThrow(
      'unmet_authentication_requirements',
    )
  },
}
