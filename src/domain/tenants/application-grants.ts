/**
 * Whether a client may have an application token, which says what a member of its tenant may do. Every refusal that
 * could tell who is a member, who is an administrator, or whether a secret was right, is the same one, after the same
 * look-ups.
 */
import { type Account, type Accounts, accountStatus } from '#domain/accounts'
import type { Client, Clients } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { type Authorization, authorizationOf, type Member } from './member.ts'
import type { Members, VouchedIdentity } from './members.ts'
import type { Tenant } from './tenant.ts'
import type { TenantDataStore } from './tenant-data-store.ts'
import type { TenantStore } from './tenant-store.ts'

/** What a token is for: the tenant's own APIs, or administering the tenant. */
export type Plane = 'user' | 'admin'

export const ADMIN_ROLE = 'admin'

export interface ApplicationGrant {
  tenant: Tenant
  client: Client
  member: Member
  /** The `sub`: of the member's account where one is known, of the member otherwise. */
  subject: string
  authorization: Authorization
}

/** By address, as the client says; as an OpenID provider vouches; or as an earlier token told. */
export type Who = { email: string } | { identity: VouchedIdentity } | { memberId: string; email: string }

/** Where a client stands. */
export interface Place {
  tenant: Tenant
  client: Client
}

export interface ApplicationGrants {
  /**
   * The client by its tenant and project, as the caller names all three.
   * @throws DomainError `not_found`, code `client_not_found`, after the same look-ups whatever of it is wrong
   */
  findPlace(names: { clientId: string; projectId: string; tenantId: string }): Promise<Place>
  /** Where a client stands that belongs to a tenant; undefined for one that belongs to none, or no longer. */
  placeOf(clientId: string): Promise<Place | undefined>
  /**
   * @param isProven whether the client has shown that it is the one
   * @throws DomainError `unauthenticated`, code `unauthorized`; what `isProven` throws
   */
  grant(place: Place, who: Who, plane: Plane, isProven: () => Promise<boolean>): Promise<ApplicationGrant>
  /** What a token of this client would say of a member: scopes that the client may not ask for are left out. */
  authorizationIn(client: Client, member: Member): Authorization
}

export interface GrantDependencies {
  /** Of this server, whose ID tokens speak for our own accounts. */
  issuer: string
  store: TenantStore
  data: TenantDataStore
  members: Members
  clients: Clients
  accounts: Accounts
}

export function createApplicationGrants(deps: GrantDependencies): ApplicationGrants {
  const { store, clients, members } = deps

  async function find(tenant: Tenant, who: Extract<Who, { email: string }>): Promise<Member | undefined> {
    const member = await members.find(tenant.id, who.email)
    return 'memberId' in who && member?.id !== who.memberId ? undefined : member
  }

  const recognise = (tenant: Tenant, { identity }: { identity: VouchedIdentity }) =>
    members.recognise(tenant.id, identity, mayBe(deps.issuer, identity))

  return {
    async findPlace({ clientId, projectId, tenantId }) {
      const [client, project, tenant] = await Promise.all([
        clients.find(clientId),
        store.findProject(projectId as Parameters<TenantStore['findProject']>[0]),
        store.find(tenantId as Tenant['id']),
      ])
      const isOne =
        client?.tenancy?.projectId === projectId &&
        client.tenancy.tenantId === tenantId &&
        project?.tenantId === tenantId
      if (!isOne || tenant === undefined) {
        throw new DomainError('not_found', 'client_not_found', 'Client not found')
      }
      return { tenant, client }
    },

    async placeOf(clientId) {
      const client = await clients.find(clientId)
      const tenant = client?.tenancy && (await store.find(client.tenancy.tenantId as Tenant['id']))
      return client === undefined || tenant === undefined ? undefined : { tenant, client }
    },

    async grant({ tenant, client }, who, plane, isProven) {
      const proven = isProven()
      // Both are awaited in any case; a failure of the first must not be nobody's while the second goes on.
      proven.catch(() => undefined)
      const member =
        'email' in who ? await find(tenant, who) : (await proven) ? await recognise(tenant, who) : undefined
      const account = await accountOf(deps, member)
      const isMember =
        member !== undefined && (account === undefined ? member.accountId === null : mayAct(account))
      const authorization = authorizationIn(client, member ?? { assignments: [] })
      const mayHave = plane === 'user' || authorization.roles.includes(ADMIN_ROLE)
      if (!(await proven) || tenant.status !== 'active' || !isMember || !mayHave) throw unauthorized()
      if (account !== undefined && member.accountId === null) await remember(deps, tenant, member, account)
      return { tenant, client, member, subject: account?.id ?? member.id, authorization }
    },

    authorizationIn,
  }
}

export function unauthorized(): DomainError {
  return new DomainError(
    'unauthenticated',
    'unauthorized',
    'The client has not shown that it is the one, or the person may not have this token',
  )
}

function authorizationIn(client: Client, member: Pick<Member, 'assignments'>): Authorization {
  const authorization = authorizationOf(member)
  if (client.scope === null) return authorization
  const allowed = new Set(client.scope.split(' '))
  return { ...authorization, scopes: authorization.scopes.filter((scope) => allowed.has(scope)) }
}

/** Of our own accounts one is a member's: another that took over the address is somebody else. */
function mayBe(issuer: string, identity: VouchedIdentity): (member: Member) => boolean {
  return ({ accountId }) => identity.issuer !== issuer || accountId === null || accountId === identity.subject
}

function mayAct(account: Account): boolean {
  return ['active', 'pending'].includes(accountStatus(account))
}

/**
 * The account that is known to be the member's, or else the one that has verified the member's address: one that only
 * claims it may be anybody's. A member may well have none.
 */
async function accountOf({ accounts }: GrantDependencies, member?: Member): Promise<Account | undefined> {
  if (member === undefined) return undefined
  if (member.accountId !== null) return accounts.findById(member.accountId)
  const account = await accounts.findByIdentifier(member.email)
  return account?.emailVerified ? account : undefined
}

/** From now on it stays theirs, whatever address it has. */
async function remember(
  { data, issuer }: GrantDependencies,
  tenant: Tenant,
  member: Member,
  account: Account,
) {
  const isTheirs = await data.link(tenant.id, { issuer, subject: account.id }, member)
  if (!isTheirs) throw unauthorized()
  await data.updateMember(tenant.id, member.email, (current) =>
    current.id === member.id ? { ...current, accountId: account.id } : current,
  )
}
