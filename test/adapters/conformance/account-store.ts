/** What every AccountStore must do. */
import { describe, expect, test } from 'vitest'
import type { Account, AccountId } from '../../../src/domain/accounts/account-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aNewAccount, WEIRD_TEXTS } from './records.ts'

export function accountStoreConformance(open: OpenStores): void {
  describe('an account store', () => {
    const stores = openForEach(open)
    const accounts = () => stores().accounts

    test('finds an account by id, number, e-mail address and user name, exactly as it was created', async () => {
      const account = aNewAccount({ username: 'Ada', emailVerified: true, lastLoginAt: 1_700_000_000_123 })
      const created = await accounts().create(account)
      expect(created).toEqual({ ...account, number: created.number })
      expect(await accounts().findById(account.id)).toEqual(created)
      const { lastLoginAt: _login, passwordHash: _hash, ...subject } = created
      expect(await accounts().findSubject(account.id)).toMatchObject(subject)
      expect(await accounts().findByNumber(created.number)).toEqual(created)
      expect(await accounts().findByEmail(account.email)).toEqual(created)
      expect(await accounts().findByUsername('Ada')).toEqual(created)
    })

    test('answers undefined for what is not there', async () => {
      await accounts().create(aNewAccount())
      expect(await accounts().findById('nobody' as AccountId)).toBeUndefined()
      expect(await accounts().findSubject('nobody' as AccountId)).toBeUndefined()
      expect(await accounts().findByNumber(987_654_321)).toBeUndefined()
      expect(await accounts().findByEmail('nobody@example.com')).toBeUndefined()
      expect(await accounts().findByUsername('nobody')).toBeUndefined()
    })

    test('keeps nulls and empty claims', async () => {
      const account = aNewAccount({ username: null, passwordHash: null, lastLoginAt: null, claims: {} })
      await accounts().create(account)
      expect(await accounts().findById(account.id)).toMatchObject(account)
    })

    test('lets any number of accounts have no user name', async () => {
      await accounts().create(aNewAccount({ username: null }))
      await expect(accounts().create(aNewAccount({ username: null }))).resolves.toBeDefined()
    })

    test.each([
      ['ada@example.com', 'ADA@Example.COM'],
      ['älice@example.com', 'ÄLICE@example.com'],
      ['ωmega@example.com', 'Ωmega@example.com'],
    ])('gives the address %s to one account, also when it is written %s', async (first, second) => {
      const created = await accounts().create(aNewAccount({ email: first }))
      await expect(accounts().create(aNewAccount({ email: second }))).rejects.toMatchObject({
        name: 'DomainError',
        kind: 'conflict',
        code: 'email_taken',
      })
      expect(await accounts().findByEmail(second)).toEqual(created)
    })

    test('gives a user name to one account, whatever its letter case', async () => {
      const created = await accounts().create(aNewAccount({ username: 'Ärzte' }))
      await expect(accounts().create(aNewAccount({ username: 'äRZTE' }))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'username_taken',
      })
      expect(await accounts().findByUsername('ÄRZTE')).toEqual(created)
    })

    test('refuses an id that is in use', async () => {
      const { id } = await accounts().create(aNewAccount())
      await expect(accounts().create(aNewAccount({ id }))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'account_exists',
      })
    })

    test('keeps nothing of an account that it refused', async () => {
      await accounts().create(aNewAccount({ email: 'taken@example.com' }))
      const refused = aNewAccount({ email: 'taken@example.com', username: 'free' })
      await expect(accounts().create(refused)).rejects.toMatchObject({ code: 'email_taken' })
      expect(await accounts().findById(refused.id)).toBeUndefined()
      await expect(accounts().create(aNewAccount({ username: 'free' }))).resolves.toBeDefined()
    })

    test('creates one account out of 50 parallel calls with one address', async () => {
      const results = await Promise.allSettled(
        upTo(50).map((n) =>
          accounts().create(aNewAccount({ email: n % 2 ? 'one@example.com' : 'ONE@EXAMPLE.COM' })),
        ),
      )
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
      expect(await accounts().list({ limit: 100 })).toHaveLength(1)
    })

    test('allocates numbers that are unique and increase', async () => {
      const numbers: number[] = []
      for (const _ of upTo(5)) numbers.push((await accounts().create(aNewAccount())).number)
      await Promise.allSettled(
        upTo(5).map(() => accounts().create(aNewAccount({ email: 'one@example.com' }))),
      )
      numbers.push((await accounts().create(aNewAccount())).number)
      expect(numbers.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true)
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    })

    test('changes the named members and nothing else', async () => {
      const created = await accounts().create(aNewAccount())
      await accounts().update(created.id, { lastLoginAt: 5 })
      expect(await accounts().findById(created.id)).toEqual({ ...created, lastLoginAt: 5 })
      await accounts().update(created.id, { passwordHash: 'new' })
      expect(await accounts().findById(created.id)).toEqual({
        ...created,
        lastLoginAt: 5,
        passwordHash: 'new',
      })
      await accounts().update(created.id, { passwordHash: null, lastLoginAt: null })
      expect(await accounts().findById(created.id)).toEqual({
        ...created,
        lastLoginAt: null,
        passwordHash: null,
      })
    })

    test('changes one account alone', async () => {
      const [first, second] = [await accounts().create(aNewAccount()), await accounts().create(aNewAccount())]
      await accounts().update(first.id, { passwordHash: 'new' })
      expect(await accounts().findById(second.id)).toEqual(second)
    })

    test('does nothing when the account to change is gone', async () => {
      const account = aNewAccount()
      await expect(accounts().update(account.id, { lastLoginAt: 5 })).resolves.toBeUndefined()
      expect(await accounts().findById(account.id)).toBeUndefined()
    })

    test('lists by number, page by page, complete although accounts are added meanwhile', async () => {
      const created: Account[] = []
      for (const _ of upTo(7)) created.push(await accounts().create(aNewAccount()))
      const first = await accounts().list({ limit: 3 })
      created.push(await accounts().create(aNewAccount()))
      const second = await accounts().list({ after: first.at(-1)?.number ?? 0, limit: 3 })
      created.push(await accounts().create(aNewAccount()))
      const third = await accounts().list({ after: second.at(-1)?.number ?? 0, limit: 10 })
      expect([...first, ...second, ...third]).toEqual(created)
      expect([first.length, second.length]).toEqual([3, 3])
      expect(await accounts().list({ after: created.at(-1)?.number ?? 0, limit: 3 })).toEqual([])
    })

    test('keeps any text as it is', async () => {
      for (const text of WEIRD_TEXTS) {
        const account = aNewAccount({
          email: `${text}@example.com`,
          username: text,
          passwordHash: text,
          claims: { name: text },
        })
        const created = await accounts().create(account)
        expect(created).toMatchObject(account)
        expect(await accounts().findByUsername(text)).toEqual(created)
        expect(await accounts().findByEmail(`${text}@example.com`)).toEqual(created)
      }
    })

    test('is not changed by changing what went in or came out', async () => {
      const account = aNewAccount({ claims: { address: { locality: 'London' } } })
      const created = await accounts().create(account)
      const pristine = structuredClone(created)
      for (const held of [account, created, await accounts().findById(account.id)]) {
        if (held?.claims.address) held.claims.address.locality = 'Paris'
      }
      for (const held of await accounts().list({ limit: 1 })) held.role = 'admin'
      expect(await accounts().findById(account.id)).toEqual(pristine)
    })
  })
}
