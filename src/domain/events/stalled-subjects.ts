/**
 * The subjects of which one subscriber did not take an event. What waits behind that event is in the log, and is found
 * there when the event has arrived, or was given up.
 */
import type { DeliveryStore, Stalled } from './delivery-store.ts'
import type { KeptEvent } from './event.ts'
import type { EventStore } from './event-store.ts'
import { type RetryTimes, retryDelay } from './retry-delay.ts'
import type { Subscriber } from './subscriber.ts'

/** Undefined when it arrived, with those behind it, null when the subscriber is left alone at present, else what went wrong. */
export type Attempt = (event: KeptEvent, ...behind: KeptEvent[]) => Promise<string | undefined | null>

export interface StalledSubjects {
  has(subject: string): boolean
  /** Those whose event is to be tried again. */
  due(): string[]
  /** After a first attempt. @throws DomainError `unavailable` */
  add(event: KeptEvent, error: string): Promise<void>
  /** Delivers what is stalled of a subject, and what has come behind it. @throws DomainError `unavailable` */
  catchUp(subject: string): Promise<void>
}

const BITE = 100

/** @param readTo position up to which the log has been read, and what is stalled passed over */
export async function loadStalledSubjects(deps: {
  subscriber: Subscriber
  log: Pick<EventStore, 'list'>
  store: DeliveryStore
  times: RetryTimes
  now(): number
  attempt: Attempt
  readTo(): number
}): Promise<StalledSubjects> {
  const { subscriber, log, store, times, now, attempt, readTo } = deps
  const { name } = subscriber
  const stalled = new Map((await store.stalled(name)).map((one) => [one.subject, one]))

  async function keep(one: Stalled): Promise<void> {
    await store.stall(one)
    stalled.set(one.subject, one)
  }

  const nextAttempt = (attempts: number) => now() + retryDelay(times, attempts, Math.random())

  /** @returns whether to go on with what is behind the event */
  async function retry(one: Stalled, event: KeptEvent): Promise<boolean> {
    const error = await attempt(event)
    if (error === null) return false
    const next = { ...one, position: event.position + 1, attempts: 0, nextAttemptAt: now() }
    if (error === undefined) {
      await keep({ ...next, since: now() })
      return true
    }
    if (now() - one.since >= times.giveUpMs) {
      await store.bury({ subscriber: name, event, diedAt: now(), error })
      // Those that have waited behind it all the time get one attempt each, if that fails too.
      await keep(next)
      return true
    }
    const attempts = one.attempts + 1
    const nextAttemptAt = nextAttempt(attempts)
    await keep({ ...one, position: event.position, attempts, error, nextAttemptAt })
    return false
  }

  return {
    has: (subject) => stalled.has(subject),

    due() {
      const time = now()
      return [...stalled.values()]
        .filter(({ nextAttemptAt }) => nextAttemptAt <= time)
        .map(({ subject }) => subject)
    },

    add: ({ subject, position }, error) =>
      keep({
        subscriber: name,
        subject,
        position,
        attempts: 1,
        since: now(),
        nextAttemptAt: nextAttempt(1),
        error,
      }),

    async catchUp(subject) {
      for (;;) {
        const one = stalled.get(subject)
        if (one === undefined) return
        const upTo = readTo()
        const after = { time: 0, position: one.position - 1 }
        const found = await log.list({ subject, after, limit: BITE })
        const event = found.find((event) => event.position <= upTo && subscriber.wants(event))
        if (event !== undefined) {
          if (!(await retry(one, event))) return
        } else if (found.length === BITE) {
          await keep({ ...one, position: (found.at(-1)?.position ?? 0) + 1 })
        } else if (upTo === readTo()) {
          // From here on, events of this subject are read as those of any other.
          stalled.delete(subject)
          await store.resume(name, subject)
          return
        }
      }
    },
  }
}
