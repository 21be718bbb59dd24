/** People as members of tenants: added, listed, removed, and recognised. */
import { randomUUID } from 'node:crypto'
import { checkEmail } from '#domain/accounts'
import { DomainError } from '#domain/errors'
import { type Authorization, type Identity, KINDS, type Member, type MemberId } from './member.ts'
import type { TenantId } from './tenant.ts'
import type { TenantDataStore } from './tenant-data-store.ts'
import { checkAuthorization } from './tenant-input.ts'
import type { TokenEnding } from './token-ending.ts'

/** Somebody whom an OpenID provider vouches for. */
export interface VouchedIdentity extends Identity {
  /** Absent where the provider does not say that the address is theirs. */
  verifiedEmail?: string
}

export interface Members {
  /**
   * Makes somebody a member, or gives a member more: what stands in one call belongs together, as the reason why.
   * @throws DomainError `not_found` without the tenant, `invalid` naming the field
   */
  add(tenantId: string, input: Partial<Authorization> & { email: string }): Promise<Member>
  /** By address. */
  list(tenantId: string): Promise<Member[]>
  /** Their tokens end at once. @throws DomainError `not_found` */
  remove(tenantId: string, email: string): Promise<void>
  find(tenantId: TenantId, email: string): Promise<Member | undefined>
  /**
   * By the link that was made at first use; where there is none yet, by the verified address, which makes the link. An
   * address that nobody verified tells nothing, nor does one under which that issuer has vouched for somebody else.
   */
  recognise(
    tenantId: TenantId,
    identity: VouchedIdentity,
    mayLink: (member: Member) => boolean,
  ): Promise<Member | undefined>
}

const PAGE = 500

export function createMembers(deps: { data: TenantDataStore; tokens: TokenEnding }): Members {
  const { data, tokens } = deps

  async function addTo(tenantId: TenantId, email: string, added: Authorization): Promise<Member> {
    const updated = await data.updateMember(tenantId, email, (current) => ({
      ...current,
      assignments: withAssignment(current.assignments, added),
    }))
    if (updated !== undefined) return updated
    const member: Member = {
      id: randomUUID() as MemberId,
      email,
      accountId: null,
      assignments: withAssignment([], added),
      createdAt: Date.now(),
    }
    await data.addMember(tenantId, member)
    return member
  }

  return {
    async add(tenant, { email: address, ...input }) {
      const email = checkEmail(address)
      const added = checkAuthorization(input)
      try {
        return await addTo(tenant as TenantId, email, added)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'member_exists') throw error
        // Somebody else added them a moment ago.
        return addTo(tenant as TenantId, email, added)
      }
    },
    async list(tenantId) {
      const all: Member[] = []
      for (;;) {
        const last = all.at(-1)
        const after = last === undefined ? {} : { after: last.email }
        const page = await data.listMembers(tenantId as TenantId, { limit: PAGE, ...after })
        all.push(...page)
        if (page.length < PAGE) return all
      }
    },
    async remove(tenantId, email) {
      const removed = await data.removeMember(tenantId as TenantId, email.trim())
      if (removed === undefined) {
        throw new DomainError('not_found', 'no_such_member', `${email} is no member of ${tenantId}`)
      }
      await tokens.endMember(removed.id)
    },
    find: (tenantId, email) => data.findMember(tenantId, email.trim().normalize('NFC')),
    async recognise(tenantId, { verifiedEmail, ...identity }, mayLink) {
      const linked = await data.findLinked(tenantId, identity)
      if (linked !== undefined || verifiedEmail === undefined) return linked
      const found = await data.findMember(tenantId, verifiedEmail.trim().normalize('NFC'))
      if (found === undefined || !mayLink(found)) return undefined
      const member = await data.updateMember(tenantId, found.email, (current) => knownAs(identity, current))
      if (member?.id !== found.id || member.subjects?.[identity.issuer] !== identity.subject) return undefined
      return (await data.link(tenantId, identity, member)) ? member : undefined
    },
  }
}

/** The first whom an issuer vouches for under the member's address is the member, and stays it. */
function knownAs({ issuer, subject }: Identity, member: Member): Member {
  return { ...member, subjects: { [issuer]: subject, ...member.subjects } }
}

/** One that says nothing, or what another says already, is left out. */
function withAssignment(before: Authorization[], added: Authorization): Authorization[] {
  const isEmpty = KINDS.every((kind) => added[kind].length === 0)
  const fingerprint = (one: Authorization) => JSON.stringify(KINDS.map((kind) => one[kind].toSorted()))
  if (isEmpty || before.some((one) => fingerprint(one) === fingerprint(added))) return before
  return [...before, added]
}
