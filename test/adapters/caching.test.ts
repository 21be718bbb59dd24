import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client, ClientStore } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { cachedClientStore } from '../../adapters/caching/client-store.ts'
import { type ChangeCounter, freshByCounter } from '../../adapters/caching/freshness.ts'
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

describe('a store across the network, which counts changes', () => {
  /** A node on its own memory, over the same records as all others. */
  function nodesOn(clients: ClientStore, counter: ChangeCounter) {
    return cachedClientStore(clients, freshByCounter(counter))
  }

  function aCounter() {
    let value = 0
    const asked = { reads: 0, fails: false }
    const counter: ChangeCounter = {
      async read() {
        asked.reads += 1
        return value
      },
      async count() {
        if (asked.fails) throw new DomainError('unavailable', 'store_unavailable', 'away')
        value += 1
      },
    }
    return { counter, asked }
  }

  /** Milliseconds go by, as far as memories are concerned. */
  function later(ms: number): void {
    const now = performance.now() + ms
    vi.spyOn(performance, 'now').mockImplementation(() => now)
  }
  beforeEach(() => later(0))
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is asked for one number a second, whatever the number of records, until another node changes one', async () => {
    const { clients } = openMemoryStores()
    const { counter, asked } = aCounter()
    const [here, there] = [nodesOn(clients, counter), nodesOn(clients, counter)]
    const made = Array.from({ length: 20 }, () => aClient())
    for (const client of made) await clients.create(client)
    const found = vi.spyOn(clients, 'find')
    const readAll = () => Promise.all(made.map(({ id }) => here.find(id)))
    for (const _ of [1, 2, 3]) {
      await readAll()
      later(900)
    }
    expect([found.mock.calls.length, asked.reads]).toEqual([20, 3])
    const [first] = made as [Client]
    await there.update(first.id, (current) => ({ ...current, name: 'Renamed' }))
    later(900)
    expect((await here.find(first.id))?.name).toBe('Renamed')
    await there.delete(first.id)
    later(900)
    expect(await here.find(first.id)).toBeUndefined()
  })

  it('is believed for half a minute, for the sake of a change that nobody could count', async () => {
    const { clients } = openMemoryStores()
    const { counter, asked } = aCounter()
    const [here, there] = [nodesOn(clients, counter), nodesOn(clients, counter)]
    const client = aClient()
    await clients.create(client)
    await here.find(client.id)
    asked.fails = true
    expect(await there.update(client.id, (current) => ({ ...current, name: 'Renamed' }))).toBeDefined()
    later(29_000)
    expect((await here.find(client.id))?.name).toBe(client.name)
    later(1000)
    expect((await here.find(client.id))?.name).toBe('Renamed')
  })

  it('sees at once what it changed itself', async () => {
    const { clients } = openMemoryStores()
    const here = nodesOn(clients, aCounter().counter)
    const client = aClient()
    await clients.create(client)
    await here.find(client.id)
    await here.update(client.id, (current) => ({ ...current, name: 'Renamed' }))
    expect((await here.find(client.id))?.name).toBe('Renamed')
  })
})
