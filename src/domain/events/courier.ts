/**
 * Tells one subscriber of events: in order for one subject, several subjects at a time. Reads the log upwards; an event
 * that does not arrive stalls its subject, whose later ones wait in the log, while the others go on. The cursor stays
 * below whatever is on its way, so that a crash repeats some deliveries and leaves none out.
 */
import { type BreakerTimes, createBreaker } from './breaker.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { KeptEvent } from './event.ts'
import type { EventStore } from './event-store.ts'
import type { RetryTimes } from './retry-delay.ts'
import { type Attempt, loadStalledSubjects } from './stalled-subjects.ts'
import type { Subscriber } from './subscriber.ts'

export interface CourierDependencies {
  subscriber: Subscriber
  log: Pick<EventStore, 'read' | 'list'>
  store: DeliveryStore
  times: RetryTimes & BreakerTimes
  /** Milliseconds since the epoch. */
  now(): number
  /** Told when something that was on its way has arrived, or not: there may be something to do. */
  onProgress(): void
}

export interface Courier {
  /** Does what is to be done now. @returns whether there may be more right away */
  step(): Promise<boolean>
  /** Begins nothing more. */
  stop(): void
}

/** Events read at once, on their way at once, and subjects served at once. */
const BITE = 500
const WINDOW = 500
const LANES = 8

/** Dead letters tried again at once. */
const LETTERS = 100

/** Milliseconds between two looks for dead letters that somebody wants to be tried again. */
const REPLAY_MS = 500

/** Characters of an error that are kept. */
const ERROR_LENGTH = 300

/** @throws DomainError `unavailable` */
export async function createCourier(deps: CourierDependencies): Promise<Courier> {
  const { subscriber, log, store, times, now } = deps
  const { name } = subscriber
  const breaker = createBreaker(times, now)
  /** By subject: what has been read and waits for its turn. */
  const lanes = new Map<string, KeptEvent[]>()
  const running = new Set<string>()
  /** Positions read and wanted, and neither delivered nor known to be stalled. Ascending. */
  const open = new Set<number>()
  let readTo = (await store.cursor(name)) ?? subscriber.startsAfter ?? 0
  let cursor = readTo
  let nextReplayAt = 0
  let isStopped = false

  const attempt: Attempt = async (event, ...behind) => {
    if (isStopped || !breaker.enter()) return null
    try {
      if (behind.length > 0) await subscriber.deliverTogether?.([event, ...behind])
      else await subscriber.deliver(event)
      breaker.succeeded()
      return undefined
    } catch (error) {
      if (subscriber.isOfSubject?.(error)) breaker.succeeded()
      else breaker.failed(event.subject)
      return (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH)
    }
  }
  const stalled = await loadStalledSubjects({ ...deps, attempt, readTo: () => readTo })

  async function readLog(): Promise<boolean> {
    if (open.size >= WINDOW || breaker.isOpen()) return false
    const events = await log.read(readTo, BITE)
    for (const event of events) {
      readTo = event.position
      // What is stalled is found in the log again when its turn comes.
      if (!subscriber.wants(event) || stalled.has(event.subject)) continue
      open.add(event.position)
      const lane = lanes.get(event.subject)
      if (lane) lane.push(event)
      else lanes.set(event.subject, [event])
    }
    return events.length === BITE
  }

  function startLanes(): void {
    for (const subject of lanes.keys()) run(subject, serve)
    for (const subject of stalled.due()) run(subject, stalled.catchUp)
  }

  function run(subject: string, work: (subject: string) => Promise<void>): void {
    if (running.size >= LANES || running.has(subject) || isStopped || breaker.isOpen()) return
    running.add(subject)
    // What failed here was the store: the event is still in its lane, or stalled, and its turn comes again.
    void work(subject)
      .catch(() => {})
      .finally(() => {
        running.delete(subject)
        deps.onProgress()
      })
  }

  async function serve(subject: string): Promise<void> {
    const lane = lanes.get(subject) ?? []
    for (let event = lane[0]; event !== undefined; event = lane[0]) {
      const together = subscriber.deliverTogether === undefined ? [event] : lane.slice(0, BITE)
      const error = await attempt(event, ...together.slice(1))
      if (error === null) return
      if (error !== undefined) {
        await stalled.add(event, error)
        for (const { position } of lane) open.delete(position)
        break
      }
      for (const { position } of lane.splice(0, together.length)) open.delete(position)
    }
    lanes.delete(subject)
  }

  /** One attempt for each dead letter that somebody has marked. */
  async function replay(): Promise<void> {
    if (now() < nextReplayAt || breaker.isOpen()) return
    nextReplayAt = now() + REPLAY_MS
    for (const letter of await store.letters(name, { limit: LETTERS, marked: true })) {
      const error = await attempt(letter.event)
      if (error === null) return
      if (error === undefined) await store.unbury(name, letter.event.position)
      else await store.bury({ ...letter, error })
    }
  }

  async function saveCursor(): Promise<void> {
    const [lowest] = open
    const reached = lowest === undefined ? readTo : lowest - 1
    if (reached <= cursor) return
    await store.advance(name, reached)
    cursor = reached
  }

  return {
    async step() {
      if (isStopped) return false
      const hasMore = await readLog()
      startLanes()
      await replay()
      await saveCursor()
      return hasMore
    },
    stop() {
      isStopped = true
    },
  }
}
