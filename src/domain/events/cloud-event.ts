/** An event as others get it: CloudEvents 1.0 in JSON (https://github.com/cloudevents/spec, "JSON Event Format"). */
import type { EventData, EventType } from './catalogue.ts'
import type { NewEvent } from './event.ts'

export interface CloudEvent {
  specversion: '1.0'
  id: string
  /** The issuer. */
  source: string
  type: EventType
  /** RFC 3339, in UTC. */
  time: string
  subject: string
  datacontenttype: 'application/json'
  data: EventData
}

export function toCloudEvent({ id, type, time, subject, data }: NewEvent, issuer: string): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source: issuer,
    type,
    time: new Date(time).toISOString(),
    subject,
    datacontenttype: 'application/json',
    data,
  }
}
