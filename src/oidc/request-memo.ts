/**
 * What one request has already read from the store, so that the engine's repeated look-ups cost nothing and a write
 * can compare with what was read. Lives exactly as long as the request; outside one there is none.
 */
import { Provider } from 'oidc-provider'
import type { Subject } from '#domain/accounts'
import type { Artifact } from './artifact-store.ts'
import type { TemporarilyUnavailable } from './engine-errors.ts'

export interface RequestMemo {
  grants: Map<string, Artifact>
  sessions: Map<string, Artifact>
  refreshFamilies: Map<string, Artifact>
  interactions: Map<string, Artifact>
  deviceCodes: Map<string, Artifact>
  /** Being read for later in the request; see grant-records.ts and subjects.ts. */
  foreseenGrants: Map<string, Promise<Artifact | undefined>>
  subjects: Map<string, Promise<Subject | undefined>>
  /** By model: the outage that a look-up met. */
  outages: Map<string, TemporarilyUnavailable>
}

/** With the context itself: a WeakMap of what lives so shortly is dear to the garbage collector. */
const MEMO = Symbol('what this request has read')

export function requestMemo(): RequestMemo | undefined {
  const ctx = Provider.ctx as { [MEMO]?: RequestMemo } | undefined
  if (ctx === undefined) return undefined
  ctx[MEMO] ??= {
    grants: new Map(),
    sessions: new Map(),
    refreshFamilies: new Map(),
    interactions: new Map(),
    deviceCodes: new Map(),
    foreseenGrants: new Map(),
    subjects: new Map(),
    outages: new Map(),
  }
  return ctx[MEMO]
}
