/**
 * Events: what happened, told to whoever is interested. Owns the names and shapes of all events, and their log; does
 * not know who listens. A use case announces what it did by handing its events to the store together with the change.
 */
export { EVENT_TYPES, type EventData, type EventType } from './catalogue.ts'
export { type CloudEvent, toCloudEvent } from './cloud-event.ts'
export type { DeadLetter, DeliveryStore } from './delivery-store.ts'
export { type Dispatch, type DispatchDependencies, type DispatchTimes, startDispatch } from './dispatch.ts'
export { type KeptEvent, type NewEvent, newEvent, type Origin, originData } from './event.ts'
export { createEventLog, type EventLog } from './event-log.ts'
export type { EventQuery, EventSink, EventStore } from './event-store.ts'
export type { LeaseStore } from './lease-store.ts'
export type { OutboxStore, WaitingEvent } from './outbox-store.ts'
export { type ReplayFilter, replayDeadLetters } from './replay.ts'
export { createStreamSubscriber } from './stream-subscriber.ts'
export type { Subscriber } from './subscriber.ts'
