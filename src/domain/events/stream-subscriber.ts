/** The stream in Redis, told like every other subscriber. */
import { toCloudEvent } from './cloud-event.ts'
import type { KeptEvent } from './event.ts'
import type { EventStreamStore } from './event-stream-store.ts'
import type { Subscriber } from './subscriber.ts'

export function createStreamSubscriber(stream: EventStreamStore, issuer: string): Subscriber {
  const publish = (events: KeptEvent[]) =>
    stream.publish(events.map((event) => JSON.stringify(toCloudEvent(event, issuer))))

  return {
    name: 'stream',
    wants: () => true,
    deliver: (event) => publish([event]),
    deliverTogether: publish,
  }
}
