/** Who is a member, and what of. */
import { beforeEach, describe, expect, it } from 'vitest'
import { authorizationOf, type TenantId } from '#domain/tenants'
import { expectRefusal } from '../refusals.ts'
import { aWorld, ISSUER, type World } from './a-world.ts'

let world: World
let tenantId: TenantId
beforeEach(async () => {
  world = aWorld()
  tenantId = (await world.tenants.create('Acme')).id
})

const anybody = () => true

describe('a member', () => {
  it('adds up what was assigned, each value once', async () => {
    await world.tenants.members.add(tenantId, { email: 'Ada@X.example', roles: ['editor'], scopes: ['read'] })
    const member = await world.tenants.members.add(tenantId, {
      email: 'ada@x.example',
      roles: ['editor', 'owner'],
      scopes: ['read', 'write'],
      resources: ['articles'],
      groups: ['press'],
    })
    expect(member.email).toBe('Ada@X.example')
    expect(authorizationOf(member)).toEqual({
      roles: ['editor', 'owner'],
      scopes: ['read', 'write'],
      resources: ['articles'],
      groups: ['press'],
    })
    expect(await world.tenants.members.list(tenantId)).toEqual([member])
  })

  it('is not given the same twice, whatever the order', async () => {
    const { members } = world.tenants
    await members.add(tenantId, { email: 'a@x.example', roles: ['r', 's'] })
    const again = await members.add(tenantId, { email: 'a@x.example', roles: ['s', 'r', 's'] })
    expect(again.assignments).toHaveLength(1)
  })

  it('may have nothing at all', async () => {
    const member = await world.tenants.members.add(tenantId, { email: 'a@x.example' })
    expect(member.assignments).toEqual([])
  })

  it('keeps everything of 30 parallel additions', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        world.tenants.members.add(tenantId, { email: 'a@x.example', roles: [`r${n}`] }),
      ),
    )
    const [member] = await world.tenants.members.list(tenantId)
    expect(member?.assignments).toHaveLength(30)
  })

  it.each([
    ['email', { email: 'two@x.example, three@x.example' }],
    ['email', { email: 'nobody' }],
    ['roles', { email: 'a@x.example', roles: [''] }],
    ['roles', { email: 'a@x.example', roles: ['a\nb'] }],
    ['scopes', { email: 'a@x.example', scopes: ['read write'] }],
    ['scopes', { email: 'a@x.example', scopes: ['re"d'] }],
    ['groups', { email: 'a@x.example', groups: ['x'.repeat(201)] }],
    ['resources', { email: 'a@x.example', resources: Array.from({ length: 101 }, (_, n) => `r${n}`) }],
  ])('is refused with a wrong %s', async (field, input) => {
    await expectRefusal(world.tenants.members.add(tenantId, input), 'invalid', 'invalid_input', field)
  })

  it('whose tenant is not there is refused', async () => {
    const adding = world.tenants.members.add('tn_none', { email: 'a@x.example' })
    await expectRefusal(adding, 'not_found', 'no_such_tenant')
  })

  it('who is removed has ended, and is somebody else when added again', async () => {
    const { members } = world.tenants
    const first = await members.add(tenantId, { email: 'a@x.example', roles: ['admin'] })
    await members.remove(tenantId, 'A@X.EXAMPLE')
    expect(world.ended.members).toEqual([first.id])
    await expectRefusal(members.remove(tenantId, 'a@x.example'), 'not_found', 'no_such_member')
    const second = await members.add(tenantId, { email: 'a@x.example' })
    expect(second.id).not.toBe(first.id)
    expect(second.assignments).toEqual([])
  })
})

describe('an identity at another provider', () => {
  const identity = { issuer: 'https://login.example', subject: '42' }

  it('becomes a member’s by a verified address, and stays it when the address changes there', async () => {
    const member = await world.tenants.members.add(tenantId, { email: 'Ada@x.example' })
    const { recognise } = world.tenants.members
    expect(await recognise(tenantId, identity, anybody)).toBeUndefined()
    const theirs = { ...member, subjects: { [identity.issuer]: identity.subject } }
    for (const told of [{ verifiedEmail: 'ada@X.example' }, {}, { verifiedEmail: 'other@x.example' }]) {
      expect(await recognise(tenantId, { ...identity, ...told }, anybody)).toEqual(theirs)
    }
  })

  it('that is given a member’s address later is somebody else', async () => {
    await world.tenants.members.add(tenantId, { email: 'ada@x.example' })
    const { recognise } = world.tenants.members
    const verifiedEmail = 'ada@x.example'
    const others = ['43', '44', '45'].map((subject) => ({ ...identity, subject, verifiedEmail }))
    const all = [{ ...identity, verifiedEmail }, ...others]
    const recognised = await Promise.all(all.map((one) => recognise(tenantId, one, anybody)))
    expect(recognised.filter((member) => member !== undefined)).toHaveLength(1)
    const elsewhere = { issuer: 'https://other.example', subject: '7', verifiedEmail }
    expect(await recognise(tenantId, elsewhere, anybody)).toMatchObject({ email: verifiedEmail })
  })

  it('is nobody’s in another tenant, where the same address is a member too', async () => {
    const other = (await world.tenants.create('Other')).id
    const { add, recognise } = world.tenants.members
    for (const id of [tenantId, other]) await add(id, { email: 'ada@x.example' })
    await recognise(tenantId, { ...identity, verifiedEmail: 'ada@x.example' }, anybody)
    expect(await recognise(other, identity, anybody)).toBeUndefined()
  })

  it('is not linked where that is not allowed', async () => {
    await world.tenants.members.add(tenantId, { email: 'ada@x.example' })
    const vouched = { ...identity, verifiedEmail: 'ada@x.example' }
    expect(await world.tenants.members.recognise(tenantId, vouched, () => false)).toBeUndefined()
    expect(await world.tenants.members.recognise(tenantId, identity, anybody)).toBeUndefined()
  })

  it('of this server is told apart from the same subject elsewhere', async () => {
    const member = await world.tenants.members.add(tenantId, { email: 'ada@x.example' })
    const vouched = { issuer: ISSUER, subject: '42', verifiedEmail: 'ada@x.example' }
    expect(await world.tenants.members.recognise(tenantId, vouched, anybody)).toMatchObject({ id: member.id })
    expect(await world.tenants.members.recognise(tenantId, identity, anybody)).toBeUndefined()
  })
})
