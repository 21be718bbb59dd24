/** The stream in Redis, told like every other subscriber. */
import { toCloudEvent } from './cloud-event.ts'
import type { EventStreamStore } from './event-stream-store.ts'
import type { Subscriber } from './subscriber.ts'

export function createStreamSubscriber(stream: EventStreamStore, issuer: string): Subscriber {
  return {
    name: 'stream',
    wants: () => true,
    deliver: (event) => stream.publish(JSON.stringify(toCloudEvent(event, issuer))),
  }
}
