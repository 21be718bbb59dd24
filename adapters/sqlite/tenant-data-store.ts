/** TenantDataStore in SQLite: a file for each tenant, with the tables `members` and `identities`. */
import type {
  Identity,
  Member,
  MemberId,
  TenantDataStore,
} from '../../src/domain/tenants/tenant-data-store.ts'
import { noSuchTenant } from '../tenant-id.ts'
import type { Database } from './database.ts'
import { createTenantDatabases, type TenantDatabases } from './tenant-databases.ts'

interface MemberRow {
  body: string
}

interface IdentityRow {
  issuer: string
  subject: string
  member_id: string
}

type TenantTables = ReturnType<typeof prepareTables>

export interface SqliteTenantDataStore extends TenantDataStore {
  /** How many files are open at present. */
  openCount(): number
  close(): void
}

/** @param folder where the files lie, `<tenant id>.sqlite` each */
export function createTenantDataStore(folder: string): SqliteTenantDataStore {
  const databases: TenantDatabases<TenantTables> = createTenantDatabases(folder, prepareTables)
  const tablesOf = (tenantId: string): TenantTables => databases.find(tenantId) ?? refuse()

  return {
    openCount: databases.openCount,
    close: databases.close,

    async create(tenantId) {
      databases.create(tenantId)
    },

    async drop(tenantId) {
      databases.drop(tenantId)
    },

    async export(tenantId) {
      return databases.find(tenantId)?.everything()
    },

    async findMember(tenantId, email) {
      return databases.find(tenantId)?.find(email)
    },

    async addMember(tenantId, member) {
      tablesOf(tenantId).add(member)
    },

    async updateMember(tenantId, email, change) {
      return tablesOf(tenantId).update(email, change)
    },

    async removeMember(tenantId, email) {
      return tablesOf(tenantId).remove(email)
    },

    async listMembers(tenantId, { after, limit }) {
      return databases.find(tenantId)?.list(after ?? '', limit) ?? []
    },

    async findLinked(tenantId, identity) {
      return databases.find(tenantId)?.findLinked(identity)
    },

    async link(tenantId, identity, { id, email }) {
      return tablesOf(tenantId).link(identity, id, email)
    },
  }
}

function refuse(): never {
  throw noSuchTenant()
}

function prepareTables(database: Database) {
  const byEmail = database.statement<MemberRow>('SELECT body FROM members WHERE email_key = :key')
  const page = database.statement<MemberRow>(
    'SELECT body FROM members WHERE email_key > :key ORDER BY email_key LIMIT :limit',
  )
  const all = database.statement<MemberRow>('SELECT body FROM members ORDER BY email_key')
  const insert = database.statement('INSERT INTO members (email_key, id, body) VALUES (:key, :id, :body)', {
    code: 'member_exists',
    message: 'Somebody with this address is a member already',
  })
  const overwrite = database.statement('UPDATE members SET body = :body WHERE email_key = :key')
  const remove = database.statement<MemberRow>('DELETE FROM members WHERE email_key = :key RETURNING body')
  const linked = database.statement<MemberRow & { id: string }>(
    'SELECT members.body, members.id FROM identities JOIN members ON members.id = identities.member_id ' +
      'WHERE issuer = :issuer AND subject = :subject',
  )
  const link = database.statement(
    'INSERT INTO identities (issuer, subject, member_id) VALUES (:issuer, :subject, :memberId)',
  )
  const identities = database.statement<IdentityRow>(
    'SELECT issuer, subject, member_id FROM identities ORDER BY issuer, subject',
  )

  const find = (email: string): Member | undefined => parseIfAny(byEmail.get({ key: keyOf(email) }))

  return {
    find,
    everything: () => ({ members: all.all().map(parse), identities: identities.all().map(toIdentity) }),
    add(member: Member): void {
      insert.run({ key: keyOf(member.email), id: member.id, body: JSON.stringify(member) })
    },
    update: (email: string, change: (current: Member) => Member) =>
      database.transaction(() => {
        const current = find(email)
        if (current === undefined) return undefined
        const body = JSON.stringify(change(current))
        overwrite.run({ key: keyOf(email), body })
        return parse({ body })
      }),
    remove: (email: string) => parseIfAny(remove.get({ key: keyOf(email) })),
    list: (after: string, limit: number) => page.all({ key: keyOf(after), limit }).map(parse),
    findLinked: ({ issuer, subject }: Identity) => parseIfAny(linked.get({ issuer, subject })),
    link: ({ issuer, subject }: Identity, memberId: MemberId, email: string) =>
      database.transaction(() => {
        const holder = linked.get({ issuer, subject })
        if (holder !== undefined) return holder.id === memberId
        if (find(email)?.id !== memberId) return false
        link.run({ issuer, subject, memberId })
        return true
      }),
  }
}

function keyOf(email: string): string {
  return email.toLowerCase()
}

function toIdentity({ issuer, subject, member_id }: IdentityRow) {
  return { issuer, subject, memberId: member_id as MemberId }
}

function parseIfAny(row: MemberRow | undefined): Member | undefined {
  return row && parse(row)
}

function parse({ body }: MemberRow): Member {
  return JSON.parse(body) as Member
}
