/**
 * Artifacts, counters, an outbox and a stream for events, in Redis: one server, a Cluster, or a master that Sentinels
 * watch. Artifacts expire by themselves; a write is acknowledged when a replica has it, where there are replicas; no
 * call takes longer than 1.5 seconds, and whatever goes wrong is DomainError `unavailable`, code `store_unavailable`,
 * until Redis is back.
 */
import type { EventSink } from '../../src/domain/events/event-store.ts'
import type { EventStreamStore } from '../../src/domain/events/event-stream-store.ts'
import type { OutboxStore } from '../../src/domain/events/outbox-store.ts'
import type { LimitStore } from '../../src/domain/limits/limit-store.ts'
import type { ArtifactStore } from '../../src/oidc/artifact-store.ts'
import type { Advice } from '../stores.ts'
import { createArtifactStore } from './artifact-store.ts'
import { call } from './calls.ts'
import { checkTraffic } from './check-servers.ts'
import { createEventStream } from './event-stream.ts'
import { createLimitStore } from './limit-store.ts'
import { openServers } from './open-servers.ts'
import { createOutbox } from './outbox-store.ts'
import { parseRedisUrl } from './parse-url.ts'

export interface RedisStore {
  artifacts: ArtifactStore
  limits: LimitStore
  /** What was found at opening. */
  advice: Advice[]
  outbox: OutboxStore & EventSink
  eventStream: EventStreamStore
  /**
   * Writes something to every master and deletes it again.
   * @throws DomainError `unavailable`
   */
  ping(): Promise<void>
  /** Idempotent. Every later call rejects with DomainError `unavailable`. */
  close(): Promise<void>
}

/**
 * @param url see parse-url.ts; @param prefix of all keys, without braces
 * @throws StoreOpenError when it is malformed, Redis cannot be reached within 5 seconds, or is not fit
 */
export async function openRedisStore(url: string, prefix = 'gatehouse'): Promise<RedisStore> {
  const { servers, advice } = await openServers(parseRedisUrl(url), prefix)
  return {
    advice,
    artifacts: createArtifactStore(servers, call, prefix),
    limits: createLimitStore(servers, call, prefix),
    outbox: createOutbox(servers, call, prefix),
    eventStream: createEventStream(servers, call, prefix),
    ping: () => call((deadline) => checkTraffic(servers, prefix, deadline)),
    async close() {
      servers.close()
    },
  }
}
