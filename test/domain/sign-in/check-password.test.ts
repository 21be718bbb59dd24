/** Proving who you are by a password. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, AccountStore, Accounts } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import type { SignIn } from '#domain/sign-in'
import { type FakeHasher, fakeHash } from '../fake-hasher.ts'
import { createPeople, HERE } from '../people.ts'
import { expectRefusal } from '../refusals.ts'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'
const REFUSED = { outcome: 'refused' }

let store: AccountStore
let accounts: Accounts
let signIn: SignIn
let hasher: FakeHasher
let account: Account

beforeEach(async () => {
  const people = createPeople()
  ;({ accounts, hasher, signIn } = people)
  store = people.stores.accounts
  account = await accounts.create({ email: EMAIL, username: 'Ada', password: PASSWORD })
  hasher.hashed = []
})

describe('the right password', () => {
  it.each([EMAIL, 'ADA@Example.Com', 'ada', 'ADA', '  ada@example.com '])(
    'lets %s in',
    async (identifier) => {
      expect(await signIn.checkPassword(identifier, PASSWORD, HERE)).toEqual({
        outcome: 'signed-in',
        account: expect.objectContaining({ id: account.id }),
        acr: 'urn:gatehouse:acr:1fa',
        amr: ['pwd'],
      })
    },
  )

  it('leaves a note of when it was', async () => {
    const before = Date.now()
    await signIn.checkPassword(EMAIL, PASSWORD, HERE)
    expect((await store.findById(account.id))?.lastLoginAt).toBeGreaterThanOrEqual(before)
  })
})

describe('a wrong password', () => {
  it.each([
    '',
    'correct horse batter',
    'Correct horse battery',
    ' correct horse battery',
    fakeHash(PASSWORD),
  ])('lets nobody in: %j', async (password) => {
    expect(await signIn.checkPassword(EMAIL, password, HERE)).toEqual(REFUSED)
    expect((await store.findById(account.id))?.lastLoginAt).toBeNull()
  })
})

describe('an account that does not exist', () => {
  it.each(['bob@example.com', 'bob', '', ' ', '%'])(
    'is refused with the same words, after the same work: %j',
    async (identifier) => {
      expect(await signIn.checkPassword(identifier, PASSWORD, HERE)).toEqual(
        await signIn.checkPassword(EMAIL, 'wrong', HERE),
      )
      expect(hasher.verified).toEqual([
        { hash: null, password: PASSWORD },
        { hash: account.passwordHash, password: 'wrong' },
      ])
      expect(hasher.hashed).toEqual([])
    },
  )

  it('is told from one without a password by nobody', async () => {
    await accounts.create({ email: 'bob@example.com' })
    expect(await signIn.checkPassword('bob@example.com', '', HERE)).toEqual(REFUSED)
    expect(await signIn.checkPassword('eve@example.com', '', HERE)).toEqual(REFUSED)
    expect(hasher.verified).toEqual(Array(2).fill({ hash: null, password: '' }))
  })
})

describe('a hash of weaker parameters', () => {
  beforeEach(async () => {
    hasher.weakPrefix = 'weak'
    await store.update(account.id, { passwordHash: `weak${fakeHash(PASSWORD)}` })
  })

  it('is replaced when the password is there', async () => {
    expect(await signIn.checkPassword(EMAIL, PASSWORD, HERE)).toMatchObject({ outcome: 'signed-in' })
    expect(hasher.hashed).toEqual([PASSWORD])
    expect((await store.findById(account.id))?.passwordHash).toBe(fakeHash(PASSWORD))
    expect(await signIn.checkPassword(EMAIL, PASSWORD, HERE)).toMatchObject({ outcome: 'signed-in' })
    expect(hasher.hashed).toHaveLength(1)
  })

  it('is replaced by the hash of what will be compared, however the password was typed', async () => {
    await accounts.create({ email: 'zoe@example.com', password: 'pässwörd' })
    const zoe = await accounts.findByIdentifier('zoe@example.com')
    await store.update(zoe?.id ?? account.id, { passwordHash: `weak${fakeHash('pässwörd')}` })
    for (const form of ['NFD', 'NFC', 'NFD']) {
      const typed = 'pässwörd'.normalize(form)
      expect(await signIn.checkPassword('zoe@example.com', typed, HERE)).toMatchObject({
        outcome: 'signed-in',
      })
    }
  })

  it('stays when the password is wrong', async () => {
    expect(await signIn.checkPassword(EMAIL, 'wrong', HERE)).toEqual(REFUSED)
    expect(hasher.hashed).toEqual([])
  })
})

describe('a hash of today', () => {
  it('is left alone', async () => {
    await signIn.checkPassword(EMAIL, PASSWORD, HERE)
    expect(hasher.hashed).toEqual([])
  })
})

describe('a very long text', () => {
  it('is cut before it is hashed, whoever it is for', async () => {
    const long = '🔑'.repeat(50_000)
    expect(await signIn.checkPassword(EMAIL, long, HERE)).toEqual(REFUSED)
    expect(await signIn.checkPassword('bob@example.com', long, HERE)).toEqual(REFUSED)
    expect(hasher.verified.map(({ password }) => [...password].length)).toEqual([257, 257])
  })

  it('is not the password that it begins with', async () => {
    const longest = 'p'.repeat(256)
    await accounts.create({ email: 'bob@example.com', password: longest })
    expect(await signIn.checkPassword('bob@example.com', longest, HERE)).toMatchObject({
      outcome: 'signed-in',
    })
    expect(await signIn.checkPassword('bob@example.com', `${longest}p`, HERE)).toEqual(REFUSED)
    expect(await signIn.checkPassword('bob@example.com', longest.repeat(4), HERE)).toEqual(REFUSED)
  })
})

describe('a server that is busy', () => {
  it('says so, instead of calling the password wrong', async () => {
    hasher.verify = () => Promise.reject(new DomainError('unavailable', 'busy', 'The server is busy'))
    await expectRefusal(signIn.checkPassword(EMAIL, PASSWORD, HERE), 'unavailable', 'busy')
    await expectRefusal(signIn.checkPassword('bob@example.com', PASSWORD, HERE), 'unavailable', 'busy')
  })
})
