/** TenantDataStore in memory: the reference for what the port means. */
import type {
  Identity,
  Member,
  MemberId,
  TenantDataStore,
} from '../../src/domain/tenants/tenant-data-store.ts'
import { isTenantId, memberExists, noSuchTenant } from '../tenant-id.ts'
import { compareText } from './order.ts'

interface TenantData {
  /** By address in lower case. */
  members: Map<string, Member>
  identities: Map<string, Identity & { memberId: MemberId }>
}

export function createTenantDataStore(): TenantDataStore {
  const tenants = new Map<string, TenantData>()

  function dataOf(tenantId: string): TenantData {
    const data = tenants.get(tenantId)
    if (data === undefined) throw noSuchTenant()
    return data
  }

  return {
    async create(tenantId) {
      if (!isTenantId(tenantId)) throw new TypeError(`${JSON.stringify(tenantId)} names no tenant`)
      if (!tenants.has(tenantId)) tenants.set(tenantId, { members: new Map(), identities: new Map() })
    },

    async drop(tenantId) {
      tenants.delete(tenantId)
    },

    async export(tenantId) {
      const data = tenants.get(tenantId)
      if (data === undefined) return undefined
      const members = sorted(data)
      const ids = new Set(members.map(({ id }) => id))
      const identities = [...data.identities.values()].filter(({ memberId }) => ids.has(memberId))
      return structuredClone({ members, identities: identities.toSorted(byIdentity) })
    },

    async findMember(tenantId, email) {
      return structuredClone(tenants.get(tenantId)?.members.get(email.toLowerCase()))
    },

    async addMember(tenantId, member) {
      const { members } = dataOf(tenantId)
      const key = member.email.toLowerCase()
      if (members.has(key)) throw memberExists(member.email)
      members.set(key, structuredClone(member))
    },

    async updateMember(tenantId, email, change) {
      const { members } = dataOf(tenantId)
      const key = email.toLowerCase()
      const current = members.get(key)
      if (current === undefined) return undefined
      const changed = structuredClone(change(structuredClone(current)))
      members.set(key, changed)
      return structuredClone(changed)
    },

    async removeMember(tenantId, email) {
      const { members } = dataOf(tenantId)
      const member = members.get(email.toLowerCase())
      members.delete(email.toLowerCase())
      return member
    },

    async listMembers(tenantId, { after, limit }) {
      const data = tenants.get(tenantId)
      if (data === undefined) return []
      const beginning = after?.toLowerCase()
      const found = sorted(data).filter(
        ({ email }) => beginning === undefined || compareText(email.toLowerCase(), beginning) > 0,
      )
      return structuredClone(found.slice(0, limit))
    },

    async findLinked(tenantId, identity) {
      const data = tenants.get(tenantId)
      return structuredClone(data && holderOf(data, identity))
    },

    async link(tenantId, identity, { id, email }) {
      const data = dataOf(tenantId)
      const holder = holderOf(data, identity)
      if (holder !== undefined) return holder.id === id
      if (data.members.get(email.toLowerCase())?.id !== id) return false
      data.identities.set(keyOf(identity), { ...identity, memberId: id })
      return true
    },
  }
}

function holderOf({ members, identities }: TenantData, identity: Identity): Member | undefined {
  const memberId = identities.get(keyOf(identity))?.memberId
  return [...members.values()].find(({ id }) => id === memberId)
}

function keyOf({ issuer, subject }: Identity): string {
  return JSON.stringify([issuer, subject])
}

function sorted({ members }: TenantData): Member[] {
  return [...members.values()].sort((a, b) => compareText(a.email.toLowerCase(), b.email.toLowerCase()))
}

function byIdentity(a: Identity, b: Identity): number {
  return compareText(a.issuer, b.issuer) || compareText(a.subject, b.subject)
}
