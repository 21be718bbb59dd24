/** Signing keys: which there are, which of them signs, and how they rest. */
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createSigningKeys,
  type KeyStore,
  KeysUnreadableError,
  SIGNING_ALGS,
  type SigningKeys,
} from '#domain/signing-keys'
import { createSecrets } from '#lib/secrets'
import { openMemoryStores } from '../../../adapters/memory/index.ts'
import { expectRefusal } from '../refusals.ts'

const HOUR_MS = 3_600_000

function keysIn(store: KeyStore, masterKey = Buffer.alloc(32, 1)): SigningKeys {
  return createSigningKeys({ store, secrets: createSecrets(masterKey), usualLeadSeconds: 3600 })
}

/** Making RSA keys takes its time, so the tests begin with copies of one set. */
let firstKeys: Awaited<ReturnType<KeyStore['list']>>
let store: KeyStore
let keys: SigningKeys

beforeAll(async () => {
  const made = openMemoryStores().keys
  await keysIn(made).ensure()
  firstKeys = await made.list()
})

beforeEach(async () => {
  store = openMemoryStores().keys
  await store.addFirst(firstKeys)
  keys = keysIn(store)
})

afterEach(() => {
  vi.useRealTimers()
})

function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

/** The id of the key that signs with this algorithm. */
async function signing(alg: string): Promise<string | undefined> {
  const opened = await keys.openAll()
  return opened.find((key) => key.alg === alg)?.kid
}

describe('the first keys', () => {
  it('are one for each algorithm, and sign at once', async () => {
    const listed = await keys.list()
    expect(listed.map(({ alg }) => alg).sort()).toEqual([...SIGNING_ALGS].sort())
    for (const key of listed) expect(key).toMatchObject({ status: 'current', retiresAt: null })
    expect(new Set(listed.map(({ kid }) => kid)).size).toBe(SIGNING_ALGS.length)
  })

  it('are made once, and then left alone', async () => {
    await keys.ensure()
    expect(await store.list()).toEqual(firstKeys)
  })

  it('are one set, however many nodes start at once', async () => {
    const shared = openMemoryStores().keys
    const nodes = Array.from({ length: 3 }, () => keysIn(shared))
    await Promise.all(nodes.map((node) => node.ensure()))
    const seen = await Promise.all(nodes.map((node) => node.openAll()))
    expect(seen[0]).toHaveLength(SIGNING_ALGS.length)
    expect(seen).toEqual([seen[0], seen[0], seen[0]])
  })

  it('are those that were kept elsewhere before, which then are not there any more', async () => {
    const now = openMemoryStores().keys
    const moved = createSigningKeys({
      store: now,
      before: store,
      secrets: createSecrets(Buffer.alloc(32, 1)),
      usualLeadSeconds: 3600,
    })
    for (const _ of [1, 2]) {
      await moved.ensure()
      expect([await now.list(), await store.list()]).toEqual([firstKeys, []])
    }
  })

  it('leave alone what is kept elsewhere, where there are others already', async () => {
    const others = openMemoryStores().keys
    await keysIn(others).ensure()
    const secrets = createSecrets(Buffer.alloc(32, 1))
    await createSigningKeys({ store: others, before: store, secrets, usualLeadSeconds: 3600 }).ensure()
    expect(await store.list()).toEqual(firstKeys)
  })

  it('can be used for what they say, and are named by their thumbprint', async () => {
    for (const jwk of await keys.openAll()) {
      expect(jwk.use).toBe('sig')
      expect(await importJWK(jwk, jwk.alg)).toMatchObject({ type: 'private' })
      expect(await calculateJwkThumbprint(jwk)).toBe(jwk.kid)
    }
  })
})

describe('the private part', () => {
  const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

  it('is nowhere in the store in clear', async () => {
    const stored = JSON.stringify(await store.list())
    const decoded = (await store.list()).map(({ encryptedJwk }) =>
      Buffer.from(encryptedJwk, 'base64url').toString('latin1'),
    )
    for (const jwk of await keys.openAll()) {
      const parts = PRIVATE_MEMBERS.map((member) => (jwk as JWK)[member]).filter((part) => part !== undefined)
      expect(parts.length).toBeGreaterThan(0)
      for (const part of parts) expect([stored, ...decoded].join()).not.toContain(part)
    }
  })

  it('is not told to operators', async () => {
    for (const key of await keys.list()) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'kid', 'retiresAt', 'signsAt', 'status'])
    }
  })

  it('opens with no other master key', async () => {
    const stranger = keysIn(store, Buffer.alloc(32, 2))
    await expect(stranger.openAll()).rejects.toThrow(KeysUnreadableError)
    await expect(stranger.openAll()).rejects.toThrow(/signing key \S+ was encrypted with another master key/)
    await stranger.ensure()
    expect(await store.list()).toEqual(firstKeys)
  })

  it('opens under no other name, so that keys cannot be swapped in the store', async () => {
    const [first, second] = firstKeys
    const swapped = openMemoryStores().keys
    await swapped.addFirst(
      firstKeys.map((key) => (key === first ? { ...key, encryptedJwk: second?.encryptedJwk ?? '' } : key)),
    )
    await expect(keysIn(swapped).openAll()).rejects.toThrow(KeysUnreadableError)
  })
})

