/** What every AccountStore must do when an account changes or goes. */
import { describe, expect, test } from 'vitest'
import type { AccountId } from '../../../src/domain/accounts/account-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aNewAccount } from './records.ts'

export function accountChangesConformance(open: OpenStores): void {
  describe('an account store, as accounts change,', () => {
    const stores = openForEach(open)
    const accounts = () => stores().accounts

    test('changes every member that can be changed, and answers the account as it is then', async () => {
      const created = await accounts().create(aNewAccount({ username: 'ada' }))
      const change = {
        email: 'new@example.com',
        emailVerified: true,
        username: 'Countess',
        passwordHash: 'new',
        role: 'admin',
        claims: { name: 'Countess' },
        bio: 'Two\nlines',
        pendingEmail: 'other@example.com',
        updatedAt: 5,
        lastLoginAt: 6,
        passwordChangedAt: 7,
        disabledAt: 8,
      }
      const changed = { ...created, ...change }
      expect(await accounts().update(created.id, change)).toEqual(changed)
      expect(await accounts().findByEmail('NEW@example.com')).toEqual(changed)
      expect(await accounts().findByUsername('countess')).toEqual(changed)
      expect(await accounts().findByEmail(created.email)).toBeUndefined()
      expect(await accounts().findByUsername('ada')).toBeUndefined()
    })

    test('takes away what may be absent', async () => {
      const members = { username: 'ada', bio: 'x', pendingEmail: 'x@example.com', disabledAt: 1 }
      const created = await accounts().create(aNewAccount(members))
      const nothing = { username: null, bio: null, pendingEmail: null, disabledAt: null }
      expect(await accounts().update(created.id, nothing)).toEqual({ ...created, ...nothing })
      expect(await accounts().findByUsername('ada')).toBeUndefined()
      await expect(accounts().create(aNewAccount({ username: 'ada' }))).resolves.toBeDefined()
    })

    test('refuses an address or a user name of somebody else, whatever its letter case, and changes nothing', async () => {
      await accounts().create(aNewAccount({ email: 'taken@example.com', username: 'taken' }))
      const created = await accounts().create(aNewAccount())
      await expect(
        accounts().update(created.id, { email: 'TAKEN@example.com', bio: 'x' }),
      ).rejects.toMatchObject({ kind: 'conflict', code: 'email_taken' })
      await expect(accounts().update(created.id, { username: 'Taken', bio: 'x' })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'username_taken',
      })
      expect(await accounts().findById(created.id)).toEqual(created)
    })

    test('lets an account keep its own address and user name, in another letter case', async () => {
      const created = await accounts().create(aNewAccount({ email: 'ada@example.com', username: 'ada' }))
      const change = { email: 'Ada@Example.com', username: 'Ada' }
      expect(await accounts().update(created.id, change)).toEqual({ ...created, ...change })
    })

    test('gives one address to one of 20 accounts that ask for it at once', async () => {
      const created = await Promise.all(upTo(20).map(() => accounts().create(aNewAccount())))
      const results = await Promise.allSettled(
        created.map(({ id }) => accounts().update(id, { email: 'one@example.com' })),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('changes nothing where a member is no longer what it was', async () => {
      const members = { pendingEmail: 'x@example.com', passwordHash: 'old' }
      const created = await accounts().create(aNewAccount(members))
      for (const where of [
        { passwordHash: 'other' },
        { passwordHash: null },
        { email: 'other@example.com' },
        { pendingEmail: null },
        { updatedAt: 1 },
        { passwordHash: 'old', updatedAt: 1 },
      ]) {
        expect(await accounts().update(created.id, { bio: 'x' }, { where })).toBeUndefined()
      }
      expect(await accounts().findById(created.id)).toEqual(created)
      const where = { ...members, email: created.email, updatedAt: created.updatedAt }
      expect(await accounts().update(created.id, { bio: 'x' }, { where })).toMatchObject({ bio: 'x' })
    })

    test('lets one of 20 parallel callers change what all of them have seen', async () => {
      const created = await accounts().create(aNewAccount({ passwordHash: 'old' }))
      const results = await Promise.all(
        upTo(20).map((n) =>
          accounts().update(created.id, { passwordHash: `new ${n}` }, { where: { passwordHash: 'old' } }),
        ),
      )
      expect(results.filter((changed) => changed !== undefined)).toHaveLength(1)
    })

    test('removes an account: nothing finds it, and its address and user name are free', async () => {
      const created = await accounts().create(aNewAccount({ username: 'ada' }))
      const removed = await Promise.all(upTo(5).map(() => accounts().remove(created.id)))
      expect(removed.filter(Boolean)).toHaveLength(1)
      expect(await accounts().findById(created.id)).toBeUndefined()
      expect(await accounts().findByEmail(created.email)).toBeUndefined()
      expect(await accounts().findByUsername('ada')).toBeUndefined()
      expect(await accounts().findByNumber(created.number)).toBeUndefined()
      expect(await accounts().list({ limit: 10 })).toEqual([])
      expect(await accounts().update(created.id, { bio: 'x' })).toBeUndefined()
      const next = await accounts().create(aNewAccount({ email: created.email, username: 'ada' }))
      expect(next.number).toBeGreaterThan(created.number)
    })

    test('removes several, and what is absent without complaint', async () => {
      for (const _ of upTo(3)) {
        const { id } = await accounts().create(aNewAccount({ username: null }))
        expect(await accounts().remove(id)).toBe(true)
      }
      expect(await accounts().remove('nobody' as AccountId)).toBe(false)
    })
  })
}
