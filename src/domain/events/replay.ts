/** Dead letters get another chance: each is tried once more by whoever serves its subscriber. */
import type { EventType } from './catalogue.ts'
import type { DeadLetter, DeliveryStore } from './delivery-store.ts'

export interface ReplayFilter {
  subject?: string
  clientId?: string
  type?: EventType
  /** Milliseconds since the epoch, both included. */
  since?: number
  until?: number
}

const PAGE = 200

/** @returns those that were marked; at the next failure each is a dead letter as before */
export async function replayDeadLetters(
  store: DeliveryStore,
  subscribers: string[],
  filter: ReplayFilter,
): Promise<DeadLetter[]> {
  const marked: DeadLetter[] = []
  for (const subscriber of subscribers) {
    for (let after = 0; ; ) {
      const page = await store.letters(subscriber, { after, limit: PAGE })
      for (const letter of page) {
        after = letter.event.position
        if (matches(letter, filter) && (await store.mark(subscriber, after))) marked.push(letter)
      }
      if (page.length < PAGE) break
    }
  }
  return marked
}

function matches({ event }: DeadLetter, { subject, clientId, type, since, until }: ReplayFilter): boolean {
  return (
    (subject === undefined || event.subject === subject) &&
    (clientId === undefined || event.data.client_id === clientId) &&
    (type === undefined || event.type === type) &&
    event.time >= (since ?? 0) &&
    event.time <= (until ?? Number.POSITIVE_INFINITY)
  )
}
