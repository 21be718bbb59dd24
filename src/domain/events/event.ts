/** One thing that happened, as it is kept. */
import { randomUUID } from 'node:crypto'
import type { EventData, EventType } from './catalogue.ts'

export interface NewEvent {
  /** Unique; the same event appended twice is kept once. */
  id: string
  type: EventType
  /** Milliseconds since the epoch. */
  time: number
  /** Whom it is about: an account's id, or the client's where no person is concerned. Order is kept for one subject. */
  subject: string
  data: EventData
}

export interface KeptEvent extends NewEvent {
  /** Place in the log: unique and increasing, the order in which subscribers hear of it. */
  position: number
}

/** Who and where from: what a use case is told about whoever asks, for the events it announces. */
export interface Origin {
  ip?: string
  userAgent?: string
}

export function newEvent(type: EventType, subject: string, data: EventData = {}): NewEvent {
  return { id: randomUUID(), type, time: Date.now(), subject, data }
}

/** The members of `data` that tell where a request came from. */
export function originData({ ip, userAgent }: Origin): Pick<EventData, 'ip' | 'user_agent'> {
  return {
    ...(ip === undefined ? {} : { ip }),
    ...(userAgent === undefined ? {} : { user_agent: userAgent }),
  }
}
