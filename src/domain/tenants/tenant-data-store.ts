/**
 * Port: each tenant's own database, in which its people and their authorizations lie apart from every other tenant's.
 * It is created, brought up to date, exported and dropped as one, and reached by the tenant's id alone: no call can see
 * two of them. What is read of a tenant that is not there is absent; what is written to it is refused with DomainError
 * `not_found`, code `no_such_tenant`. So is an id that is none, whatever it contains.
 *
 * Letter case: an e-mail address belongs to one member whatever its letter case; adapters compare by `toLowerCase()`.
 */
import type { Authorization, Identity, Member, MemberId } from './member.ts'
import type { TenantId } from './tenant.ts'

export type { Authorization, Identity, Member, MemberId, TenantId }

export interface MemberPage {
  /** Only members whose address, in lower case, sorts after this one's. */
  after?: string
  limit: number
}

export interface TenantExport {
  members: Member[]
  /** Identities at other issuers, and the member that each is linked to. */
  identities: (Identity & { memberId: MemberId })[]
}

export interface TenantDataStore {
  /** Makes an empty database; does nothing where there is one. */
  create(tenantId: TenantId): Promise<void>
  /** Removes the database with all that is in it; does nothing where there is none. */
  drop(tenantId: TenantId): Promise<void>
  /** Everything, members by address. Undefined where there is no database. */
  export(tenantId: TenantId): Promise<TenantExport | undefined>

  findMember(tenantId: TenantId, email: string): Promise<Member | undefined>
  /** @throws DomainError `conflict` with code `member_exists` when the address is a member's */
  addMember(tenantId: TenantId, member: Member): Promise<void>
  /**
   * Applies `change` to the member as it stands and keeps the result, atomically. `change` must be pure and leave
   * address and id as they are. Undefined when there is no such member.
   */
  updateMember(
    tenantId: TenantId,
    email: string,
    change: (current: Member) => Member,
  ): Promise<Member | undefined>
  /** To the one caller that removed it, the member as it was. Links to it are void from then on. */
  removeMember(tenantId: TenantId, email: string): Promise<Member | undefined>
  /** By address in lower case, ascending by its bytes. */
  listMembers(tenantId: TenantId, page: MemberPage): Promise<Member[]>

  /** The member that this identity is linked to, as long as it is the same member. */
  findLinked(tenantId: TenantId, identity: Identity): Promise<Member | undefined>
  /**
   * Links an identity to a member: true when it is linked to that member afterwards, false when it is another member's.
   * A link to a member who has been removed is nobody's.
   */
  link(tenantId: TenantId, identity: Identity, member: Pick<Member, 'id' | 'email'>): Promise<boolean>
}
