/** Two nodes that remember people, on one store of accounts and one of stamps. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stampedAccountStore } from '../../adapters/caching/stamped-account-store.ts'
import { openMemoryStores } from '../../adapters/memory/index.ts'
import type { Account, AccountStore } from '../../src/domain/accounts/account-store.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { ArtifactStore } from '../../src/oidc/artifact-store.ts'
import { aNewAccount } from './conformance/records.ts'

const away = () => new DomainError('unavailable', 'store_unavailable', 'the store is away')

let accounts: AccountStore
let stamps: ArtifactStore
let here: AccountStore
let there: AccountStore
let account: Account
let reads: number
/** What the store of stamps refuses at present. */
let refused: Set<keyof ArtifactStore>
/** Runs before a change is made. */
let beforeChange: () => Promise<unknown>

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const stores = openMemoryStores()
  reads = 0
  refused = new Set()
  beforeChange = async () => {}
  accounts = {
    ...stores.accounts,
    findById(id) {
      reads += 1
      return stores.accounts.findById(id)
    },
    async update(...change) {
      await beforeChange()
      return stores.accounts.update(...change)
    },
  }
  stamps = new Proxy(stores.artifacts, {
    get: (target, name: keyof ArtifactStore) =>
      refused.has(name) ? () => Promise.reject(away()) : target[name].bind(target),
  })
  here = stampedAccountStore(accounts, stamps)
  there = stampedAccountStore(accounts, stamps)
  account = await accounts.create(aNewAccount())
})

afterEach(() => {
  vi.useRealTimers()
})

const disabledAt = async (node: AccountStore) => (await node.findSubject(account.id))?.disabledAt
const disable = (node: AccountStore) => node.update(account.id, { disabledAt: 5, updatedAt: 5 })

/** Until both remember. */
async function learn(): Promise<void> {
  for (const node of [here, here, there, there]) await node.findSubject(account.id)
  reads = 0
}

describe('nodes that remember people', () => {
  it('read an account once', async () => {
    await learn()
    expect(await here.findSubject(account.id)).toBe(await here.findSubject(account.id))
    await there.findSubject(account.id)
    expect(reads).toBe(0)
  })

  it('remember no hash of a password, and nothing that somebody who asked could change', async () => {
    await learn()
    const subject = await here.findSubject(account.id)
    expect(subject).not.toHaveProperty('passwordHash')
    expect(subject).not.toHaveProperty('lastLoginAt')
    expect(() => Object.assign(subject?.claims ?? {}, { name: 'Mallory' })).toThrow(TypeError)
  })

  it('see at once what either changes or removes', async () => {
    await learn()
    await disable(there)
    expect(await disabledAt(here)).toBe(5)
    expect(await disabledAt(there)).toBe(5)
    await learn()
    await here.remove(account.id)
    expect(await here.findSubject(account.id)).toBeUndefined()
    expect(await there.findSubject(account.id)).toBeUndefined()
  })

  it('go on remembering when somebody merely signs in', async () => {
    await learn()
    await there.update(account.id, { lastLoginAt: 7, passwordHash: 'of better parameters' })
    await here.findSubject(account.id)
    expect(reads).toBe(0)
  })

  it('keep nothing that they read while a change went on', async () => {
    await learn()
    beforeChange = async () => {
      await learn()
      beforeChange = async () => {}
    }
    await disable(there)
    expect(await disabledAt(here)).toBe(5)
  })

  it('remember nobody while it is not known whether a change was made', async () => {
    await learn()
    beforeChange = async () => {
      throw away()
    }
    await expect(disable(there)).rejects.toThrow()
    await accounts.update(account.id, { disabledAt: 6 }).catch(() => {})
    beforeChange = async () => {}
    await accounts.update(account.id, { disabledAt: 6 })
    expect(await disabledAt(here)).toBe(6)
    await disabledAt(here)
    await accounts.update(account.id, { disabledAt: 7 })
    expect(await disabledAt(here)).toBe(7)
  })

  it('believe a stamp for less than a second, in case Redis came back with an old one', async () => {
    await learn()
    await accounts.update(account.id, { disabledAt: 6 })
    expect(await disabledAt(here)).toBeNull()
    vi.advanceTimersByTime(1000)
    expect(await disabledAt(here)).toBe(6)
  })

  it('read the account when its stamp was lost', async () => {
    await learn()
    await accounts.update(account.id, { disabledAt: 6 })
    await stamps.remove({ kind: 'AccountStamp', id: account.id })
    expect(await disabledAt(here)).toBe(6)
    expect(await disabledAt(there)).toBe(6)
  })

  it('answer, and let people be kept out, where the store of stamps is full', async () => {
    refused = new Set(['create', 'save', 'replace'])
    expect(await disabledAt(here)).toBeNull()
    refused.clear()
    await learn()
    refused = new Set(['create', 'save', 'replace'])
    await disable(there)
    expect(await disabledAt(here)).toBe(5)
    expect(await disabledAt(there)).toBe(5)
  })

  it('change nothing that the others would not see', async () => {
    await learn()
    refused = new Set(['create', 'save', 'replace', 'remove'])
    await expect(disable(there)).rejects.toMatchObject({ kind: 'unavailable' })
    expect((await accounts.findById(account.id))?.disabledAt).toBeNull()
  })

  it('have made a change whose new stamp could not be kept, and read the account until it can', async () => {
    await learn()
    beforeChange = async () => {
      refused = new Set(['create', 'save', 'replace', 'remove'])
    }
    await expect(disable(there)).resolves.toMatchObject({ disabledAt: 5 })
    expect(await disabledAt(here)).toBe(5)
  })
})
