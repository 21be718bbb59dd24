/** Tokens that a client gets for itself (RFC 6749 §4.4), and the grant types that it may use at all. */
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientInput } from '#domain/clients'
import { aRelyingParty, type RelyingParty } from '../support/relying-party.ts'
import { type RunningApp, startApp } from '../support/start-app.ts'
import { type Answer, aResource, introspect, requestToken, userinfo } from './support/steps.ts'

let app: RunningApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const aMachine = (input: Partial<ClientInput> = {}): Promise<RelyingParty> =>
  aRelyingParty(app, { grantTypes: ['client_credentials'], ...input })

function ask(machine: RelyingParty, fields: Record<string, string> = {}): Promise<Answer> {
  return requestToken(app, machine, { grant_type: 'client_credentials', ...fields })
}

describe('a client’s own token', () => {
  it('comes to a real client library, opaque without a resource, and a JWT with one', async () => {
    const resource = await aResource(app)
    const { config } = await aMachine({ resources: [resource] })
    const opaque = await client.clientCredentialsGrant(config)
    expect(opaque).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
    expect(opaque.access_token).toMatch(/^at_/)
    const jwt = await client.clientCredentialsGrant(config, { resource, scope: 'read' })
    expect(decodeJwt(jwt.access_token)).toMatchObject({ aud: resource, scope: 'read' })
  })

  it('is not to be cached, and brings no refresh token and no ID token', async () => {
    const machine = await aMachine()
    const { headers, body } = await ask(machine, { scope: 'openid' })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
  })

  it('is nobody’s: it opens no userinfo, and introspection names no subject', async () => {
    const machine = await aMachine()
    const { body } = await ask(machine, { scope: 'openid' })
    expect((await userinfo(app, body.access_token)).status).toBe(401)
    const about = await introspect(app, machine, body.access_token)
    expect(about.body).toMatchObject({ active: true, client_id: machine.clientId })
    expect(about.body.sub).toBeUndefined()
  })
})

describe('its scope', () => {
  it('is what was asked for, and nothing when nothing was', async () => {
    const resource = await aResource(app, { scope: 'read write' })
    const machine = await aMachine({ resources: [resource] })
    expect((await ask(machine, { resource, scope: 'write read' })).body.scope.split(' ').sort()).toEqual([
      'read',
      'write',
    ])
    const { body } = await ask(machine, { resource })
    expect(body.scope).toBeUndefined()
    expect(decodeJwt(body.access_token)).not.toHaveProperty('scope')
  })

  it('is limited to what the client was registered for', async () => {
    const resource = await aResource(app, { scope: 'read write' })
    const machine = await aMachine({ resources: [resource], scope: 'read' })
    expect((await ask(machine, { resource, scope: 'read' })).body.scope).toBe('read')
    for (const scope of ['write', 'read write', 'unknown', 'read openid']) {
      const { status, body } = await ask(machine, { resource, scope })
      expect([scope, status, body.error]).toEqual([scope, 400, 'invalid_scope'])
    }
  })

  it('holds no OpenID scope for a client whose registration names only a resource’s scopes', async () => {
    const resource = await aResource(app, { scope: 'read write' })
    const machine = await aMachine({ resources: [resource], scope: 'read' })
    for (const scope of ['openid', 'profile', 'openid email', 'offline_access']) {
      expect((await ask(machine, { scope })).body.error).toBe('invalid_scope')
    }
    const none = await aMachine({ resources: [resource], scope: '' })
    expect((await ask(none, { scope: 'openid' })).body.error).toBe('invalid_scope')
    expect((await ask(none, { resource, scope: 'read' })).body.error).toBe('invalid_scope')
    expect((await ask(none, { resource })).status).toBe(200)
  })

  it('is never offline_access, since nobody is away', async () => {
    expect((await ask(await aMachine(), { scope: 'offline_access' })).body.error).toBe('invalid_scope')
  })

  it('of a resource needs the resource to be named, and says so', async () => {
    const resource = await aResource(app, { scope: 'read' })
    const machine = await aMachine({ resources: [resource] })
    const { status, body } = await ask(machine, { scope: 'read' })
    expect([status, body.error]).toEqual([400, 'invalid_scope'])
    expect(body.error_description).toContain('resource')
    expect(body.scope).toBe('read')
  })

  it('must be made of scope values', async () => {
    const machine = await aMachine()
    for (const scope of ['"', 'a\\b', 'ä', 'a\tb']) {
      expect([(await ask(machine, { scope })).status, scope]).toEqual([400, scope])
    }
  })
})

describe('its resource', () => {
  it('must be one that exists and that the client was registered for', async () => {
    const [own, other] = [await aResource(app), await aResource(app)]
    const machine = await aMachine({ resources: [own, 'https://gone.example.com/'] })
    for (const resource of [
      other,
      'https://gone.example.com/',
      'https://unknown.example.com/',
      'not a uri',
      `${own}#x`,
    ]) {
      const { status, body } = await ask(machine, { resource })
      expect([resource, status, body.error]).toEqual([resource, 400, 'invalid_target'])
    }
  })

  it('is one', async () => {
    const resources = [await aResource(app), await aResource(app)]
    const machine = await aMachine({ resources })
    const fields = new URLSearchParams({ grant_type: 'client_credentials' })
    for (const resource of resources) fields.append('resource', resource)
    const response = await fetch(`${app.issuer}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${machine.clientId}:${machine.secret}`)}` },
      body: fields,
    })
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_target' }])
  })

  it('follows the registration at once', async () => {
    const resource = await aResource(app)
    const machine = await aMachine()
    expect((await ask(machine, { resource })).body.error).toBe('invalid_target')
    await app.core.clients.update(machine.clientId, { resources: [resource] })
    expect((await ask(machine, { resource })).status).toBe(200)
    await app.core.resourceServers.update(resource, { scope: 'other', accessTokenTtlSeconds: 60 })
    expect((await ask(machine, { resource, scope: 'read' })).body.error).toBe('invalid_scope')
    expect((await ask(machine, { resource, scope: 'other' })).body.expires_in).toBe(60)
    await app.core.resourceServers.delete(resource)
    expect((await ask(machine, { resource })).body.error).toBe('invalid_target')
  })
})

describe('a grant type', () => {
  it('that the client does not have is unauthorized_client', async () => {
    const machine = await aMachine()
    const webApp = await aRelyingParty(app)
    const requests: [RelyingParty, Record<string, string>][] = [
      [webApp, { grant_type: 'client_credentials' }],
      [
        machine,
        { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://app.example.com/callback' },
      ],
      [machine, { grant_type: 'refresh_token', refresh_token: 'x' }],
    ]
    for (const [caller, fields] of requests) {
      const { status, body } = await requestToken(app, caller, fields)
      expect([status, body.error]).toEqual([400, 'unauthorized_client'])
    }
  })

  it('that nobody has is unsupported_grant_type, and none at all is invalid_request', async () => {
    const machine = await aMachine()
    for (const grant_type of ['password', 'implicit', 'urn:x', '__proto__']) {
      expect((await requestToken(app, machine, { grant_type })).body.error).toBe('unsupported_grant_type')
    }
    const { status, headers, body } = await requestToken(app, machine, {})
    expect([status, body.error]).toEqual([400, 'invalid_request'])
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('of an app that signs people in is refused at the authorization endpoint to one that does not', async () => {
    const machine = await aMachine()
    const query = new URLSearchParams({ client_id: machine.clientId, response_type: 'code', scope: 'openid' })
    const response = await fetch(`${app.issuer}/oauth/authorize?${query}`, { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'unauthorized_client' })
  })
})
