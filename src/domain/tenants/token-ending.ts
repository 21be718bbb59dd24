/** Port: ending tokens that hang on no grant. What is ended here has ended for the next request on any node. */
import type { MemberId } from './member.ts'
import type { TenantId } from './tenant.ts'

export interface TokenEnding {
  /** Ends every token of the tenant that was issued in an earlier epoch. */
  endBefore(tenantId: TenantId, epoch: number): Promise<void>
  /** Ends every token that speaks for this member. */
  endMember(memberId: MemberId): Promise<void>
}
