/** What every TenantDataStore must do. */
import { describe, expect, test } from 'vitest'
import type { Identity, MemberId, TenantId } from '../../../src/domain/tenants/tenant-data-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { aMember, aTenantId, WEIRD_TEXTS } from './records.ts'

const NO_SUCH_TENANT = { name: 'DomainError', kind: 'not_found', code: 'no_such_tenant' }

export function tenantDataStoreConformance(open: OpenStores): void {
  describe('a tenant data store', () => {
    const stores = openForEach(open)
    const data = () => stores().tenantData

    async function aTenant(): Promise<TenantId> {
      const id = aTenantId()
      await data().create(id)
      return id
    }

    test('finds a member exactly as they were added, whatever the letter case', async () => {
      const tenant = await aTenant()
      const member = aMember({ email: 'Ada.Lovelace@Example.com' })
      await data().addMember(tenant, member)
      expect(await data().findMember(tenant, 'ADA.lovelace@example.COM')).toEqual(member)
      expect(await data().findMember(tenant, 'nobody@example.com')).toBeUndefined()
    })

    test('has one member for one address out of 50 parallel calls', async () => {
      const tenant = await aTenant()
      const results = await Promise.allSettled(
        upTo(50).map((n) => data().addMember(tenant, aMember({ email: n % 2 ? 'a@b.c' : 'A@B.C' }))),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { kind: 'conflict', code: 'member_exists' },
      })
      expect(await data().listMembers(tenant, { limit: 10 })).toHaveLength(1)
    })

    test('loses none of 50 parallel updates', async () => {
      const tenant = await aTenant()
      await data().addMember(tenant, aMember({ email: 'a@b.c', assignments: [] }))
      const added = { roles: ['r'], scopes: [], resources: [], groups: [] }
      await Promise.all(
        upTo(50).map(() =>
          data().updateMember(tenant, 'A@b.c', (current) => ({
            ...current,
            assignments: [...current.assignments, added],
          })),
        ),
      )
      expect((await data().findMember(tenant, 'a@b.c'))?.assignments).toHaveLength(50)
    })

    test('answers undefined when the member to update or remove is gone', async () => {
      const tenant = await aTenant()
      expect(await data().updateMember(tenant, 'a@b.c', (current) => current)).toBeUndefined()
      expect(await data().removeMember(tenant, 'a@b.c')).toBeUndefined()
    })

    test('hands a removed member to one caller', async () => {
      const tenant = await aTenant()
      const member = aMember({ email: 'a@b.c' })
      await data().addMember(tenant, member)
      const results = await Promise.all(upTo(20).map(() => data().removeMember(tenant, 'A@b.c')))
      expect(results.filter((result) => result !== undefined)).toEqual([member])
      expect(await data().findMember(tenant, 'a@b.c')).toBeUndefined()
    })

    test('lists members by address, page by page', async () => {
      const tenant = await aTenant()
      const inOrder = ['a@x.y', 'B@x.y', 'b@x.yy', 'c@x.y'].map((email) => aMember({ email }))
      for (const member of inOrder.toReversed()) await data().addMember(tenant, member)
      expect(await data().listMembers(tenant, { limit: 10 })).toEqual(inOrder)
      expect(await data().listMembers(tenant, { after: 'b@X.y', limit: 1 })).toEqual([inOrder[2]])
    })

    test('links an identity to one member for good', async () => {
      const tenant = await aTenant()
      const [ada, bob] = [aMember({ email: 'ada@x.y' }), aMember({ email: 'bob@x.y' })]
      for (const member of [ada, bob]) await data().addMember(tenant, member)
      const identity = { issuer: 'https://id.example.com', subject: '1' }
      expect(await data().findLinked(tenant, identity)).toBeUndefined()
      expect(await data().link(tenant, identity, ada)).toBe(true)
      expect(await data().link(tenant, identity, ada)).toBe(true)
      expect(await data().link(tenant, identity, bob)).toBe(false)
      expect(await data().findLinked(tenant, identity)).toEqual(ada)
      expect(
        await data().findLinked(tenant, { ...identity, issuer: 'https://other.example' }),
      ).toBeUndefined()
    })

    test('links an identity to one of 20 members who want it at the same moment', async () => {
      const tenant = await aTenant()
      const members = upTo(20).map((n) => aMember({ email: `m${n}@x.y` }))
      for (const member of members) await data().addMember(tenant, member)
      const identity = { issuer: 'https://id.example.com', subject: '1' }
      const results = await Promise.all(members.map((member) => data().link(tenant, identity, member)))
      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await data().findLinked(tenant, identity)).toEqual(members[results.indexOf(true)])
    })

    test('forgets links with their member, also when the address is added again', async () => {
      const tenant = await aTenant()
      const first = aMember({ email: 'ada@x.y' })
      await data().addMember(tenant, first)
      const identity = { issuer: 'https://id.example.com', subject: '1' }
      await data().link(tenant, identity, first)
      await data().removeMember(tenant, 'ada@x.y')
      const second = aMember({ email: 'ada@x.y' })
      await data().addMember(tenant, second)
      expect(await data().findLinked(tenant, identity)).toBeUndefined()
      expect(await data().link(tenant, identity, first)).toBe(false)
      expect(await data().link(tenant, identity, second)).toBe(true)
      expect(await data().findLinked(tenant, identity)).toEqual(second)
    })

    test('keeps identities apart whatever they contain', async () => {
      const tenant = await aTenant()
      const member = aMember({ email: 'ada@x.y' })
      await data().addMember(tenant, member)
      for (const subject of WEIRD_TEXTS)
        await data().link(tenant, { issuer: 'https://i.example', subject }, member)
      const kept = (await data().export(tenant))?.identities as Identity[]
      expect(kept.map(({ subject }) => subject).toSorted()).toEqual(WEIRD_TEXTS.toSorted())
    })

    test('keeps tenants apart: nothing of one is found, listed, changed or linked in another', async () => {
      const [one, other] = [await aTenant(), await aTenant()]
      const member = aMember({ email: 'ada@x.y' })
      await data().addMember(one, member)
      const identity = { issuer: 'https://id.example.com', subject: '1' }
      await data().link(one, identity, member)
      expect(await data().findMember(other, 'ada@x.y')).toBeUndefined()
      expect(await data().listMembers(other, { limit: 10 })).toEqual([])
      expect(await data().findLinked(other, identity)).toBeUndefined()
      expect(await data().link(other, identity, member)).toBe(false)
      expect(await data().updateMember(other, 'ada@x.y', (current) => current)).toBeUndefined()
      expect(await data().removeMember(other, 'ada@x.y')).toBeUndefined()
      expect(await data().export(other)).toEqual({ members: [], identities: [] })
      expect(await data().findMember(one, 'ada@x.y')).toEqual(member)
    })

    test('exports everything of a tenant', async () => {
      const tenant = await aTenant()
      const members = ['a@x.y', 'b@x.y'].map((email) => aMember({ email }))
      for (const member of members) await data().addMember(tenant, member)
      const identity = { issuer: 'https://id.example.com', subject: '1' }
      await data().link(tenant, identity, members[0] as (typeof members)[0])
      expect(await data().export(tenant)).toEqual({
        members,
        identities: [{ ...identity, memberId: members[0]?.id }],
      })
    })

    test('creates a database once: a second time changes nothing', async () => {
      const tenant = await aTenant()
      const member = aMember()
      await data().addMember(tenant, member)
      await data().create(tenant)
      expect(await data().findMember(tenant, member.email)).toEqual(member)
    })

    test('drops a database with all that is in it', async () => {
      const tenant = await aTenant()
      const member = aMember()
      await data().addMember(tenant, member)
      await data().drop(tenant)
      await data().drop(tenant)
      expect(await data().findMember(tenant, member.email)).toBeUndefined()
      await data().create(tenant)
      expect(await data().export(tenant)).toEqual({ members: [], identities: [] })
    })

    test.each(['tn_never0', '../gatehouse', 'tn_../../etc', '', 'tn_A', ...WEIRD_TEXTS])(
      'finds nothing in, and writes nothing to, what is no tenant: %j',
      async (id) => {
        const tenant = id as TenantId
        const member = aMember()
        const identity = { issuer: 'https://id.example.com', subject: '1' }
        expect(await data().findMember(tenant, 'a@x.y')).toBeUndefined()
        expect(await data().findLinked(tenant, identity)).toBeUndefined()
        expect(await data().listMembers(tenant, { limit: 1 })).toEqual([])
        expect(await data().export(tenant)).toBeUndefined()
        await expect(data().drop(tenant)).resolves.toBeUndefined()
        for (const write of [
          () => data().addMember(tenant, member),
          () => data().updateMember(tenant, member.email, (current) => current),
          () => data().removeMember(tenant, member.email),
          () => data().link(tenant, identity, { id: 'm' as MemberId, email: member.email }),
        ]) {
          await expect(write()).rejects.toMatchObject(NO_SUCH_TENANT)
        }
      },
    )
  })
}
