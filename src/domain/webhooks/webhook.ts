/** A URL that is told of events. */
import type { EventType } from '#domain/events'

export interface Webhook {
  id: string
  url: string
  /** Types that it is told of; empty for all. */
  events: EventType[]
  /** What its deliveries are signed with; encrypted, since signing needs it in clear. */
  encryptedSecret: string
  /** Position in the log above which it is told. */
  startsAfter: number
  createdAt: number
}
