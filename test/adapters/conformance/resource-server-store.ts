/** What every ResourceServerStore must do. */
import { describe, expect, test } from 'vitest'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aResourceServer, WEIRD_TEXTS } from './records.ts'

export function resourceServerStoreConformance(open: OpenStores): void {
  describe('a resource server store', () => {
    const stores = openForEach(open)
    const servers = () => stores().resourceServers

    test('finds a resource server exactly as it was created', async () => {
      const server = aResourceServer()
      await servers().create(server)
      expect(await servers().find(server.uri)).toEqual(server)
      expect(await servers().find('https://unknown.example.com')).toBeUndefined()
    })

    test('refuses a URI that is taken, and keeps the resource server that has it', async () => {
      const server = aResourceServer()
      await servers().create(server)
      await expect(servers().create({ ...server, scopes: [] })).rejects.toMatchObject({
        name: 'DomainError',
        kind: 'conflict',
        code: 'resource_exists',
      })
      expect(await servers().find(server.uri)).toEqual(server)
    })

    test('loses none of 50 parallel updates', async () => {
      const { uri } = aResourceServer()
      await servers().create(aResourceServer({ uri, accessTokenTtlSeconds: 0 }))
      await Promise.all(
        upTo(50).map(() =>
          servers().update(uri, (current) => ({
            ...current,
            accessTokenTtlSeconds: current.accessTokenTtlSeconds + 1,
          })),
        ),
      )
      expect((await servers().find(uri))?.accessTokenTtlSeconds).toBe(50)
    })

    test('answers an update with what was kept, or undefined when there is nothing to update', async () => {
      const server = aResourceServer()
      expect(await servers().update(server.uri, () => server)).toBeUndefined()
      expect(await servers().find(server.uri)).toBeUndefined()
      await servers().create(server)
      const updated = await servers().update(server.uri, (current) => ({ ...current, alg: 'EdDSA' }))
      expect(updated).toEqual({ ...server, alg: 'EdDSA' })
      expect(await servers().find(server.uri)).toEqual(updated)
    })

    test('keeps a resource server as it was when the change throws', async () => {
      const server = aResourceServer()
      await servers().create(server)
      const fault = new RangeError('no')
      const failing = servers().update(server.uri, () => {
        throw fault
      })
      await expect(failing).rejects.toBe(fault)
      expect(await servers().find(server.uri)).toEqual(server)
    })

    test('says of one caller that it deleted a resource server', async () => {
      const { uri } = aResourceServer()
      await servers().create(aResourceServer({ uri }))
      const results = await Promise.all(upTo(20).map(() => servers().delete(uri)))
      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await servers().find(uri)).toBeUndefined()
    })

    test('lists by URI, each once although some are added meanwhile', async () => {
      const inOrder = [
        'https://B',
        'https://a',
        'https://a/b',
        'https://c',
        'https://\u{ff5e}',
        'https://🗝',
      ].map((uri) => aResourceServer({ uri }))
      for (const server of inOrder.toReversed()) await servers().create(server)
      expect(await servers().list({ limit: 100 })).toEqual(inOrder)
      const first = await servers().list({ limit: 3 })
      await servers().create(aResourceServer({ uri: 'https://A' }))
      const second = await servers().list({ after: first.at(-1)?.uri ?? '', limit: 100 })
      expect([...first, ...second]).toEqual(inOrder)
      expect(await servers().list({ after: 'https://🗝', limit: 1 })).toEqual([])
    })

    test('keeps URIs apart whatever they contain', async () => {
      for (const uri of WEIRD_TEXTS) await servers().create(aResourceServer({ uri, scopes: [uri] }))
      for (const uri of WEIRD_TEXTS) {
        expect(await servers().find(uri)).toMatchObject({ uri, scopes: [uri] })
      }
    })

    test('is not changed by changing what went in or came out', async () => {
      const server = aResourceServer()
      const pristine = structuredClone(server)
      await servers().create(server)
      const updated = await servers().update(server.uri, (current) => current)
      for (const held of [server, await servers().find(server.uri), updated]) held?.scopes.push('x')
      for (const held of await servers().list({ limit: 1 })) held.scopes.pop()
      expect(await servers().find(server.uri)).toEqual(pristine)
    })
  })
}
