/** What makes a registration valid. */
import { beforeEach, describe, expect, it } from 'vitest'
import {
  CLIENT_AUTH_METHODS,
  type ClientInput,
  type Clients,
  createClients,
  GRANT_TYPES,
} from '#domain/clients'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { expectRefusal, refusal } from '../refusals.ts'

const CALLBACK = 'https://app.example.com/callback'
const PUBLIC_KEY = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'one' }

let clients: Clients

beforeEach(() => {
  clients = createClients({ store: openMemoryStores().clients, secrets: createSecrets(Buffer.alloc(32, 1)) })
})

async function register(input: Partial<ClientInput> = {}) {
  const { client } = await clients.register({ name: 'App', redirectUris: [CALLBACK], ...input })
  return client
}

describe('a registration', () => {
  it('needs a name and a redirect URI, and has a default for all else', async () => {
    expect(await register()).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      name: 'App',
      redirectUris: [CALLBACK],
      postLogoutRedirectUris: [],
      grantTypes: ['authorization_code', 'refresh_token'],
      scope: null,
      resources: [],
      authMethod: 'client_secret_basic',
      jwks: null,
      jwksUri: null,
      pkce: 'required',
      firstParty: false,
      applicationType: 'web',
      brand: {},
      secrets: [{ hash: expect.any(String), createdAt: expect.any(Number) }],
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
  })

  it('keeps each value once, and a name without the spaces around it', async () => {
    const input = {
      name: '  App  ',
      redirectUris: [CALLBACK, CALLBACK],
      postLogoutRedirectUris: [CALLBACK, CALLBACK],
      grantTypes: ['authorization_code', 'authorization_code'],
      scope: ' openid  email openid ',
      resources: ['urn:api', 'urn:api'],
    }
    expect(await register(input)).toMatchObject({
      name: 'App',
      redirectUris: [CALLBACK],
      postLogoutRedirectUris: [CALLBACK],
      grantTypes: ['authorization_code'],
      scope: 'openid email',
      resources: ['urn:api'],
    })
  })

  it('says what is wrong by the names of RFC 7591', async () => {
    const error = await refusal(register({ redirectUris: ['nowhere'] }))
    expect(error.message).toMatch(/^redirect_uris must be absolute URIs .*"nowhere"$/)
  })

  it('keeps nothing of what it refuses', async () => {
    await refusal(register({ pkce: 'sometimes' }))
    expect(await clients.list()).toEqual([])
  })
})

/** What is refused, and by which name it is told. */
const REFUSED: [what: string, field: string, input: Partial<ClientInput>][] = [
  ['no name', 'client_name', { name: ' ' }],
  ['a name too long to show', 'client_name', { name: 'a'.repeat(201) }],
  ['a name of two lines', 'client_name', { name: 'App\nYour bank' }],
  ['an unknown way to authenticate', 'token_endpoint_auth_method', { authMethod: 'client_secret_jwt' }],
  ['no grant', 'grant_types', { grantTypes: [] }],
  ['the implicit grant', 'grant_types', { grantTypes: ['authorization_code', 'implicit'] }],
  ['the password grant', 'grant_types', { grantTypes: ['password'], redirectUris: [] }],
  ['refresh tokens that nothing brings', 'grant_types', { grantTypes: ['refresh_token'], redirectUris: [] }],
  [
    'a secretless client in its own name',
    'grant_types',
    { grantTypes: ['client_credentials'], authMethod: 'none', redirectUris: [] },
  ],
  ['a code with nowhere to go', 'redirect_uris', { redirectUris: [] }],
  [
    'too many redirect URIs',
    'redirect_uris',
    { redirectUris: Array.from({ length: 101 }, (_, i) => `${CALLBACK}/${i}`) },
  ],
  ['a public client without PKCE', 'pkce', { authMethod: 'none', pkce: 'optional' }],
  ['PKCE now and then', 'pkce', { pkce: 'sometimes' }],
  ['a scope of other letters', 'scope', { scope: 'openid größe' }],
  ['a scope with a quote', 'scope', { scope: 'open"id' }],
  ['a scope with a backslash', 'scope', { scope: 'open\\id' }],
  ['a scope with a line break', 'scope', { scope: 'openid\nemail' }],
  ['a resource that is no URI', 'resource', { resources: ['api'] }],
  ['a resource with a fragment', 'resource', { resources: ['https://api.example.com/#part'] }],
  [
    'keys in two places',
    'jwks_uri',
    { jwks: { keys: [PUBLIC_KEY] }, jwksUri: 'https://app.example.com/jwks' },
  ],
  ['a signature without keys', 'jwks', { authMethod: 'private_key_jwt' }],
  ['a key set that is a text', 'jwks', { jwks: '{"keys":[]}' }],
  ['a key set of null', 'jwks', { jwks: null }],
  ['a key set without keys', 'jwks', { jwks: { keys: [] } }],
  ['a key that is no object', 'jwks', { jwks: { keys: ['key'] } }],
  ['a private key', 'jwks', { jwks: { keys: [PUBLIC_KEY, { ...PUBLIC_KEY, d: 'd' }] } }],
  ['a symmetric key', 'jwks', { jwks: { keys: [{ kty: 'oct', k: 'k' }] } }],
  ['a symmetric key that says otherwise', 'jwks', { jwks: { keys: [{ kty: 'EC', k: 'k' }] } }],
  ['keys by plain http', 'jwks_uri', { jwksUri: 'http://app.example.com/jwks' }],
  ['keys by something else', 'jwks_uri', { jwksUri: 'ftp://app.example.com/jwks' }],
  ['keys behind a password', 'jwks_uri', { jwksUri: 'https://a:b@app.example.com/jwks' }],
  ['keys at no URL', 'jwks_uri', { jwksUri: 'app.example.com' }],
]

