/** The life of a registration. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type ClientInput, type Clients, createClients } from '#domain/clients'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { expectRefusal } from '../refusals.ts'

const CALLBACK = 'https://app.example.com/callback'
const JWKS = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] }

let clients: Clients

beforeEach(() => {
  clients = createClients({ store: openMemoryStores().clients, secrets: createSecrets(Buffer.alloc(32, 1)) })
})

const register = (input: Partial<ClientInput> = {}) =>
  clients.register({ name: 'App', redirectUris: [CALLBACK], ...input })

describe('a client', () => {
  it('is found by its id, and by nothing else', async () => {
    const { client } = await register()
    expect(await clients.find(client.id)).toEqual(client)
    expect(await clients.get(client.id)).toEqual(client)
    expect(await clients.find('nobody')).toBeUndefined()
    await expectRefusal(clients.get('nobody'), 'not_found', 'no_such_client')
  })

  it('may be given its id and secret, once', async () => {
    const credentials = { id: 'demo', secret: 'a given secret' }
    const { client, secret } = await clients.register({ name: 'App', redirectUris: [CALLBACK] }, credentials)
    expect({ id: client.id, secret }).toEqual(credentials)
    expect(clients.isSecret(client, 'a given secret')).toBe(true)
    const again = clients.register({ name: 'App', redirectUris: [CALLBACK] }, credentials)
    await expectRefusal(again, 'conflict', 'client_exists')
  })

  it('is listed with all others, however many', async () => {
    for (let count = 0; count < 501; count += 1) await register({ name: `App ${count}`, authMethod: 'none' })
    const ids = (await clients.list()).map(({ id }) => id)
    expect(new Set(ids).size).toBe(501)
    expect(ids).toHaveLength(501)
  })

  it('is gone after it was deleted, once', async () => {
    const { client } = await register()
    await clients.delete(client.id)
    expect(await clients.find(client.id)).toBeUndefined()
    await expectRefusal(clients.delete(client.id), 'not_found', 'no_such_client')
  })
})

describe('a change', () => {
  it('leaves what it does not name', async () => {
    const { client } = await register({ scope: 'openid', resources: ['urn:api'], firstParty: true })
    const changed = await clients.update(client.id, { name: 'Renamed' })
    expect(changed.client).toEqual({ ...client, name: 'Renamed', updatedAt: expect.any(Number) })
    expect(changed.secret).toBeNull()
    expect(await clients.get(client.id)).toEqual(changed.client)
  })

  it('is checked together with what stays', async () => {
    const { client } = await register()
    const change = (input: Partial<ClientInput>) => clients.update(client.id, input)
    const code = 'invalid_client_metadata'
    await expectRefusal(change({ redirectUris: [] }), 'invalid', code, 'redirect_uris')
    await expectRefusal(change({ grantTypes: ['refresh_token'] }), 'invalid', code, 'grant_types')
    await expectRefusal(change({ authMethod: 'private_key_jwt' }), 'invalid', code, 'jwks')
    expect(await clients.get(client.id)).toEqual(client)
  })

  it('makes a web client native, and back', async () => {
    const { client } = await register({ authMethod: 'none' })
    const native = await clients.update(client.id, { redirectUris: ['com.example.app:/callback'] })
    expect(native.client.applicationType).toBe('native')
    const web = await clients.update(client.id, { redirectUris: [CALLBACK] })
    expect(web.client.applicationType).toBe('web')
  })

  it('takes the secrets of a client that needs none any more', async () => {
    const { client } = await register()
    const { client: changed, secret } = await clients.update(client.id, {
      authMethod: 'private_key_jwt',
      jwks: JWKS,
    })
    expect(changed.secrets).toEqual([])
    expect(secret).toBeNull()
  })

  it('brings a secret to a client that needs one from now on', async () => {
    const { client } = await register({ authMethod: 'none' })
    const { client: changed, secret } = await clients.update(client.id, { authMethod: 'client_secret_post' })
    expect(changed.secrets).toHaveLength(1)
    expect(clients.isSecret(changed, secret ?? '')).toBe(true)
  })

  it('from one secret method to another keeps the secret', async () => {
    const { client, secret } = await register()
    const { client: changed } = await clients.update(client.id, { authMethod: 'client_secret_post' })
    expect(clients.isSecret(changed, secret ?? '')).toBe(true)
  })

  it('of a client that is gone is refused', async () => {
    await expectRefusal(clients.update('nobody', { name: 'App' }), 'not_found', 'no_such_client')
    await expectRefusal(clients.rotateSecret('nobody'), 'not_found', 'no_such_client')
  })

  it('is lost by none of many at once', async () => {
    const { client } = await register()
    await Promise.all([
      clients.update(client.id, { name: 'Renamed' }),
      clients.update(client.id, { scope: 'openid' }),
      clients.rotateSecret(client.id),
    ])
    const after = await clients.get(client.id)
    expect(after).toMatchObject({ name: 'Renamed', scope: 'openid' })
    expect(after.secrets).toHaveLength(2)
  })
})
