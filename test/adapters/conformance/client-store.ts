/** What every ClientStore must do. */
import { describe, expect, test } from 'vitest'
import type { Client, ClientId } from '../../../src/domain/clients/client-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aClient, WEIRD_TEXTS } from './records.ts'

export function clientStoreConformance(open: OpenStores): void {
  describe('a client store', () => {
    const stores = openForEach(open)
    const clients = () => stores().clients

    test('finds a client exactly as it was created', async () => {
      const client = aClient({ jwks: { keys: [{ kty: 'EC', nested: { deep: [1, null, true] } }] } })
      await clients().create(client)
      expect(await clients().find(client.id)).toEqual(client)
      expect(await clients().find('unknown' as ClientId)).toBeUndefined()
    })

    test('refuses an id that is taken, and keeps the client that has it', async () => {
      const client = aClient()
      await clients().create(client)
      await expect(clients().create({ ...client, name: 'Impostor' })).rejects.toMatchObject({
        name: 'DomainError',
        kind: 'conflict',
        code: 'client_exists',
      })
      expect(await clients().find(client.id)).toEqual(client)
    })

    test('tells ids apart by letter case', async () => {
      await clients().create(aClient({ id: 'App', name: 'upper' }))
      await clients().create(aClient({ id: 'app', name: 'lower' }))
      expect(await clients().find('App' as ClientId)).toMatchObject({ name: 'upper' })
    })

    test('creates one client out of 50 parallel calls with one id', async () => {
      const results = await Promise.allSettled(upTo(50).map(() => clients().create(aClient({ id: 'one' }))))
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    })

    test('loses none of 50 parallel updates', async () => {
      const { id } = aClient()
      await clients().create(aClient({ id, resources: [] }))
      await Promise.all(
        upTo(50).map((n) =>
          clients().update(id, (current) => ({ ...current, resources: [...current.resources, `r${n}`] })),
        ),
      )
      const resources = (await clients().find(id))?.resources
      expect(resources?.toSorted()).toEqual(
        upTo(50)
          .map((n) => `r${n}`)
          .toSorted(),
      )
    })

    test('answers an update with the client as it was kept', async () => {
      const client = aClient()
      await clients().create(client)
      const updated = await clients().update(client.id, (current) => ({ ...current, name: 'New' }))
      expect(updated).toEqual({ ...client, name: 'New' })
      expect(await clients().find(client.id)).toEqual(updated)
    })

    test('answers undefined, and creates nothing, when the client to update is gone', async () => {
      const client = aClient()
      expect(await clients().update(client.id, () => client)).toBeUndefined()
      expect(await clients().find(client.id)).toBeUndefined()
    })

    test('keeps a client as it was, and goes on, when the change throws', async () => {
      const client = aClient()
      await clients().create(client)
      const fault = new RangeError('two secrets are the most')
      const failing = clients().update(client.id, (current) => {
        current.name = 'Half done'
        throw fault
      })
      await expect(failing).rejects.toBe(fault)
      expect(await clients().find(client.id)).toEqual(client)
      expect(await clients().update(client.id, (current) => ({ ...current, name: 'New' }))).toMatchObject({
        name: 'New',
      })
    })

    test('says of one caller that it deleted a client', async () => {
      const { id } = aClient()
      await clients().create(aClient({ id }))
      const results = await Promise.all(upTo(20).map(() => clients().delete(id)))
      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await clients().find(id)).toBeUndefined()
      expect(await clients().delete(id)).toBe(false)
      await expect(clients().create(aClient({ id }))).resolves.toBeUndefined()
    })

    test('lists by age, then id', async () => {
      const inOrder = [
        aClient({ id: 'z', createdAt: 1 }),
        aClient({ id: 'B', createdAt: 2 }),
        aClient({ id: 'a', createdAt: 2 }),
        aClient({ id: 'a.b', createdAt: 2 }),
        aClient({ id: 'A', createdAt: 10 }),
      ]
      for (const client of inOrder.toReversed()) await clients().create(client)
      expect(await clients().list({ limit: 100 })).toEqual(inOrder)
      expect(await clients().list({ limit: 2 })).toEqual(inOrder.slice(0, 2))
      expect(await clients().list({ after: inOrder[1] as Client, limit: 2 })).toEqual(inOrder.slice(2, 4))
    })

    test('lists the clients of one project', async () => {
      const tenancy = { tenantId: 'tn_a', projectId: 'p' }
      const inOrder = upTo(3).map((n) => aClient({ id: `c${n}`, createdAt: n, tenancy }))
      const others = [
        aClient({ createdAt: 2 }),
        aClient({ createdAt: 2, tenancy: { tenantId: 'tn_a', projectId: 'q' } }),
      ]
      for (const client of [...others, ...inOrder]) await clients().create(client)
      expect(await clients().list({ projectId: 'p', limit: 10 })).toEqual(inOrder)
      const after = inOrder[0] as Client
      expect(await clients().list({ projectId: 'p', after, limit: 1 })).toEqual([inOrder[1]])
      expect(await clients().list({ limit: 10 })).toHaveLength(5)
    })

    test('lists each client once although clients are added meanwhile', async () => {
      const created = upTo(6).map((n) => aClient({ id: `c${n}`, createdAt: n * 10 }))
      for (const client of created) await clients().create(client)
      const first = await clients().list({ limit: 3 })
      await clients().create(aClient({ id: 'before', createdAt: 1 }))
      const late = aClient({ id: 'after', createdAt: 100 })
      await clients().create(late)
      const last = first.at(-1) as Client
      const second = await clients().list({ after: last, limit: 10 })
      expect([...first, ...second]).toEqual([...created, late])
    })

    test('goes on after the last client of a page although that one is deleted meanwhile', async () => {
      const tenancy = { tenantId: 'tn_a', projectId: 'p' }
      const created = upTo(4).map((n) => aClient({ id: `c${n}`, createdAt: Math.ceil(n / 2), tenancy }))
      for (const client of created) await clients().create(client)
      for (const of of [{}, { projectId: 'p' }]) {
        const [, last] = await clients().list({ ...of, limit: 2 })
        await clients().delete(last?.id as ClientId)
        const next = await clients().list({ ...of, after: last as Client, limit: 10 })
        expect(next).toEqual(created.slice(created.findIndex(({ id }) => id === last?.id) + 1))
      }
    })

    test('keeps ids apart whatever they contain', async () => {
      for (const id of WEIRD_TEXTS) await clients().create(aClient({ id, name: `of ${id}` }))
      for (const id of WEIRD_TEXTS) {
        expect(await clients().find(id as ClientId)).toMatchObject({ id, name: `of ${id}` })
      }
      expect(await clients().list({ limit: 100 })).toHaveLength(WEIRD_TEXTS.length)
    })

    test('is not changed by changing what went in or came out', async () => {
      const client = aClient()
      const pristine = structuredClone(client)
      await clients().create(client)
      const updated = await clients().update(client.id, (current) => current)
      for (const held of [client, await clients().find(client.id), updated]) held?.redirectUris.push('x')
      for (const held of await clients().list({ limit: 1 })) held.secrets.pop()
      expect(await clients().find(client.id)).toEqual(pristine)
    })
  })
}
