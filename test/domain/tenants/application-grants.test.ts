/** Which client may have a token about whom. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Place, Plane } from '#domain/tenants'
import { expectRefusal, refusal } from '../refusals.ts'
import { aWorld, ISSUER, type World } from './a-world.ts'

let world: World
let place: Place
let projectId: string
beforeEach(async () => {
  world = aWorld()
  const { tenant, project, client } = await world.aTenant()
  place = { tenant, client }
  projectId = project.id
  await world.tenants.members.add(tenant.id, {
    email: 'Ada@x.example',
    roles: ['admin'],
    scopes: ['read', 'write'],
  })
  await world.tenants.members.add(tenant.id, { email: 'bob@x.example', roles: ['editor'] })
})

const proven = async () => true

function ask(email: string, plane: Plane = 'user', isProven = proven) {
  return world.tenants.grants.grant(place, { email }, plane, isProven)
}

function vouched(subject: string, verifiedEmail?: string, issuer = ISSUER) {
  const identity = { issuer, subject, ...(verifiedEmail === undefined ? {} : { verifiedEmail }) }
  return world.tenants.grants.grant(place, { identity }, 'user', proven)
}

const anAccount = (email: string, emailVerified = true) =>
  world.accounts.create({ email, password: 'correct horse', emailVerified })

describe('a client', () => {
  it('is found by its tenant and its project', async () => {
    const names = { clientId: place.client.id, projectId, tenantId: place.tenant.id }
    expect(await world.tenants.grants.findPlace(names)).toEqual(place)
    expect(await world.tenants.grants.placeOf(place.client.id)).toEqual(place)
  })

  it('is found by nothing else, and what is wrong is not told', async () => {
    const other = await world.aTenant('Other')
    const free = await world.clients.register({ name: 'Free', grantTypes: ['client_credentials'] })
    const right = { clientId: place.client.id, projectId, tenantId: place.tenant.id }
    const wrong = [
      { clientId: 'none' },
      { projectId: 'pj_none' },
      { tenantId: 'tn_none' },
      { clientId: other.client.id },
      { projectId: other.project.id },
      { tenantId: other.tenant.id },
      { projectId: other.project.id, tenantId: other.tenant.id },
      { clientId: free.client.id },
      { tenantId: '__proto__' },
    ]
    for (const names of wrong) {
      const error = await refusal(world.tenants.grants.findPlace({ ...right, ...names }))
      expect([error.kind, error.code, error.message]).toEqual([
        'not_found',
        'client_not_found',
        'Client not found',
      ])
    }
    expect(await world.tenants.grants.placeOf(free.client.id)).toBeUndefined()
  })
})

describe('a grant', () => {
  it('says what the member may do, whatever the letter case of the address', async () => {
    const grant = await ask('ADA@X.EXAMPLE')
    expect(grant.authorization).toEqual({
      roles: ['admin'],
      scopes: ['read', 'write'],
      resources: [],
      groups: [],
    })
    expect(grant.member.email).toBe('Ada@x.example')
    expect(grant.subject).toBe(grant.member.id)
  })

  it('leaves out scopes that the client may not ask for', async () => {
    const { client } = await world.clients.update(place.client.id, { scope: 'read openid' })
    const grant = await world.tenants.grants.grant(
      { ...place, client },
      { email: 'ada@x.example' },
      'user',
      proven,
    )
    expect(grant.authorization.scopes).toEqual(['read'])
  })

  it('is refused with one answer, whatever the reason', async () => {
    const suspended = { ...place, tenant: await world.tenants.suspend(place.tenant.id) }
    const reasons = {
      'not a member': ask('nobody@x.example'),
      'no administrator': ask('bob@x.example', 'admin'),
      'not proven': ask('ada@x.example', 'user', async () => false),
      'not proven, and no administrator': ask('bob@x.example', 'admin', async () => false),
      suspended: world.tenants.grants.grant(suspended, { email: 'ada@x.example' }, 'user', proven),
    }
    const answers = await Promise.all(Object.values(reasons).map(refusal))
    expect(answers.map(({ kind, code }) => `${kind} ${code}`)).toEqual(
      answers.map(() => 'unauthenticated unauthorized'),
    )
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1)
  })

  it('asks for the proof and for the member in every case', async () => {
    let asked = 0
    const noting = async () => {
      asked += 1
      return false
    }
    await refusal(ask('ada@x.example', 'user', noting))
    await refusal(ask('nobody@x.example', 'user', noting))
    expect(asked).toBe(2)
  })

  it('passes on that the proof could not be had', async () => {
    const fault = new RangeError('no answer')
    const failing = async () => {
      throw fault
    }
    await expect(ask('ada@x.example', 'user', failing)).rejects.toBe(fault)
    await expect(ask('nobody@x.example', 'user', failing)).rejects.toBe(fault)
  })

  it('for the administration plane needs the role', async () => {
    expect((await ask('ada@x.example', 'admin')).authorization.roles).toContain('admin')
    await expectRefusal(ask('bob@x.example', 'admin'), 'unauthenticated', 'unauthorized')
  })

  it('ends with the membership at once', async () => {
    await ask('ada@x.example')
    await world.tenants.members.remove(place.tenant.id, 'ada@x.example')
    await expectRefusal(ask('ada@x.example'), 'unauthenticated', 'unauthorized')
  })
})

describe('the subject', () => {
  it('is the account that has verified the address, for good', async () => {
    const account = await anAccount('ada@x.example')
    expect((await ask('ada@x.example')).subject).toBe(account.id)
    expect((await ask('ada@x.example')).member.accountId).toBe(account.id)
    expect((await vouched(account.id)).subject).toBe(account.id)
  })

  it('is no account that merely claims the address', async () => {
    const account = await anAccount('ada@x.example', false)
    const { subject, member } = await ask('ada@x.example')
    expect(subject).toBe(member.id)
    await expectRefusal(vouched(account.id), 'unauthenticated', 'unauthorized')
  })

  it('may come from an identity that a trusted issuer vouches for', async () => {
    const by = 'https://login.example'
    await expectRefusal(vouched('42', undefined, by), 'unauthenticated', 'unauthorized')
    const first = await vouched('42', 'ada@x.example', by)
    expect(first.subject).toBe(first.member.id)
    expect((await vouched('42', undefined, by)).member.id).toBe(first.member.id)
  })

  it('is not taken over by another account that comes to have the address', async () => {
    const account = await anAccount('ada@x.example')
    await ask('ada@x.example')
    await expectRefusal(vouched('another', 'ada@x.example'), 'unauthenticated', 'unauthorized')
    expect((await vouched(account.id)).subject).toBe(account.id)
  })

  it('is not known before the client has proven itself', async () => {
    const identity = { issuer: 'https://login.example', subject: '42', verifiedEmail: 'ada@x.example' }
    const unproven = world.tenants.grants.grant(place, { identity }, 'user', async () => false)
    await expectRefusal(unproven, 'unauthenticated', 'unauthorized')
    await expectRefusal(vouched('42', undefined, identity.issuer), 'unauthenticated', 'unauthorized')
  })
})

describe('an explanation', () => {
  it('tells which roles and groups led to which scopes and resources', async () => {
    await world.tenants.members.add(place.tenant.id, {
      email: 'ada@x.example',
      groups: ['press'],
      scopes: ['write'],
      resources: ['articles'],
    })
    await world.tenants.members.add(place.tenant.id, { email: 'ada@x.example', scopes: ['extra'] })
    await world.clients.update(place.client.id, { scope: 'read write' })
    const asked = { tenantId: place.tenant.id, email: 'ADA@x.example', clientId: place.client.id }
    expect(await world.tenants.explain(asked)).toMatchObject({
      projectId,
      roles: ['admin'],
      scopes: ['read', 'write'],
      because: {
        scopes: {
          read: [{ roles: ['admin'], groups: [] }],
          write: [
            { roles: ['admin'], groups: [] },
            { roles: [], groups: ['press'] },
          ],
        },
        resources: { articles: [{ roles: [], groups: ['press'] }] },
      },
      withheldScopes: ['extra'],
    })
  })

  it('is given of members and clients of that tenant alone', async () => {
    const other = await world.aTenant('Other')
    const asked = { tenantId: place.tenant.id, email: 'ada@x.example', clientId: place.client.id }
    const { explain } = world.tenants
    await expectRefusal(explain({ ...asked, tenantId: 'tn_none' }), 'not_found', 'no_such_tenant')
    await expectRefusal(explain({ ...asked, clientId: other.client.id }), 'not_found', 'no_such_client')
    await expectRefusal(explain({ ...asked, email: 'x@x.example' }), 'not_found', 'no_such_member')
  })
})
