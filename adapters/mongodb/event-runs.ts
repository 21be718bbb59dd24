/**
 * How the log is kept in MongoDB: in runs of events that differ in little, since one document costs the server, its
 * indexes and the driver as much as the many events that may stand in it. Where machines fetch tokens all the time,
 * those of one client that come within half a second are one document.
 */
import type { EventType, KeptEvent, NewEvent } from '../../src/domain/events/event-store.ts'
import type { EventRunDocument } from './collections.ts'

/** Events in a run at most, so that reading one of them costs little. */
export const MAX_RUN = 250

/** Milliseconds between the earliest and the latest event of a run at most. */
export const MAX_SPAN_MS = 500

/** What a run does not say of its events once for all. */
type Rest = [time: number, data: NewEvent['data']]

type Run = [NewEvent, ...NewEvent[]]

/**
 * Puts together what may stand in one run. The events of each subject stay in their order; those of different subjects
 * may change places.
 */
export function toRuns(events: readonly NewEvent[]): Run[] {
  const runs: Run[] = []
  /** By subject: the run that ends with its last event so far. */
  const lastOf = new Map<string, Run>()
  for (const event of events) {
    const run = lastOf.get(event.subject)
    if (run !== undefined && belongs(event, run)) {
      run.push(event)
      continue
    }
    const begun: Run = [event]
    runs.push(begun)
    lastOf.set(event.subject, begun)
  }
  return runs
}

function belongs(event: NewEvent, run: Run): boolean {
  const [first] = run
  return (
    event.type === first.type &&
    event.data.client_id === first.data.client_id &&
    Math.abs(event.time - first.time) <= MAX_SPAN_MS / 2 &&
    run.length < MAX_RUN
  )
}

/** @param position of the first one */
export function toDocument(run: Run, position: number): EventRunDocument {
  const [{ subject, type, data }] = run
  const times = run.map(({ time }) => time)
  return {
    _id: position,
    count: run.length,
    eventIds: run.map(({ id }) => id),
    type,
    subject,
    ...(data.client_id === undefined ? {} : { clientId: data.client_id }),
    time: Math.min(...times),
    until: Math.max(...times),
    events: JSON.stringify(run.map(({ time, data }): Rest => [time, data])),
  }
}

export function eventsOf({ _id, eventIds, type, subject, events }: EventRunDocument): KeptEvent[] {
  return (JSON.parse(events) as Rest[]).map(([time, data], n) => ({
    position: _id + n,
    id: eventIds[n] as string,
    type: type as EventType,
    time,
    subject,
    data,
  }))
}

/** Position of the last event of a run. */
export function endOf({ _id, count }: Pick<EventRunDocument, '_id' | 'count'>): number {
  return _id + count - 1
}
