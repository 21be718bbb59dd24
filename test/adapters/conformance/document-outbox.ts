/** What the outbox must do that MongoDB's documents carry within them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../adapters/mongodb/database.ts'
import { createDocumentOutbox } from '../../../adapters/mongodb/document-outbox.ts'
import { toOutboxMember } from '../../../adapters/mongodb/outbox-store.ts'
import type { NewEvent } from '../../../src/domain/events/event-store.ts'
import { anEvent } from './records.ts'

export function documentOutboxConformance(open: () => Promise<Database>): void {
  describe('the outbox within documents', () => {
    let database: Database
    beforeEach(async () => {
      database = await open()
    })
    afterEach(() => database.close())
    const outbox = () => createDocumentOutbox(database, 'consents')

    async function carry(id: string, events: NewEvent[]): Promise<void> {
      const consents = database.collection('consents')
      const set = { accountId: 'a', clientId: 'c', version: 1, body: '{}' }
      const push = { outbox: { $each: events.map(toOutboxMember) } }
      await consents.updateOne({ _id: id }, { $set: set, $push: push }, { upsert: true })
    }

    test('gives the events of all documents, oldest first, until they are done', async () => {
      const [a, b, c] = [anEvent({ time: 1 }), anEvent({ time: 2 }), anEvent({ time: 3 })]
      await carry('one', [a, c])
      await carry('two', [b])
      const { waiting, isAll } = await outbox().take(10)
      expect(waiting.map(({ event }) => event)).toEqual([a, b, c])
      expect(isAll).toBe(true)
      await outbox().done(waiting.slice(0, 2).map(({ receipt }) => receipt))
      expect((await outbox().take(10)).waiting.map(({ event }) => event)).toEqual([c])
    })

    test('leaves the document, and what was added meanwhile, as it is', async () => {
      await carry('one', [anEvent({ time: 1 })])
      const taken = (await outbox().take(10)).waiting
      const added = anEvent({ time: 2 })
      await carry('one', [added])
      await outbox().done(taken.map(({ receipt }) => receipt))
      const found = await database.collection('consents').findOne({ _id: 'one' })
      expect(found).toMatchObject({ accountId: 'a', body: '{}', outbox: [toOutboxMember(added)] })
    })

    test('says when there is more', async () => {
      await carry('one', [anEvent({ time: 1 })])
      await carry('two', [anEvent({ time: 2 })])
      expect(await outbox().take(1)).toMatchObject({ waiting: [{ event: { time: 1 } }], isAll: false })
    })
  })
}