describe('a rotation', () => {
  it('publishes a new key for each algorithm, which signs after the lead', async () => {
    const before = await signing('ES256')
    await keys.rotate(3600)
    expect((await keys.list()).filter(({ status }) => status === 'upcoming')).toHaveLength(
      SIGNING_ALGS.length,
    )
    expect(await keys.openAll()).toHaveLength(2 * SIGNING_ALGS.length)
    expect(await signing('ES256')).toBe(before)

    later(HOUR_MS + 1000)
    const after = await signing('ES256')
    expect(after).not.toBe(before)
    const listed = await keys.list()
    expect(listed.find(({ kid }) => kid === after)?.status).toBe('current')
    expect(listed.find(({ kid }) => kid === before)?.status).toBe('retiring')
  })

  it('lists the keys that sign first, then those that will, then those that did', async () => {
    await keys.rotate(3600)
    later(HOUR_MS + 1000)
    await keys.rotate(3600)
    const status = new Map((await keys.list()).map((key) => [key.kid, key.status]))
    const order = (await keys.openAll()).map(({ kid = '' }) => status.get(kid))
    expect(order).toEqual([
      ...Array(4).fill('current'),
      ...Array(4).fill('upcoming'),
      ...Array(4).fill('retiring'),
    ])
  })

  it('keeps the old keys published until the last token that they signed has expired', async () => {
    const [before] = firstKeys
    await keys.rotate(3600)
    later(HOUR_MS + 24 * HOUR_MS)
    expect((await keys.list()).map(({ kid }) => kid)).toContain(before?.kid)
    later(2 * HOUR_MS)
    expect((await keys.list()).map(({ kid }) => kid)).not.toContain(before?.kid)
    expect(await keys.openAll()).toHaveLength(SIGNING_ALGS.length)
  })

  it('forgets what is gone, and nothing that is still published', async () => {
    await keys.rotate(3600)
    later(27 * HOUR_MS)
    const published = (await keys.list()).map(({ kid }) => kid)
    await keys.rotate(3600)
    const stored = (await store.list()).map(({ kid }) => kid)
    expect(stored).toEqual(expect.arrayContaining(published))
    expect(stored).toHaveLength(2 * SIGNING_ALGS.length)
    for (const { kid } of firstKeys) expect(stored).not.toContain(kid)
  })

  it('takes the usual lead where none is named, and none that makes no sense', async () => {
    const upcoming = (await keys.rotate()).find(({ status }) => status === 'upcoming')
    expect(upcoming?.signsAt).toBeGreaterThan(Date.now() + HOUR_MS - 60_000)
    expect(upcoming?.signsAt).toBeLessThanOrEqual(Date.now() + HOUR_MS)
    for (const lead of [Number.NaN, Number.POSITIVE_INFINITY, 30 * 24 * 3600 + 1]) {
      await expectRefusal(keys.rotate(lead), 'invalid', 'invalid_input', 'lead')
    }
  })

  it('leaves every node the time to publish a key before it signs', async () => {
    await keys.rotate(0)
    expect((await keys.list()).filter(({ status }) => status === 'upcoming')).toHaveLength(
      SIGNING_ALGS.length,
    )
  })
})

describe('retiring a key', () => {
  it('takes it out at once', async () => {
    await keys.rotate(3600)
    later(HOUR_MS + 1000)
    const [old] = firstKeys
    expect(await keys.retire(old?.kid ?? '')).toMatchObject({ kid: old?.kid, status: 'gone' })
    expect((await keys.openAll()).map(({ kid }) => kid)).not.toContain(old?.kid)
    await expectRefusal(keys.retire(old?.kid ?? ''), 'not_found', 'no_such_key')
  })

  it('is refused for one that signs, and for one that nobody knows', async () => {
    await expectRefusal(keys.retire(firstKeys[0]?.kid ?? ''), 'conflict', 'last_key')
    await expectRefusal(keys.retire('nothing'), 'not_found', 'no_such_key')
    expect(await keys.list()).toHaveLength(SIGNING_ALGS.length)
  })

  it('that was to sign leaves the one that signs in its place', async () => {
    const before = await signing('RS256')
    const upcoming = (await keys.rotate(3600)).find(
      ({ alg, status }) => alg === 'RS256' && status === 'upcoming',
    )
    await keys.retire(upcoming?.kid ?? '')
    later(48 * HOUR_MS)
    expect(await signing('RS256')).toBe(before)
  })
})
