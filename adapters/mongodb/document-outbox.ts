/**
 * OutboxStore over documents that carry their events: since one document is all that a command can change at once, the
 * events of a change are pushed to its `outbox`, an array, by the command that changes it.
 */
import type { Collection } from 'mongodb'
import type { OutboxStore } from '../../src/domain/events/outbox-store.ts'
import type { Documents, OutboxMember } from './collections.ts'
import type { Database } from './database.ts'
import { fromMember } from './outbox-store.ts'

export type OutboxCollection = {
  [Name in keyof Documents]: Documents[Name] extends { outbox?: OutboxMember[] } ? Name : never
}[keyof Documents]

interface Carrier {
  _id: string
  outbox: OutboxMember[]
}

export function createDocumentOutbox(database: Database, name: OutboxCollection): OutboxStore {
  const carriers = database.collection(name) as unknown as Collection<Carrier>

  return {
    async take(limit) {
      const found = await database.ask(() =>
        carriers
          .find({ 'outbox.time': { $gt: 0 } }, { projection: { outbox: 1 } })
          .sort({ 'outbox.time': 1 })
          .limit(limit)
          .toArray(),
      )
      const waiting = found
        .flatMap(({ _id, outbox }) =>
          outbox.map((member) => ({ event: fromMember(member), receipt: JSON.stringify([_id, member.id]) })),
        )
        .sort((a, b) => a.event.time - b.event.time)
      return { waiting, isAll: found.length < limit }
    },

    async done(receipts) {
      const pairs = receipts.map((receipt) => JSON.parse(receipt) as [_id: string, eventId: string])
      const ids = [...new Set(pairs.map(([_id]) => _id))]
      const events = pairs.map(([, eventId]) => eventId)
      if (ids.length === 0) return
      await database.ask(() =>
        carriers.updateMany({ _id: { $in: ids } }, { $pull: { outbox: { id: { $in: events } } } }),
      )
    },
  }
}
