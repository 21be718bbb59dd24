/** gatehouse client …, as its user has it. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandLine, type Json, openCommandLine } from './command-line.ts'

const REDIRECT = ['--redirect-uri', 'https://app.example.com/cb']

let line: CommandLine
beforeAll(async () => {
  line = await openCommandLine()
})
afterAll(() => line.remove())

function create(...args: string[]): Promise<Json> {
  return line.json(['client', 'create', '--name', 'App', ...args])
}

describe('the life of a client', () => {
  let made: Json & { client_id: string; client_secret: string }

  test('begins with one secret and the defaults', async () => {
    made = await line.json(['client', 'create', '--name', 'My app', ...REDIRECT])
    expect(made).toEqual({
      client_id: expect.stringMatching(/^[\w-]{22}$/),
      client_secret: expect.stringMatching(/^gcs_[\w-]{43}$/),
      client_secret_expires_at: 0,
      client_id_issued_at: expect.any(Number),
      client_name: 'My app',
      redirect_uris: ['https://app.example.com/cb'],
      post_logout_redirect_uris: [],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'web',
      resources: [],
      pkce: 'required',
      first_party: false,
      active_secrets: 1,
    })
    expect(Math.abs(Number(made.client_id_issued_at) - Date.now() / 1000)).toBeLessThan(60)
  })

  test('shows it again, without its secret', async () => {
    const { client_secret, client_secret_expires_at, ...rest } = made
    expect(await line.json(['client', 'show', made.client_id])).toEqual(rest)
    expect(await line.json(['client', 'list'])).toEqual([rest])
  })

  test('changes what is named and nothing else; a list is replaced', async () => {
    const updated = await line.json([
      ...['client', 'update', made.client_id, '--name', 'New name', '--first-party', '--pkce', 'optional'],
      ...['--redirect-uri', 'https://a.example/1', '--redirect-uri', 'https://a.example/2'],
      ...['--scope', 'openid email', '--resource', 'https://api.example', '--grant', 'authorization_code'],
    ])
    const { client_secret, client_secret_expires_at, ...before } = made
    expect(updated).toEqual({
      ...before,
      client_name: 'New name',
      redirect_uris: ['https://a.example/1', 'https://a.example/2'],
      grant_types: ['authorization_code'],
      scope: 'openid email',
      resources: ['https://api.example'],
      pkce: 'optional',
      first_party: true,
    })
    expect(
      await line.json(['client', 'update', made.client_id, '--no-first-party', '--resource', '']),
    ).toMatchObject({ client_name: 'New name', first_party: false, resources: [] })
  })

  test('has two active secrets after a rotation; the next drops the oldest', async () => {
    const rotate = () => line.json<typeof made>(['client', 'rotate-secret', made.client_id])
    const second = await rotate()
    expect(second).toMatchObject({
      client_id: made.client_id,
      client_secret_expires_at: 0,
      active_secrets: 2,
    })
    const third = await rotate()
    expect(third.active_secrets).toBe(2)
    const core = await line.openCore()
    try {
      const client = await core.clients.get(made.client_id)
      const works = [made, second, third].map(({ client_secret }) =>
        core.clients.isSecret(client, client_secret),
      )
      expect(works).toEqual([false, true, true])
    } finally {
      await core.close()
    }
  })

  test('ends with its deletion, once', async () => {
    expect(await line.json(['client', 'delete', made.client_id])).toEqual({ deleted: made.client_id })
    for (const command of ['show', 'update', 'rotate-secret', 'delete']) {
      expect(await line.refused(['client', command, made.client_id])).toContain('There is no client')
    }
    expect(await line.json(['client', 'list'])).toEqual([])
  })
})

describe('kinds of clients', () => {
  test('a public client has no secret, and an app on a device is native', async () => {
    const client = await create('--public', '--redirect-uri', 'http://127.0.0.1/cb')
    expect(client).toMatchObject({
      token_endpoint_auth_method: 'none',
      application_type: 'native',
      active_secrets: 0,
    })
    expect(client).not.toHaveProperty('client_secret')
    expect(await line.refused(['client', 'rotate-secret', String(client.client_id)])).toContain(
      'without a secret',
    )
  })

  test('a public client that becomes confidential gets a secret', async () => {
    const { client_id } = await create('--public', ...REDIRECT)
    const updated = await line.json([
      'client',
      'update',
      String(client_id),
      '--auth-method',
      'client_secret_post',
    ])
    expect(updated).toMatchObject({ client_secret: expect.stringMatching(/^gcs_/), active_secrets: 1 })
  })

  test('a machine needs no redirect URI', async () => {
    expect(await create('--grant', 'client_credentials')).toMatchObject({
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    })
  })

  test('keys by value and keys by reference take each other’s place', async () => {
    const jwks = { keys: [generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })] }
    const file = await line.file('public.json', JSON.stringify(jwks))
    const made = await create(...REDIRECT, '--auth-method', 'private_key_jwt', '--jwks-file', file)
    expect(made).toMatchObject({ jwks, token_endpoint_auth_method: 'private_key_jwt' })
    expect(made).not.toHaveProperty('client_secret')
    const uri = 'https://app.example.com/jwks'
    const updated = await line.json(['client', 'update', String(made.client_id), '--jwks-uri', uri])
    expect(updated).toMatchObject({ jwks_uri: uri })
    expect(updated).not.toHaveProperty('jwks')
    const back = await line.json(['client', 'update', String(made.client_id), '--jwks-file', file])
    expect(back).toMatchObject({ jwks })
    expect(back).not.toHaveProperty('jwks_uri')
  })

  test('a resource that does not exist yet is noted beside the result', async () => {
    const args = [
      'client',
      'create',
      '--name',
      'App',
      ...REDIRECT,
      '--resource',
      'https://later.example',
      '--json',
    ]
    const { code, stdout, stderr } = await line.run(args)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ resources: ['https://later.example'] })
    expect(stderr).toMatch(/no resource https:\/\/later\.example yet/)
    await line.json(['resource', 'create', '--uri', 'https://later.example', '--scope', 'read'])
    expect((await line.run(args)).stderr).toBe('')
  })

  test('people are told that the secret is shown once; scripts are not', async () => {
    const args = ['client', 'create', '--name', 'App', ...REDIRECT]
    const forPeople = await line.run(args)
    expect(forPeople.stdout).toMatch(/^client_secret +gcs_[\w-]{43}$/m)
    expect(forPeople.stderr).toMatch(/shown this once/)
    expect(forPeople.stderr).not.toContain('gcs_')
    expect((await line.run([...args, '--json'])).stderr).toBe('')
  })
})
