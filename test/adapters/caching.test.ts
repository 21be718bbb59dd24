import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cachedClientStore } from '../../adapters/caching/client-store.ts'
import { freshByAge } from '../../adapters/caching/freshness.ts'
import { type OpenStores, openStores } from '../../adapters/index.ts'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import { aClient } from './conformance/records.ts'

/** Whether another process wrote is asked once in a turn of the event loop. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('two processes on one embedded database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  let here: OpenStores
  let there: OpenStores

  beforeAll(async () => {
    const settings = { dataDir, mongodbUri: null, redisUrl: null }
    here = await openStores(settings)
    there = await openStores(settings)
  })
  afterAll(async () => {
    await Promise.all([here.close(), there.close()])
    rmSync(dataDir, { recursive: true })
  })

  it('remember a client as one object, which nobody can change', async () => {
    const client = aClient()
    await here.clients.create(client)
    const first = await here.clients.find(client.id)
    expect(await here.clients.find(client.id)).toBe(first)
    expect(() => first?.redirectUris.push('https://attacker.example/')).toThrow(TypeError)
  })

  it('keep the object when others have written, but not this client', async () => {
    const client = aClient()
    await here.clients.create(client)
    const first = await here.clients.find(client.id)
    await there.clients.create(aClient())
    await nextTurn()
    expect(await here.clients.find(client.id)).toBe(first)
  })

  it('see what the other changed or deleted', async () => {
    const client = aClient()
    await here.clients.create(client)
    await here.clients.find(client.id)
    await there.clients.update(client.id, (current) => ({ ...current, name: 'Renamed' }))
    await nextTurn()
    expect((await here.clients.find(client.id))?.name).toBe('Renamed')
    await there.clients.delete(client.id)
    await nextTurn()
    expect(await here.clients.find(client.id)).toBeUndefined()
  })

  it('see at once what they changed themselves', async () => {
    const client = aClient()
    await here.clients.create(client)
    await here.clients.find(client.id)
    await here.clients.update(client.id, (current) => ({ ...current, name: 'Renamed' }))
    expect((await here.clients.find(client.id))?.name).toBe('Renamed')
    await here.clients.delete(client.id)
    expect(await here.clients.find(client.id)).toBeUndefined()
  })
})

describe('a store that does not tell of changes', () => {
  it('is asked again within a second', async () => {
    const { clients } = openMemoryStores()
    const remembered = cachedClientStore(clients, freshByAge())
    const client = aClient()
    await clients.create(client)
    await remembered.find(client.id)
    await clients.delete(client.id)
    expect(await remembered.find(client.id)).toBeDefined()
    await sleep(1000)
    expect(await remembered.find(client.id)).toBeUndefined()
  })
})
