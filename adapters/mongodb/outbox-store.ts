/** OutboxStore in MongoDB, for events that come without a change of a document: collection `outbox`. */
import type { EventSink, EventType } from '../../src/domain/events/event-store.ts'
import type { NewEvent, OutboxStore } from '../../src/domain/events/outbox-store.ts'
import { createGathering } from '../gathering.ts'
import type { OutboxDocument, OutboxMember } from './collections.ts'
import type { Database } from './database.ts'

export function createOutbox(database: Database): OutboxStore & EventSink {
  const outbox = database.collection('outbox')

  const append = createGathering<NewEvent[], void>(async (groups) => {
    const documents = groups.flat().map(toDocument)
    if (documents.length > 0) {
      await database.violation(() => outbox.insertMany(documents, { ordered: false }))
    }
    return []
  })

  return {
    append,

    async take(limit) {
      const found = await database.ask(() =>
        outbox
          .find({ time: { $gt: 0 } })
          .sort({ time: 1, _id: 1 })
          .limit(limit)
          .toArray(),
      )
      const waiting = found.map(({ _id, ...rest }) => ({
        event: fromMember({ id: _id, ...rest }),
        receipt: _id,
      }))
      return { waiting, isAll: found.length < limit }
    },

    async done(receipts) {
      if (receipts.length === 0) return
      await database.ask(() => outbox.deleteMany({ _id: { $in: receipts } }))
    },
  }
}

function toDocument(event: NewEvent): OutboxDocument {
  const { id, ...rest } = toOutboxMember(event)
  return { _id: id, ...rest }
}

/** What a document keeps in its `outbox`; the way back is `fromMember`. */
export function toOutboxMember({ id, type, time, subject, data }: NewEvent): OutboxMember {
  return { id, type, time, subject, data: JSON.stringify(data) }
}

export function fromMember({ id, type, time, subject, data }: OutboxMember): NewEvent {
  return { id, type: type as EventType, time, subject, data: JSON.parse(data) }
}
