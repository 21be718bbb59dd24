/** Ways to authenticate a client that discovery names: each works at the endpoint it is named for. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as client from 'openid-client'
import { expect } from 'vitest'
import { aRelyingParty } from '../../../support/relying-party.ts'
import type { RunningApp } from '../../../support/start-app.ts'
import { introspect, requestToken, revoke } from '../steps.ts'
import type { Members } from './world.ts'

export const authentication: Members = {
  async token_endpoint_auth_methods_supported({ app, metadata }) {
    expect(
      await worksByMethod(app, (caller) => requestToken(app, caller, { grant_type: 'nothing' })),
    ).toEqual([...metadata.token_endpoint_auth_methods_supported].sort())
  },

  async introspection_endpoint_auth_methods_supported({ app, metadata }) {
    const methods = metadata.introspection_endpoint_auth_methods_supported
    expect(methods).not.toContain('none')
    expect(
      (await worksByMethod(app, (caller) => introspect(app, caller, 'x'))).filter((m) => m !== 'none'),
    ).toEqual([...methods].sort())
  },

  async revocation_endpoint_auth_methods_supported({ app, metadata }) {
    expect(await worksByMethod(app, (caller) => revoke(app, caller, 'x'))).toEqual(
      [...metadata.revocation_endpoint_auth_methods_supported].sort(),
    )
  },

  async token_endpoint_auth_signing_alg_values_supported({ app, metadata }) {
    for (const alg of metadata.token_endpoint_auth_signing_alg_values_supported) {
      const config = await aClientWithKey(app, alg)
      expect((await client.clientCredentialsGrant(config)).access_token).toMatch(/^at_/)
    }
  },

  async introspection_endpoint_auth_signing_alg_values_supported({ app, metadata }) {
    for (const alg of metadata.introspection_endpoint_auth_signing_alg_values_supported) {
      expect((await client.tokenIntrospection(await aClientWithKey(app, alg), 'x')).active).toBe(false)
    }
  },

  async revocation_endpoint_auth_signing_alg_values_supported({ app, metadata }) {
    for (const alg of metadata.revocation_endpoint_auth_signing_alg_values_supported) {
      await client.tokenRevocation(await aClientWithKey(app, alg), 'x')
    }
  },
}

/** A machine that authenticates by its key (RFC 7523 §2.2), signing by that very name of the algorithm. */
async function aClientWithKey(app: RunningApp, alg: string): Promise<client.Configuration> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const { clientId } = await aRelyingParty(app, {
    authMethod: 'private_key_jwt',
    jwks: { keys: [await exportJWK(publicKey)] },
    grantTypes: ['client_credentials'],
  })
  const authenticate: client.ClientAuth = async (_server, _client, body) => {
    const assertion = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(app.issuer)
      .setExpirationTime('1m')
      .sign(privateKey)
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    body.set('client_assertion', assertion)
  }
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(app.issuer), clientId, undefined, authenticate, options)
}

/** The methods, each by a client registered for it, after which the endpoint does not say 401. */
async function worksByMethod(
  app: RunningApp,
  ask: (caller: { clientId: string; secret: string | null }) => Promise<{ status: number }>,
) {
  const methods: string[] = []
  const basicClient = await aRelyingParty(app, { authMethod: 'client_secret_basic' })
  if ((await ask(basicClient)).status !== 401) methods.push('client_secret_basic')
  const post = await aRelyingParty(app, { authMethod: 'client_secret_post' })
  if ((await ask(post)).status !== 401) methods.push('client_secret_post')
  const spa = await aRelyingParty(app, { authMethod: 'none' })
  if ((await ask(spa)).status !== 401) methods.push('none')
  await client.clientCredentialsGrant(await aClientWithKey(app, 'ES256'))
  methods.push('private_key_jwt')
  return methods.sort()
}
