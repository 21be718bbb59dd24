/** The APIs that accept our access tokens: what makes one valid. */
import { beforeEach, describe, expect, it } from 'vitest'
import { ACCESS_TOKEN_ALGS, createResourceServers, type ResourceServers } from '#domain/resource-servers'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { expectRefusal } from '../refusals.ts'

const URI = 'https://api.example.com/v1'

let servers: ResourceServers

beforeEach(() => {
  servers = createResourceServers(openMemoryStores().resourceServers)
})

describe('a resource server', () => {
  it('needs a URI, and has a default for all else', async () => {
    expect(await servers.create({ uri: URI })).toEqual({
      uri: URI,
      scopes: [],
      alg: 'ES256',
      accessTokenTtlSeconds: 3600,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
  })

  it.each([URI, 'urn:example:api', 'https://api.example.com/?version=1', 'api://orders'])(
    'is named by an absolute URI, letter by letter: %s',
    async (uri) => {
      await servers.create({ uri })
      expect((await servers.get(uri)).uri).toBe(uri)
    },
  )

  it.each([
    '',
    'api',
    '/v1',
    'https://api.example.com/#',
    'https://api.example.com/#part',
    `${URI}\n`,
    `${URI} `,
  ])('is not named by %j', async (uri) =>
    expectRefusal(servers.create({ uri }), 'invalid', 'invalid_input', 'uri'),
  )

  it('is there once', async () => {
    await servers.create({ uri: URI })
    await expectRefusal(servers.create({ uri: URI }), 'conflict', 'resource_exists')
  })

  it('knows each of its scopes once', async () => {
    expect((await servers.create({ uri: URI, scope: ' read  write read ' })).scopes).toEqual([
      'read',
      'write',
    ])
  })

  it.each(['rëad', 'a"b', 'a\\b', 'a\tb', 'a\nb'])('has no scope %j', async (scope) => {
    await expectRefusal(servers.create({ uri: URI, scope }), 'invalid', 'invalid_input', 'scope')
  })

  it.each([...ACCESS_TOKEN_ALGS])('may have its tokens signed with %s', async (alg) => {
    expect((await servers.create({ uri: URI, alg })).alg).toBe(alg)
  })

  it.each(['none', 'HS256', 'es256', ''])('may not have its tokens signed with %j', async (alg) => {
    await expectRefusal(servers.create({ uri: URI, alg }), 'invalid', 'invalid_input', 'alg')
  })

  it.each([1, 86_400])('may have tokens that live for %i seconds', async (accessTokenTtlSeconds) => {
    expect(await servers.create({ uri: URI, accessTokenTtlSeconds })).toMatchObject({ accessTokenTtlSeconds })
  })

  it.each([0, -1, 0.5, 86_401, Number.NaN, Number.POSITIVE_INFINITY])(
    'may not have tokens that live for %d seconds',
    async (accessTokenTtlSeconds) =>
      expectRefusal(servers.create({ uri: URI, accessTokenTtlSeconds }), 'invalid', 'invalid_input', 'ttl'),
  )
})

describe('the resource servers', () => {
  it('are found by their URI alone', async () => {
    await servers.create({ uri: URI })
    expect(await servers.find(URI)).toMatchObject({ uri: URI })
    expect(await servers.find(`${URI}/`)).toBeUndefined()
    await expectRefusal(servers.get(`${URI}/`), 'not_found', 'no_such_resource')
  })

  it('are changed in what a change names', async () => {
    const before = await servers.create({ uri: URI, scope: 'read' })
    const after = await servers.update(URI, { alg: 'RS256', accessTokenTtlSeconds: 60 })
    expect(after).toEqual({
      ...before,
      alg: 'RS256',
      accessTokenTtlSeconds: 60,
      updatedAt: expect.any(Number),
    })
    expect((await servers.update(URI, { scope: '' })).scopes).toEqual([])
    await expectRefusal(servers.update(URI, { alg: 'none' }), 'invalid', 'invalid_input', 'alg')
    await expectRefusal(servers.update('urn:other', { scope: 'read' }), 'not_found', 'no_such_resource')
  })

  it('are gone after they were deleted, once', async () => {
    await servers.create({ uri: URI })
    await servers.delete(URI)
    expect(await servers.find(URI)).toBeUndefined()
    await expectRefusal(servers.delete(URI), 'not_found', 'no_such_resource')
  })

  it('are listed by URI, however many', async () => {
    for (let count = 0; count < 501; count += 1) await servers.create({ uri: `urn:api:${count}` })
    const uris = (await servers.list()).map(({ uri }) => uri)
    expect(uris).toHaveLength(501)
    expect(uris).toEqual([...new Set(uris)].sort())
  })
})
