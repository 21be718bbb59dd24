/**
 * TokenEnding over the artifacts: marks that liveness.ts reads together with everything else it asks about a token.
 * Apart from the engine, so that the command line can end tokens without loading it.
 */
import type { TokenEnding } from '#domain/tenants'
import { nowSeconds } from '#lib/clock'
import type { ArtifactStore } from './artifact-store.ts'
import { APPLICATION_TOKEN_SECONDS, LONGEST_SECONDS } from './lifetimes.ts'

/** Between the node that issues a token and the one that removes a member. */
const CLOCK_SKEW_SECONDS = 300

export function createTokenEnding(store: ArtifactStore): TokenEnding {
  return {
    // Refresh tokens and grants live long, and a suspension may be short.
    endBefore: (tenantId, epoch) =>
      store.save(
        { kind: 'EndedTenant', id: tenantId },
        { payload: { epoch }, expiresAt: nowSeconds() + LONGEST_SECONDS },
      ),
    endMember: (memberId) =>
      store.save(
        { kind: 'EndedMember', id: memberId },
        { payload: {}, expiresAt: nowSeconds() + APPLICATION_TOKEN_SECONDS + CLOCK_SKEW_SECONDS },
      ),
  }
}