describe('a registration is refused', () => {
  it.each(REFUSED)('for %s', async (_what, field, input) => {
    await expectRefusal(register(input), 'invalid', 'invalid_client_metadata', field)
  })

  it.each([
    ['no absolute URI', '/callback'],
    ['nothing', ''],
    ['no URI at all', 'not a uri'],
    ['a fragment', 'https://app.example.com/callback#part'],
    ['an empty fragment', 'https://app.example.com/callback#'],
    ['a space', 'https://app.example.com/call back'],
    ['a line break', 'https://app.example.com/\r\nSet-Cookie: a=b'],
    ['too long a text', `https://app.example.com/${'a'.repeat(2000)}`],
    ['plain http', 'http://app.example.com/callback'],
    ['plain http to a name that only begins like loopback', 'http://localhost.example.com/callback'],
    ['plain http to a name that only ends like loopback', 'http://my.localhost/callback'],
    ['plain http to a private address', 'http://192.168.0.1/callback'],
    ['a wildcard', 'https://*.example.com/callback'],
    ['a user name', 'https://app@example.com/callback'],
    ['a password', 'https://:secret@example.com/callback'],
    ['script', 'javascript:alert(1)'],
    ['script in other letters', 'JavaScript://app.example.com/%0aalert(1)'],
    ['data', 'data:text/html,hello'],
    ['a file', 'file:///etc/passwd'],
    ['a blob', 'blob:https://app.example.com/0'],
    ['a scheme that anybody could take', 'myapp:/callback'],
    ['a host without scheme', 'localhost:3000/callback'],
  ])('for a redirect URI with %s', async (_what, uri) => {
    const redirectUris = [CALLBACK, uri]
    await expectRefusal(register({ redirectUris }), 'invalid', 'invalid_client_metadata', 'redirect_uris')
    const bye = register({ postLogoutRedirectUris: [uri] })
    await expectRefusal(bye, 'invalid', 'invalid_client_metadata', 'post_logout_redirect_uris')
  })
})

describe('a registration is taken', () => {
  it.each([...CLIENT_AUTH_METHODS])('with %s', async (authMethod) => {
    const jwks = authMethod === 'private_key_jwt' ? { jwks: { keys: [PUBLIC_KEY] } } : {}
    expect((await register({ authMethod, ...jwks })).authMethod).toBe(authMethod)
  })

  it.each([...GRANT_TYPES])('with the grant %s', async (grantType) => {
    const grantTypes = grantType === 'refresh_token' ? ['authorization_code', grantType] : [grantType]
    expect((await register({ grantTypes })).grantTypes).toEqual(grantTypes)
  })

  it('without redirect URIs where no browser comes back', async () => {
    const client = await register({ grantTypes: ['client_credentials'], redirectUris: [] })
    expect(client.redirectUris).toEqual([])
  })

  it('without PKCE for a confidential client, since older ones send none', async () => {
    expect((await register({ pkce: 'optional' })).pkce).toBe('optional')
  })

  it.each(['https://app.example.com/jwks', 'http://localhost:9000/jwks'])(
    'with its keys at %s',
    async (jwksUri) => {
      expect(await register({ authMethod: 'private_key_jwt', jwksUri })).toMatchObject({
        jwksUri,
        jwks: null,
      })
    },
  )

  it.each([
    'http://localhost:9000/callback',
    'http://127.0.0.1/callback',
    'http://[::1]:9000/callback',
    'https://app.example.com/callback?tenant=one',
    'https://app.example.com',
  ])('with the redirect URI %s, letter by letter', async (uri) => {
    expect((await register({ redirectUris: [uri] })).redirectUris).toEqual([uri])
  })

  it('with the redirect URI of an app on a device', async () => {
    const client = await register({ authMethod: 'none', redirectUris: ['com.example.app:/callback'] })
    expect(client.redirectUris).toEqual(['com.example.app:/callback'])
  })
})

describe('a client is', () => {
  it.each([
    ['native', 'none', ['com.example.app:/callback']],
    ['native', 'none', ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback']],
    ['native', 'none', ['com.example.app:/callback', 'http://127.0.0.1/callback']],
    ['web', 'none', ['https://app.example.com/callback']],
    ['web', 'none', ['https://app.example.com/callback', 'http://127.0.0.1/callback']],
    ['web', 'client_secret_basic', ['http://127.0.0.1/callback']],
  ])('%s with %s and %j', async (applicationType, authMethod, redirectUris) => {
    expect(await register({ authMethod, redirectUris })).toMatchObject({ applicationType })
  })
})
