/** What stands together in one document of the log in MongoDB. */
import { expect, test } from 'vitest'
import {
  endOf,
  eventsOf,
  MAX_RUN,
  MAX_SPAN_MS,
  toDocument,
  toRuns,
} from '../../adapters/mongodb/event-runs.ts'
import type { NewEvent } from '../../src/domain/events/event-store.ts'
import { upTo } from './conformance/open-for-each.ts'
import { anEvent } from './conformance/records.ts'

const START = 1_700_000_000_000

function issued(subject: string, members: Partial<NewEvent> = {}): NewEvent {
  return anEvent({ type: 'TokenIssued', subject, data: { client_id: subject }, time: START, ...members })
}

test('events of one subject, type and client stand together, whatever comes in between', () => {
  const [a1, b1, a2, b2] = [issued('a'), issued('b'), issued('a'), issued('b')]
  expect(toRuns([a1, b1, a2, b2])).toEqual([
    [a1, a2],
    [b1, b2],
  ])
})

test('an event never passes another one of its subject', () => {
  const first = issued('a')
  const other = issued('a', { type: 'TokenRevoked' })
  const last = issued('a')
  expect(toRuns([first, other, last])).toEqual([[first], [other], [last]])
})

test('the client counts, and so does its absence', () => {
  const [web, app, none] = [
    issued('ada', { data: { client_id: 'web' } }),
    issued('ada', { data: { client_id: 'app' } }),
    issued('ada', { data: {} }),
  ]
  expect(toRuns([web, app, none])).toEqual([[web], [app], [none]])
})

test('no run is longer, nor of a longer time, than whoever looks into the log counts on', () => {
  const many = upTo(MAX_RUN + 3).map(() => issued('a'))
  expect(toRuns(many).map(({ length }) => length)).toEqual([MAX_RUN, 3])
  // A clock that goes back is one of two nodes'.
  const apart = [0, MAX_SPAN_MS / 2, -MAX_SPAN_MS / 2, MAX_SPAN_MS].map((ms) =>
    issued('a', { time: START + ms }),
  )
  const runs = toRuns(apart)
  for (const run of runs) {
    const { time, until } = toDocument(run, 1)
    expect(until - time).toBeLessThanOrEqual(MAX_SPAN_MS)
  }
  expect(runs.flat()).toEqual(apart)
})

test('what went into a run comes out of it, each at its position', () => {
  const events = [
    issued('a', { time: START + 5 }),
    issued('a', { data: { client_id: 'a', scope: 'x"\u0000y' } }),
  ]
  const [run] = toRuns(events)
  const document = toDocument(run as typeof events & [NewEvent], 41)
  expect(document).toMatchObject({ _id: 41, count: 2, time: START, until: START + 5, clientId: 'a' })
  expect(eventsOf(document)).toEqual(events.map((event, n) => ({ ...event, position: 41 + n })))
  expect(endOf(document)).toBe(42)
})
