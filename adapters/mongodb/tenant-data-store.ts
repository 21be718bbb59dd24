/**
 * TenantDataStore in MongoDB: a database for each tenant, called after the main one, with the collections `members` and
 * `identities`, and `state`, whose one document says that the database is there.
 */
import { LRUCache } from 'lru-cache'
import { DomainError } from '../../src/domain/errors.ts'
import type {
  Identity,
  Member,
  MemberId,
  TenantDataStore,
} from '../../src/domain/tenants/tenant-data-store.ts'
import { isTenantId, memberExists, noSuchTenant } from '../tenant-id.ts'
import { TENANT_INDEXES, TENANT_INDEXES_VERSION } from './collections.ts'
import type { Database } from './database.ts'
import { recordKey } from './record-key.ts'
import { createRecords, parse, type Records } from './records.ts'

/** What MongoDB allows. */
const MAX_NAME_BYTES = 63
/** Databases that this process has seen to be there and up to date. */
const MAX_KNOWN = 10_000

const STATE_ID = 'tenant'

type Link = Identity & { memberId: MemberId; email: string }

interface TenantDatabase {
  database: Database
  members: Records<Member>
  identities: Records<Link>
}

export function createTenantDataStore(main: Database): TenantDataStore {
  const known = new LRUCache<string, TenantDatabase>({ max: MAX_KNOWN })

  async function isThere(database: Database): Promise<boolean> {
    const state = await database.ask(() => database.collection('state').findOne({ _id: STATE_ID }))
    if (state === null) return false
    if (state.version < TENANT_INDEXES_VERSION) await prepare(database)
    return true
  }

  /** For reading. What another node dropped meanwhile has nothing in it. */
  async function find(tenantId: string): Promise<TenantDatabase | undefined> {
    if (!isTenantId(tenantId)) return undefined
    const seen = known.get(tenantId)
    if (seen !== undefined) return seen
    const opened = open(main.sibling(suffixOf(tenantId)))
    if (!(await isThere(opened.database))) return undefined
    known.set(tenantId, opened)
    return opened
  }

  /** For writing, which would make a database out of nothing. */
  async function get(tenantId: string): Promise<TenantDatabase> {
    const found = await find(tenantId)
    if (found === undefined || !(await isThere(found.database))) throw noSuchTenant()
    return found
  }

  return {
    async create(tenantId) {
      if (!isTenantId(tenantId)) throw new TypeError(`${JSON.stringify(tenantId)} names no tenant`)
      const database = main.sibling(suffixOf(tenantId))
      if (Buffer.byteLength(database.name) > MAX_NAME_BYTES) {
        throw new DomainError(
          'invalid',
          'database_name_too_long',
          `The name of the database in MONGODB_URI, ${main.name}, is too long for tenants: ${database.name} has more ` +
            `than ${MAX_NAME_BYTES} bytes`,
        )
      }
      await prepare(database)
    },

    async drop(tenantId) {
      if (!isTenantId(tenantId)) return
      known.delete(tenantId)
      await main.sibling(suffixOf(tenantId)).drop()
    },

    async export(tenantId) {
      const tenant = await find(tenantId)
      if (tenant === undefined) return undefined
      const members = await membersAfter(tenant, '')
      const ids = new Set(members.map(({ id }) => id))
      const links = await allLinks(tenant)
      return { members, identities: links.filter(({ memberId }) => ids.has(memberId)).map(withoutEmail) }
    },

    findMember: async (tenantId, email) => (await find(tenantId))?.members.find(idOf(email)),

    async addMember(tenantId, member) {
      const { members } = await get(tenantId)
      if (!(await members.create(idOf(member.email), member))) throw memberExists(member.email)
    },

    async updateMember(tenantId, email, change) {
      const { members } = await get(tenantId)
      return members.change(idOf(email), (current) => current && change(current))
    },

    async removeMember(tenantId, email) {
      const { database } = await get(tenantId)
      const removed = await database.ask(() =>
        database.collection('members').findOneAndDelete({ _id: idOf(email) }),
      )
      return removed === null ? undefined : parse<Member>(removed)
    },

    async listMembers(tenantId, { after, limit }) {
      const tenant = await find(tenantId)
      return tenant === undefined ? [] : membersAfter(tenant, after?.toLowerCase() ?? '', limit)
    },

    async findLinked(tenantId, identity) {
      const tenant = await find(tenantId)
      const link = await tenant?.identities.find(linkId(identity))
      return link && (await holderOf(link, tenant))
    },

    async link(tenantId, identity, { id, email }) {
      const tenant = await get(tenantId)
      if ((await tenant.members.find(idOf(email)))?.id !== id) return false
      const wanted: Link = { ...identity, memberId: id, email }
      const before = await tenant.identities.find(linkId(identity))
      const isHeld = before !== undefined && (await holderOf(before, tenant)) !== undefined
      if (isHeld) return before.memberId === id
      // Of several that are linked at the same moment the first stays: it is nobody's only if it still is what it was.
      const kept = await tenant.identities.change(linkId(identity), (current) =>
        current === undefined || current.memberId === before?.memberId ? wanted : current,
      )
      return kept.memberId === id
    },
  }
}

function suffixOf(tenantId: string): string {
  return `_${tenantId}`
}

function open(database: Database): TenantDatabase {
  return {
    database,
    members: createRecords<Member>(database, 'members', ({ email }) => ({ emailKey: email.toLowerCase() })),
    identities: createRecords<Link>(database, 'identities'),
  }
}

async function prepare(database: Database): Promise<void> {
  await database.prepare(TENANT_INDEXES)
  const state = database.collection('state')
  await database.ask(() =>
    state.updateOne({ _id: STATE_ID }, { $set: { version: TENANT_INDEXES_VERSION } }, { upsert: true }),
  )
}

async function holderOf(link: Link, tenant: TenantDatabase | undefined): Promise<Member | undefined> {
  const member = await tenant?.members.find(idOf(link.email))
  return member?.id === link.memberId ? member : undefined
}

/** @param limit none means all */
async function membersAfter({ database }: TenantDatabase, after: string, limit = 0): Promise<Member[]> {
  const members = database.collection('members')
  const found = await database.ask(() =>
    members
      .find({ emailKey: { $gt: after } })
      .sort({ emailKey: 1 })
      .limit(limit)
      .toArray(),
  )
  return found.map(parse<Member>)
}

async function allLinks({ database }: TenantDatabase): Promise<Link[]> {
  const identities = database.collection('identities')
  const found = await database.ask(() =>
    identities
      .find({ _id: { $gt: '' } })
      .sort({ _id: 1 })
      .toArray(),
  )
  return found.map(parse<Link>)
}

function withoutEmail({ issuer, subject, memberId }: Link): Identity & { memberId: MemberId } {
  return { issuer, subject, memberId }
}

function idOf(email: string): string {
  return recordKey(email.toLowerCase())
}

function linkId({ issuer, subject }: Identity): string {
  return recordKey(issuer, subject)
}
