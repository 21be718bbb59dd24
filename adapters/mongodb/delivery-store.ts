/** DeliveryStore in MongoDB: collections `deliveryCursors`, `stalledDeliveries`, `deadLetters`. */
import type { DeadLetter, DeliveryStore, Stalled } from '../../src/domain/events/delivery-store.ts'
import type { DeadLetterDocument, StalledDocument } from './collections.ts'
import type { Database } from './database.ts'
import { recordKey } from './record-key.ts'

export function createDeliveryStore(database: Database): DeliveryStore {
  const cursors = database.collection('deliveryCursors')
  const stalledOnes = database.collection('stalledDeliveries')
  const deadLetters = database.collection('deadLetters')

  /** Of upserts that find nothing at the same time all but one may be refused; the next time they find something. */
  async function upsert(write: () => Promise<unknown>): Promise<void> {
    while ((await database.violation(write)) !== undefined);
  }

  return {
    async cursor(subscriber) {
      const found = await database.ask(() => cursors.findOne({ _id: subscriber }))
      return found?.position
    },
    advance: (subscriber, position) =>
      upsert(() => cursors.updateOne({ _id: subscriber }, { $max: { position } }, { upsert: true })),
    async stalled(subscriber) {
      const found = await database.ask(() => stalledOnes.find({ subscriber }).toArray())
      return found.map(toStalled)
    },
    async stall(stalled) {
      const _id = recordKey(stalled.subscriber, stalled.subject)
      await upsert(() => stalledOnes.replaceOne({ _id }, { ...stalled }, { upsert: true }))
    },
    async resume(subscriber, subject) {
      await database.ask(() => stalledOnes.deleteOne({ _id: recordKey(subscriber, subject) }))
    },
    async bury({ event, ...letter }) {
      const _id = letterKey(letter.subscriber, event.position)
      const document = { ...letter, position: event.position, event: JSON.stringify(event), marked: false }
      await upsert(() => deadLetters.replaceOne({ _id }, document, { upsert: true }))
    },
    async letters(subscriber, { after = 0, limit, marked = false }) {
      const filter = { subscriber, ...(marked ? { marked } : {}), position: { $gt: after } }
      const found = await database.ask(() =>
        deadLetters.find(filter).sort({ position: 1 }).limit(limit).toArray(),
      )
      return found.map(toLetter)
    },
    async mark(subscriber, position) {
      const change = { $set: { marked: true } }
      const _id = letterKey(subscriber, position)
      const { matchedCount } = await database.ask(() => deadLetters.updateOne({ _id }, change))
      return matchedCount === 1
    },
    async unbury(subscriber, position) {
      await database.ask(() => deadLetters.deleteOne({ _id: letterKey(subscriber, position) }))
    },
    async forget(subscriber) {
      await database.ask(() => cursors.deleteOne({ _id: subscriber }))
      await database.ask(() => stalledOnes.deleteMany({ subscriber }))
      await database.ask(() => deadLetters.deleteMany({ subscriber }))
    },
  }
}

function letterKey(subscriber: string, position: number): string {
  return recordKey(subscriber, String(position))
}

function toStalled({ _id, ...stalled }: StalledDocument): Stalled {
  return stalled
}

function toLetter({ subscriber, event, diedAt, error }: DeadLetterDocument): DeadLetter {
  return { subscriber, diedAt, error, event: JSON.parse(event) }
}
